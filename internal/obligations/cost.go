package obligations

import (
	"maps"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// ExposureSum is what it would mean to lose several supplies.
type ExposureSum struct {
	Cost  DowntimeCost
	Slack *int // of the worst supply; nil where none is known
}

// Add adds the loss of one supply, if it can be estimated.
func (l *ExposureSum) Add(e *Supplier, x *model.Supply) {
	m, ok := StockSlack(e, x)
	if !ok {
		return
	}
	if m < civil.Unlimited/2 && (l.Slack == nil || m < *l.Slack) {
		l.Slack = &m
	}
	l.Cost.Add(x, -m)
}

// DowntimeCost adds up what standing lines cost. A line that several supplies feed stands once, for the longest of their times.
type DowntimeCost struct {
	Days map[*model.Line]int
}

// Add puts down how many days the lines of a supply stand without it; none if that is less than a day.
func (b *DowntimeCost) Add(x *model.Supply, days int) {
	for _, u := range x.UsedIn {
		if u.Line == nil || u.Line.DowntimeCost.Currency == "" {
			continue
		}
		if b.Days == nil {
			b.Days = map[*model.Line]int{}
		}
		b.Days[u.Line] = max(0, b.Days[u.Line], days)
	}
}

// Known reports whether the cost of any line could be estimated.
func (b *DowntimeCost) Known() bool { return len(b.Days) > 0 }

// Include adds the lines of other supplies, each for the longer of its times.
func (b *DowntimeCost) Include(other *DowntimeCost) {
	for line, days := range other.Days {
		if b.Days == nil {
			b.Days = map[*model.Line]int{}
		}
		b.Days[line] = max(b.Days[line], days)
	}
}

// Only strikes all but one line off the bill.
func (b *DowntimeCost) Only(line *model.Line) {
	maps.DeleteFunc(b.Days, func(l *model.Line, _ int) bool { return l != line })
}

// Total returns the sum; nil if no line could be estimated. Amounts are whole numbers of one currency, so that their order does not matter.
func (b *DowntimeCost) Total() *model.Money {
	var sum *model.Money
	for line, days := range b.Days {
		if sum == nil {
			sum = &model.Money{Currency: line.DowntimeCost.Currency}
		}
		sum.Hundredths += line.DowntimeCost.Hundredths * int64(days)
	}
	return sum
}

// ExposureOf returns what the loss of these supplies would cost: the exposure (the downtime cost a day of every line they feed, for the days by
// which finding another source takes longer than the stock lasts) and the margin (those days, negative when the stock is too short, of
// the worst supply). Either is nil where a figure is missing: not estimated is not nothing.
func ExposureOf(e *Supplier, supplies []*model.Supply) (*model.Money, *int) {
	var l ExposureSum
	for _, x := range supplies {
		l.Add(e, x)
	}
	return l.Cost.Total(), l.Slack
}
