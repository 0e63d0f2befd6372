// Package stockcoverage computes when the stock of a supply runs out and how long it lasts, once for findings, mails, pages and reports.
package stockcoverage

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// RunsOut returns the day on which nothing is left of a supply. It is zero where nobody counted the stock or its use, and where nothing is used.
// Business days of a period count in our own calendar, that of the team that owns the supplier.
func RunsOut(x *model.Supply, ours *civil.Calendar) civil.Date {
	if x.StockCover != nil {
		return x.StockCover.AsOf.Plus(x.StockCover.Period, ours)
	}
	return CountRunsOut(x)
}

// CountRunsOut returns the day on which a stock that was counted in pieces has run out. It is zero for a stock that is given as a period, because
// such a stock moves no deadline of an order window.
func CountRunsOut(x *model.Supply) civil.Date {
	if x.Stock == nil || x.Stock.UsageUnknown {
		return civil.Date{}
	}
	out, _, _ := civil.StockOut(x.Stock.OnHand, x.Stock.DailyUsage, x.Stock.AsOf)
	return out
}

// DaysLeft returns how many whole days the stock still lasts, never below 0; ok is false where nobody counted the stock or its use. It is
// civil.Unlimited where nothing is used. A day before that of the count is answered as the day of the count.
func DaysLeft(x *model.Supply, ours *civil.Calendar, today civil.Date) (days int, ok bool) {
	switch {
	case x.StockCover != nil:
		from := today
		if from.Before(x.StockCover.AsOf) {
			from = x.StockCover.AsOf
		}
		return max(0, RunsOut(x, ours).DaysSince(from)), true
	case x.Stock != nil && !x.Stock.UsageUnknown:
		return civil.Cover(x.Stock.OnHand, x.Stock.DailyUsage, x.Stock.AsOf, today), true
	}
	return 0, false
}
