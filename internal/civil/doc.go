// Package civil is the arithmetic of agreements: dates without a clock, periods, business calendars, recurrences, terms and windows.
//
// A contract speaks of days, not of instants, so a Date is a year, a month and a day and nothing else; it meets the clock only where
// it must, through a time zone (Date.Start, Date.End, Calendar.Cutoff). Adding a period adds months first, with the day clamped at the
// end of the month, then days, then business days. Subtracting is its inverse from below: d.Minus(p) is the latest day x with
// x.Plus(p) not after d. Everything else in the package is built on these two:
//
//	start + term            → end of the term        TermEnd, TermEnds, RenewedEnd, Agreement
//	end − notice            → last day of notice     Notice, NoticeWindow, OpenEnded
//	opens … closes          → the current window     Window
//	closes, need, stock     → order by, request by   Order
//	placed + within         → confirmation due       ConfirmationDue
//	deadline − offsets      → reminders              Reminders
//	verified + period       → still fresh            Freshness
//
// Results never leave the years 1 to 9999: arithmetic stops at Far (9999-12-31, which people write for "open-ended") and at
// 0001-01-01. The zero Date means "no date"; arithmetic on it yields the zero Date again. A nil *Calendar counts Monday to Friday in
// UTC. Nothing here asks the clock or the network, and every search ends: a calendar is searched SearchYears years far, a recurrence
// HorizonYears.
package civil
