package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: stockChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"cover-below-lead-time": coverTooShort,
		"stock-count-old":       countOld,
	},
})

// aboutSupply begins a finding on one supply.
func aboutSupply(e *supplierEval, x *model.Supply) model.Finding {
	return e.about(model.KindSupply.Subject(x.ID), x.Pos, []*model.Supply{x})
}

func coverTooShort(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, x := range e.s.Supplies {
		cover, ok := stockCover(e, x)
		if !ok || cover == civil.Unlimited || x.LeadTime.IsZero() {
			continue
		}
		needed := orderDays(e, x)
		if cover >= needed {
			continue
		}
		approval := approvalOf(e, x)
		f := aboutSupply(e, x)
		f.Message = fmt.Sprintf("The stock of %s lasts %s, until %s; a new order takes %s.",
			x.Item, count(cover, "day"), e.today.AddDays(cover), count(needed, "day"))
		if cover == 0 {
			f.Message = fmt.Sprintf("By the count, nothing is left of the stock of %s; a new order takes %s.", x.Item, count(needed, "day"))
		}
		f.Advice.How = []string{fmt.Sprintf("%d days = approval %s, then lead time %s.", needed, counted(approval, e.ownCalendar), counted(x.LeadTime, e.s.Calendar))}
		f.Advice.Call = true
		found = append(found, e.askAbout(f, "Order now", x.Item, "Place an order without waiting for the window.", "Ask what can be had faster.")...)
	}
	return found
}

// orderDays returns how many days an order takes that is asked for today.
func orderDays(e *supplierEval, x *model.Supply) int {
	return e.today.Plus(approvalOf(e, x), e.ownCalendar).Plus(x.LeadTime, e.s.Calendar).DaysSince(e.today)
}

// approvalOf returns the longest time that our own approval takes for a supply.
func approvalOf(e *supplierEval, x *model.Supply) civil.Period {
	var longest civil.Period
	for _, w := range e.s.OrderWindows {
		if (len(w.Supplies) == 0 || slices.Contains(w.Supplies, x)) && w.Approval.ApproxDays() > longest.ApproxDays() {
			longest = w.Approval
		}
	}
	return longest
}

func countOld(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, x := range e.s.Supplies {
		counted := countedOn(x)
		old := counted.Plus(e.limit("stock-count-old"), e.ownCalendar).Before(e.today)
		if counted.IsZero() || !old && !counted.After(e.today) {
			continue
		}
		f := aboutSupply(e, x)
		f.Message = fmt.Sprintf("The stock of %s was counted on %s, %s ago.", x.Item, counted, count(e.today.DaysSince(counted), "day"))
		if !old {
			f.Message = fmt.Sprintf("The stock of %s is dated %s, a day that is still to come.", x.Item, counted)
		}
		found = append(found, e.askAbout(f, "Count the stock again", x.Item, "Write down the figure with its day.")...)
	}
	return found
}

// countedOn returns the day of a supply's stock figure; zero if it has none.
func countedOn(x *model.Supply) civil.Date {
	switch {
	case x.Stock != nil:
		return x.Stock.AsOf
	case x.StockCover != nil:
		return x.StockCover.AsOf
	}
	return civil.Date{}
}

// stockChanges notes when a count is made and when it gets old, and when the stock comes near the time that an order takes.
func stockChanges(t *nextChange) {
	for _, x := range t.eval.s.Supplies {
		counted := countedOn(x)
		if counted.IsZero() {
			continue
		}
		t.on(counted)
		t.after(counted.Plus(t.eval.limit("stock-count-old"), t.eval.ownCalendar))
		if cover, ok := stockCover(t.eval, x); ok && cover > 0 && cover != civil.Unlimited && !x.LeadTime.IsZero() {
			t.whenAnswerChanges(func(e *supplierEval) bool {
				cover, _ := stockCover(e, x)
				return cover < orderDays(e, x)
			})
		}
	}
}
