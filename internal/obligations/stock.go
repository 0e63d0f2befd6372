package obligations

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/stockcoverage"
)

// StockSlack returns by how many days the stock outlasts the search for another source; ok is false where either is not known. A stock that
// nobody uses has a margin of more than half of civil.Unlimited.
func StockSlack(e *Supplier, x *model.Supply) (days int, ok bool) {
	cover, ok := stockcoverage.DaysLeft(x, e.OwnCalendar, e.OwnToday)
	if !ok || x.TimeToRecover.IsZero() {
		return 0, false
	}
	return cover - DaysOf(e, x.TimeToRecover), true
}

// DaysOf returns how many days a period takes from today on, in the supplier's calendar.
func DaysOf(e *Supplier, p civil.Period) int {
	return e.OwnToday.Plus(p, e.Entry.Calendar).DaysSince(e.OwnToday)
}
