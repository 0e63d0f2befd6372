package web

import "supplierwatch/internal/model"

// deadlineRow is a deadline as pages show it.
type deadlineRow struct {
	model.Deadline
	Name string // of the supplier
	When string // how far away it is
	City string // where the day ends, if readers could take it for another day
}

func newDeadlineRow(s Snapshot, d model.Deadline) deadlineRow {
	clock := s.clock()
	return deadlineRow{Deadline: d, Name: s.supplierName(d.Supplier), When: daysLeft(d.DaysLeft, clock.SharesDay(d.Zones.Owner)), City: clock.CityOf(d.Due, d.Zones)}
}
