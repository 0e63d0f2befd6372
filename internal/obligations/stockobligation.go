package obligations

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/stockcoverage"
)

// StockObligation is what the stock of a supply asks of us: an order that arrives before it runs out.
type StockObligation struct {
	Supply       *model.Supply
	RunsOut      civil.Date // the day on which nothing is left
	Cover        int        // how many whole days the stock lasts
	Lead         int        // how many days an order takes that is placed today
	Needed       int        // the same if our own approval has to be asked for today
	SettledUntil civil.Date // the day on which what was ordered should be there; zero: nothing was
	today        civil.Date
}

// StockObligationOf returns what a stock asks of us; ok is false where it is not counted, nothing is used, or nobody wrote how long an order takes.
func StockObligationOf(e *Supplier, x *model.Supply) (o StockObligation, ok bool) {
	cover, ok := stockcoverage.DaysLeft(x, e.OwnCalendar, e.OwnToday)
	if !ok || cover == civil.Unlimited || x.LeadTime.IsZero() {
		return StockObligation{}, false
	}
	approved := e.OwnToday.Plus(approvalOf(e, x), e.OwnCalendar)
	return StockObligation{
		Supply: x, RunsOut: stockcoverage.RunsOut(x, e.OwnCalendar), Cover: cover, Lead: DaysOf(e, x.LeadTime),
		Needed: approved.Plus(x.LeadTime, e.Entry.Calendar).DaysSince(e.OwnToday), SettledUntil: settledUntil(e, x), today: e.OwnToday,
	}, true
}

// TooShort reports whether an order that is asked for today arrives after the stock has run out.
func (o StockObligation) TooShort() bool { return o.Cover < o.Needed }

// TooLate reports whether even an order that is placed today arrives after the stock has run out.
func (o StockObligation) TooLate() bool { return o.Cover < o.Lead }

// Settled reports whether something was ordered that may still arrive in time.
func (o StockObligation) Settled() bool {
	return !o.SettledUntil.IsZero() && !o.today.After(o.SettledUntil)
}

// approvalOf returns the longest time that our own approval takes for a supply.
func approvalOf(e *Supplier, x *model.Supply) civil.Period {
	var longest civil.Period
	for _, w := range e.Entry.OrderWindows {
		if (len(w.Supplies) == 0 || slices.Contains(w.Supplies, x)) && w.Approval.ApproxDays() > longest.ApproxDays() {
			longest = w.Approval
		}
	}
	return longest
}

// settledUntil returns the latest day on which something that was ordered of a supply should be there: its lead time after the order and, where it
// was ordered in a window, the time that receiving takes.
func settledUntil(e *Supplier, x *model.Supply) civil.Date {
	var until civil.Date
	arrives := func(o order, receiving civil.Period) {
		if placed := o.day(); !placed.IsZero() && !placed.After(e.OwnToday) && o.answer.Response() != model.ResponseRefused {
			until = Later(until, placed.Plus(x.LeadTime, e.Entry.Calendar).Plus(receiving, e.OwnCalendar))
		}
	}
	for _, o := range e.orders.supplies[x] {
		arrives(o, civil.Period{})
	}
	for _, k := range e.orders.bookings {
		if slices.Contains(k.window.Supplies, x) {
			for _, o := range e.orders.windows[k] {
				arrives(o, k.window.Receiving)
			}
		}
	}
	return until
}

// day returns the day on which an order was placed, or that of its confirmation where only that is known.
func (x order) day() civil.Date {
	if x.at.Date.IsZero() {
		return x.confirmed
	}
	return x.at.Date
}

// OrderedOn returns the days of the orders that settle the stock of a supply.
func OrderedOn(e *Supplier, x *model.Supply) []civil.Date {
	var days []civil.Date
	for _, o := range e.orders.supplies[x] {
		days = append(days, o.day())
	}
	for _, k := range e.orders.bookings {
		if slices.Contains(k.window.Supplies, x) {
			for _, o := range e.orders.windows[k] {
				days = append(days, o.day())
			}
		}
	}
	return days
}

// StockArithmetic returns how the day on which a stock runs out and the time that an order takes were computed.
func StockArithmetic(e *Supplier, o StockObligation) []string {
	x := o.Supply
	how := make([]string, 0, 2)
	if x.Stock != nil {
		how = append(how, fmt.Sprintf("Runs out %s = whole days that the stock counted on %s lasts.", o.RunsOut, x.Stock.AsOf))
	}
	return append(how, fmt.Sprintf("%d days = approval %s, then lead time %s.",
		o.Needed, prose.Counted(approvalOf(e, x), e.OwnCalendar), prose.Counted(x.LeadTime, e.Entry.Calendar)))
}

// CountedOn returns the day of a supply's stock figure; zero if it has none.
func CountedOn(x *model.Supply) civil.Date {
	switch {
	case x.Stock != nil:
		return x.Stock.AsOf
	case x.StockCover != nil:
		return x.StockCover.AsOf
	}
	return civil.Date{}
}
