package rules

import (
	"fmt"

	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: stockChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"cover-below-lead-time": coverTooShort,
			"stock-count-old":       countOld,
		},
	})
}

// aboutSupply begins a finding on one supply.
func aboutSupply(e *obligations.Supplier, x *model.Supply) model.Finding {
	return about(e, model.KindSupply.Subject(x.ID), x.Pos, []*model.Supply{x})
}

func coverTooShort(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range e.Entry.Supplies {
		o, ok := obligations.StockObligationOf(e, x)
		if !ok || !o.TooShort() || o.Settled() {
			continue
		}
		f := aboutSupply(e, x)
		f.Due, f.Stage = o.RunsOut, stockStage(e, o)
		if o.TooLate() && paged(e) {
			f.Route = model.RoutePage
		}
		f.KeyDates = obligations.ComingDays(e, o.RunsOut.AddDays(-runOutWarns), o.RunsOut)
		findingtext.RunsOut(&f, e, o)
		found = append(found, f)
	}
	return found
}

// runOutWarns is how many days before the stock runs out the finding gets worse.
const runOutWarns = 30

// stockStage counts what has happened, whatever came first: an order comes too late, the stock runs out within some days, it has run out.
func stockStage(e *obligations.Supplier, o obligations.StockObligation) int {
	stage := 0
	for _, happened := range []bool{o.TooLate() && paged(e), o.RunsOut.DaysSince(e.OwnToday) <= runOutWarns, !o.RunsOut.After(e.OwnToday)} {
		if happened {
			stage++
		}
	}
	return stage
}

// paged reports whether a stock-out at the supplier is an alert and not a task.
func paged(e *obligations.Supplier) bool { return e.Entry.Tier.Class < model.ClassStandard }

func countOld(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range e.Entry.Supplies {
		counted := obligations.CountedOn(x)
		old := counted.Plus(e.Limit("stock-count-old"), e.OwnCalendar).Before(e.OwnToday)
		if counted.IsZero() || !old && !counted.After(e.OwnToday) {
			continue
		}
		f := aboutSupply(e, x)
		f.Message = fmt.Sprintf("The stock of %s was counted on %s, %s ago.", x.Item, counted, prose.Count(e.OwnToday.DaysSince(counted), "day"))
		if !old {
			f.Message = fmt.Sprintf("The stock count of %s is dated %s, which is in the future.", x.Item, counted)
		}
		found = append(found, askAbout(e, f, "Count the stock again", x.Item, "Count the stock, and write the figure and its date into the entry.")...)
	}
	return found
}

// stockChanges notes when a count is made and when it gets old, and what happens as the stock runs out.
func stockChanges(t *nextChange) {
	for _, x := range t.eval.Entry.Supplies {
		counted := obligations.CountedOn(x)
		if counted.IsZero() {
			continue
		}
		t.on(counted)
		t.after(counted.Plus(t.eval.Limit("stock-count-old"), t.eval.OwnCalendar))
		runOutChanges(t, x)
	}
}

// runOutChanges notes when a stock no longer lasts until an order arrives, and when an order that was placed should have arrived.
func runOutChanges(t *nextChange, x *model.Supply) {
	o, ok := obligations.StockObligationOf(t.eval, x)
	if !ok {
		return
	}
	for _, day := range obligations.OrderedOn(t.eval, x) {
		t.on(day)
	}
	t.after(o.SettledUntil)
	t.onAndAfter(o.RunsOut.AddDays(-runOutWarns), o.RunsOut)
	if o.Cover == 0 {
		return
	}
	type late struct{ asked, placed bool }
	whenAnswerChanges(t, func(e *obligations.Supplier) late {
		o, _ := obligations.StockObligationOf(e, x)
		return late{o.TooShort(), o.TooLate()}
	})
}
