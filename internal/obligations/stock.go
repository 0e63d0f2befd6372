package obligations

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// StockCover returns how many days the stock still lasts; ok is false where nobody counted it or its use. It is civil.Unlimited where nothing is
// used.
func StockCover(e *Supplier, x *model.Supply) (days int, ok bool) {
	switch {
	case x.Stock != nil && !x.Stock.UsageUnknown:
		return civil.Cover(x.Stock.OnHand, x.Stock.DailyUsage, x.Stock.AsOf, e.OwnToday), true
	case x.StockCover != nil:
		end := x.StockCover.AsOf.Plus(x.StockCover.Period, e.OwnCalendar)
		return max(0, end.DaysSince(Later(e.OwnToday, x.StockCover.AsOf))), true
	}
	return 0, false
}

// StockSlack returns by how many days the stock outlasts the search for another source; ok is false where either is not known. A stock that
// nobody uses has a margin of more than half of civil.Unlimited.
func StockSlack(e *Supplier, x *model.Supply) (days int, ok bool) {
	cover, ok := StockCover(e, x)
	if !ok || x.TimeToRecover.IsZero() {
		return 0, false
	}
	return cover - DaysOf(e, x.TimeToRecover), true
}

// DaysOf returns how many days a period takes from today on, in the supplier's calendar.
func DaysOf(e *Supplier, p civil.Period) int {
	return e.OwnToday.Plus(p, e.Entry.Calendar).DaysSince(e.OwnToday)
}

// StockOut returns the day on which a counted stock has run out; zero where it is not counted in pieces or nothing is used.
func StockOut(x *model.Supply) civil.Date {
	if x.Stock == nil {
		return civil.Date{}
	}
	out, _, _ := civil.StockOut(x.Stock.OnHand, x.Stock.DailyUsage, x.Stock.AsOf)
	return out
}
