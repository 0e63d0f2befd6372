package mailparse

import (
	"slices"
	"strings"
	"time"
)

var wordsStandIn = spoken(func(l language) []string { return l.standIn })

// standIns gives the addresses and numbers named as a replacement: all that an
// automatic answer names, if it speaks of one.
func (m *Message) standIns() []string {
	if m.Verdict != Left && !wordsStandIn.in(fold(m.Reply)) {
		return nil
	}
	return slices.Concat(m.Addresses, m.Phones)
}

// until gives the last or the return day of an absence, as YYYY-MM-DD. A day
// behind a word such as "until" counts before the latest day that is named. A
// day without a year is the next one after the mail.
func until(folded string, sent time.Time) string {
	var latest, bound time.Time
	for _, d := range daysIn(folded, sent) {
		if d.at.After(latest) {
			latest = d.at
		}
		if bound.IsZero() && wordsUntil.endIn(folded[max(0, d.start-maxGap/2):d.start]) {
			bound = d.at
		}
	}
	if !bound.IsZero() {
		latest = bound
	}
	if latest.IsZero() {
		return ""
	}
	return latest.Format(time.DateOnly)
}

var wordsUntil = spoken(func(l language) []string { return l.until })

// weekdays may stand between "until" and the date.
var weekdays = tableOf([]string{
	"the", "and including", "including", "den", "dem", "le", "el", "il", "de", "day", "día", "giorno", "einschließlich", "einschl.",
	"inklusive", "zum", "inclus", "compreso", "incluido", "en met", "op", "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
	"sonntag", "mo", "di", "mi", "do", "fr", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "lunedì", "martedì", "mercoledì", "giovedì",
	"venerdì", "lunes", "martes", "miércoles", "jueves", "viernes", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
})

// endIn says whether a folded text ends with a phrase of the table, weekdays
// and articles behind it apart.
func (table phrases) endIn(text string) bool {
	text = strings.TrimRight(text, " ,.:")
	for range 4 {
		if table.closing(text) > 0 {
			return true
		}
		shorter := strings.TrimRight(text[:len(text)-weekdays.closing(text)], " ,.")
		if len(shorter) == len(text) {
			return false
		}
		text = shorter
	}
	return false
}
