package findingtext

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// RunsOut writes a finding on a stock that runs out before an order can arrive.
func RunsOut(f *model.Finding, e *obligations.Supplier, o obligations.StockObligation) {
	item := o.Supply.Item
	f.Message = runsOutText(e, o)
	tail := ", runs out " + obligations.HeadlineDay(e, o.RunsOut)
	if !o.RunsOut.After(e.OwnToday) {
		tail = ", out of stock"
	}
	f.Advice.Headline = Headline(e, "Order now", item, tail)
	f.Advice.Lead = Lead("Order now", f.Message)
	order := "Place the order now"
	if !o.TooLate() {
		order = "Get an emergency approval and place the order now"
	}
	if hasWindow(e, o.Supply) {
		order += "; do not wait for the order window"
	}
	f.Advice.Do = []string{order + "."}
	f.Advice.Do = append(f.Advice.Do,
		"Ask the supplier for express delivery or a partial shipment.",
		"Check the stock count, and agree with operations how long the rest must last.",
		"Record the order with its reference.")
	f.Advice.Call, f.Advice.CallStep, f.Advice.Fallback = true, f.Advice.Do[1], true
	f.Advice.How = obligations.StockArithmetic(e, o)
}

// hasWindow reports whether a supply is ordered in an order window.
func hasWindow(e *obligations.Supplier, x *model.Supply) bool {
	return slices.ContainsFunc(e.Entry.OrderWindows, func(w *model.OrderWindow) bool { return slices.Contains(w.Supplies, x) })
}

// runsOutText returns when a stock runs out, and how long an order takes.
func runsOutText(e *obligations.Supplier, o obligations.StockObligation) string {
	takes := fmt.Sprintf("an order takes %s", prose.Count(o.Needed, "day"))
	if o.Needed > o.Lead {
		takes += fmt.Sprintf(" including our approval (%s without it)", prose.Count(o.Lead, "day"))
	}
	switch {
	case o.RunsOut.Before(e.OwnToday):
		return fmt.Sprintf("%s has been out of stock since %s, by the last count; %s.", prose.Capital(o.Supply.Item), o.RunsOut, takes)
	case o.RunsOut == e.OwnToday:
		return fmt.Sprintf("%s runs out of stock today, %s; %s.", prose.Capital(o.Supply.Item), e.OwnToday, takes)
	}
	return fmt.Sprintf("%s runs out of stock on %s, %s before a replacement can arrive: %s.",
		prose.Capital(o.Supply.Item), o.RunsOut, prose.Count(o.Needed-o.Cover, "day"), takes)
}
