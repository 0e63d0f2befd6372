package pages

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// deadlineRow is a deadline as pages show it.
type deadlineRow struct {
	model.Deadline
	Name string // of the supplier
	When string // how far away it is
	City string // where the day ends, if readers could take it for another day
}

func newDeadlineRow(s content.Snapshot, d model.Deadline) deadlineRow {
	clock := s.Clock()
	return deadlineRow{Deadline: d, Name: s.SupplierName(d.Supplier), When: daysLeft(d.DaysLeft, clock.SharesDay(d.Zones.Owner)), City: clock.CityOf(d.Due, d.Zones)}
}
