package rules

import (
	"maps"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// exposureOf returns what the loss of these supplies would cost: the exposure (the downtime cost a day of every line they feed, for the days by
// which finding another source takes longer than the stock lasts) and the margin (those days, negative when the stock is too short, of
// the worst supply). Either is nil where a figure is missing: not estimated is not nothing.
func exposureOf(e *supplierEval, supplies []*model.Supply) (*model.Money, *int) {
	var l exposureCost
	for _, x := range supplies {
		l.add(e, x)
	}
	return l.cost.total(), l.margin
}

// exposureCost is what it would mean to lose several supplies.
type exposureCost struct {
	cost   downtimeCost
	margin *int // of the worst supply; nil where none is known
}

func (l *exposureCost) add(e *supplierEval, x *model.Supply) {
	m, ok := stockMargin(e, x)
	if !ok {
		return
	}
	if m < civil.Unlimited/2 && (l.margin == nil || m < *l.margin) {
		l.margin = &m
	}
	l.cost.add(x, -m)
}

// stockMargin returns by how many days the stock outlasts the search for another source; ok is false where either is not known. A stock that
// nobody uses has a margin of more than half of civil.Unlimited.
func stockMargin(e *supplierEval, x *model.Supply) (days int, ok bool) {
	cover, ok := stockCover(e, x)
	if !ok || x.TimeToRecover.IsZero() {
		return 0, false
	}
	return cover - daysOf(e, x.TimeToRecover), true
}

// stockCover returns how many days the stock still lasts; ok is false where nobody counted it or its use. It is civil.Unlimited where nothing is
// used.
func stockCover(e *supplierEval, x *model.Supply) (days int, ok bool) {
	switch {
	case x.Stock != nil && !x.Stock.UsageUnknown:
		return civil.Cover(x.Stock.OnHand, x.Stock.DailyUsage, x.Stock.AsOf, e.today), true
	case x.StockCover != nil:
		end := x.StockCover.AsOf.Plus(x.StockCover.Period, e.ownCalendar)
		return max(0, end.DaysSince(later(e.today, x.StockCover.AsOf))), true
	}
	return 0, false
}

// daysOf returns how many days a period takes from today on, in the supplier's calendar.
func daysOf(e *supplierEval, p civil.Period) int {
	return e.today.Plus(p, e.s.Calendar).DaysSince(e.today)
}

// downtimeCost adds up what standing lines cost. A line that several supplies feed stands once, for the longest of their times.
type downtimeCost struct {
	days map[*model.Line]int
}

// add puts down how many days the lines of a supply stand without it; none if that is less than a day.
func (b *downtimeCost) add(x *model.Supply, days int) {
	for _, u := range x.UsedIn {
		if u.Line == nil || u.Line.DowntimeCost.Currency == "" {
			continue
		}
		if b.days == nil {
			b.days = map[*model.Line]int{}
		}
		b.days[u.Line] = max(0, b.days[u.Line], days)
	}
}

// only strikes all but one line off the bill.
func (b *downtimeCost) only(line *model.Line) {
	maps.DeleteFunc(b.days, func(l *model.Line, _ int) bool { return l != line })
}

// total returns the sum; nil if no line could be estimated. Amounts are whole numbers of one currency, so that their order does not matter.
func (b *downtimeCost) total() *model.Money {
	var sum *model.Money
	for line, days := range b.days {
		if sum == nil {
			sum = &model.Money{Currency: line.DowntimeCost.Currency}
		}
		sum.Hundredths += line.DowntimeCost.Hundredths * int64(days)
	}
	return sum
}
