package pages

import (
	"cmp"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/stockcoverage"
	"supplierwatch/internal/web/content"
)

// span is a period, or a day, on the timeline of what is ahead.
type span struct {
	Kind     string // notice, order, stock, session or end: how it is drawn
	From, To civil.Date
	Due      civil.Date // by when something is to be done; zero: nothing is
	What     string     // in words, without its days
	Late     bool       // what is to be done is overdue
	Supplier string
	Name     string          // of the supplier
	deadline *model.Deadline // that it is from; nil: it is a run-out day
}

// Days returns the days of a span as sentences write them.
func (s span) Days() string {
	switch {
	case s.From == s.To:
		return prose.Long(s.From)
	case s.From.Year() == s.To.Year():
		return prose.Short(s.From) + " to " + prose.Long(s.To)
	}
	return prose.Long(s.From) + " to " + prose.Long(s.To)
}

// Text returns a span in words.
func (s span) Text() string {
	text := s.What + ", " + s.Days()
	if s.Late && !s.Due.IsZero() {
		text += "; overdue since " + prose.Long(s.Due)
	}
	return text
}

// overdueSince returns the day on which something was due, else the day on which it happened.
func (s span) overdueSince() civil.Date {
	if s.Due.IsZero() {
		return s.From
	}
	return s.Due
}

// DueWord returns what is to be done by its due day: decide by, request by; empty if that is the day itself.
func (s span) DueWord() string {
	switch s.Kind {
	case "notice":
		return "decide by"
	case "order":
		return "request by"
	}
	return ""
}

// spanWords has, for each kind of deadline that the timeline shows, how it is drawn and what it is called. The timeline leaves out the others, such as
// verifications.
var spanWords = map[model.DeadlineKind]struct{ kind, what string }{
	model.DeadlineContractNotice: {"notice", "Renewal decision and notice"},
	model.DeadlineOrderWindow:    {"order", "Order window"},
	model.DeadlineSession:        {"session", "Session"},
	model.DeadlineContractEnd:    {"end", "Contract ends"},
}

// spansAhead returns what happens from one day to another, as of today: notice windows, order windows, sessions, ends of contracts, run-out days. What
// is overdue is among it whatever its day. The soonest comes first. They are not worded yet.
func spansAhead(s content.Snapshot, today, from, to civil.Date) []*span {
	var all []*span
	add := func(x span) {
		if !x.From.After(to) && (x.Late || !x.To.Before(from)) {
			all = append(all, &x)
		}
	}
	for _, d := range s.DeadlineIndex().Unsettled {
		if x, ok := spanOf(s, d); ok {
			add(x)
		}
	}
	if s.Registry != nil {
		for _, supplier := range s.Registry.Suppliers {
			for _, x := range runOuts(s.Registry, supplier, today) {
				add(x)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *span) int {
		return cmp.Or(model.CompareBool(b.Late, a.Late), a.first(from).Compare(b.first(from)), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// first returns the first day of a span that is not before another day.
func (s span) first(from civil.Date) civil.Date {
	if s.From.Before(from) {
		return from
	}
	return s.From
}

// spanOf returns the span of a deadline, still without what it is; false for those that the timeline leaves out.
func spanOf(s content.Snapshot, d *model.Deadline) (span, bool) {
	words, shown := spanWords[d.Kind]
	if !shown {
		return span{}, false
	}
	x := span{
		Kind: words.kind, Supplier: d.Supplier, Name: s.SupplierName(d.Supplier), From: d.Due, To: d.Due,
		Due: d.Due, Late: d.DaysLeft != nil && *d.DaysLeft < 0, deadline: d,
	}
	switch {
	case d.Kind == model.DeadlineContractNotice && d.ContractDates != nil && !d.ReceiveBy.IsZero():
		x.From, x.To = d.DecideBy, d.ReceiveBy
	case d.WindowDates != nil && !d.Opens.IsZero():
		x.From, x.To = d.Opens, d.Closes
	}
	return x, !x.From.IsZero() && !x.To.IsZero()
}

// worded returns a span with what it is. Only spans that a page shows are worded: there may be many thousand.
func (s span) worded(x content.Snapshot) span {
	if d := s.deadline; d != nil {
		s.What = spanWords[d.Kind].what
		if d.Kind != model.DeadlineSession {
			s.What += ": " + thingOf(x, d.Supplier, d.Subject)
		}
	}
	return s
}

// runOuts returns the days on which the counted stocks of a supplier run out.
func runOuts(r *model.Registry, s *model.Supplier, today civil.Date) []span {
	var all []span
	for _, x := range s.Supplies {
		if out := stockcoverage.RunsOut(x, r.CalendarOf(s.Owner)); !out.IsZero() {
			all = append(all, span{Kind: "stock", From: out, To: out, What: "Stock runs out: " + cmp.Or(x.Item, x.ID), Late: out.Before(today), Supplier: s.ID, Name: s.Name})
		}
	}
	return all
}
