package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
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
		cover, ok := obligations.StockCover(e, x)
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
			x.Item, prose.Count(cover, "day"), e.Today.AddDays(cover), prose.Count(needed, "day"))
		if cover == 0 {
			f.Message = fmt.Sprintf("By the count, nothing is left of the stock of %s; a new order takes %s.", x.Item, prose.Count(needed, "day"))
		}
		f.Advice.How = []string{fmt.Sprintf("%d days = approval %s, then lead time %s.", needed, prose.Counted(approval, e.OwnCalendar), prose.Counted(x.LeadTime, e.Entry.Calendar))}
		f.Advice.Call = true
		found = append(found, askAbout(e, f, "Order now", x.Item, "Place an order without waiting for the window.", "Ask what can be had faster.")...)
	}
	return found
}

// orderDays returns how many days an order takes that is asked for today.
func orderDays(e *obligations.Supplier, x *model.Supply) int {
	return e.Today.Plus(approvalOf(e, x), e.OwnCalendar).Plus(x.LeadTime, e.Entry.Calendar).DaysSince(e.Today)
}

// approvalOf returns the longest time that our own approval takes for a supply.
func approvalOf(e *obligations.Supplier, x *model.Supply) civil.Period {
	var longest civil.Period
	for _, w := range e.Entry.OrderWindows {
		if (len(w.Supplies) == 0 || slices.Contains(w.Supplies, x)) && w.Approval.ApproxDays() > longest.ApproxDays() {
			longest = w.Approval
		}
	}
	return longest
}

func countOld(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range e.Entry.Supplies {
		counted := countedOn(x)
		old := counted.Plus(e.Limit("stock-count-old"), e.OwnCalendar).Before(e.Today)
		if counted.IsZero() || !old && !counted.After(e.Today) {
			continue
		}
		f := aboutSupply(e, x)
		f.Message = fmt.Sprintf("The stock of %s was counted on %s, %s ago.", x.Item, counted, prose.Count(e.Today.DaysSince(counted), "day"))
		if !old {
			f.Message = fmt.Sprintf("The stock of %s is dated %s, a day that is still to come.", x.Item, counted)
		}
		found = append(found, askAbout(e, f, "Count the stock again", x.Item, "Write down the figure with its day.")...)
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
	for _, x := range t.eval.Entry.Supplies {
		counted := countedOn(x)
		if counted.IsZero() {
			continue
		}
		t.on(counted)
		t.after(counted.Plus(t.eval.Limit("stock-count-old"), t.eval.OwnCalendar))
		if cover, ok := obligations.StockCover(t.eval, x); ok && cover > 0 && cover != civil.Unlimited && !x.LeadTime.IsZero() {
			t.whenAnswerChanges(func(e *obligations.Supplier) bool {
				cover, _ := obligations.StockCover(e, x)
				return cover < orderDays(e, x)
			})
		}
	}
}
