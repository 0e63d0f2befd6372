package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// Deadlines returns every computed day, sorted by Deadline.Compare: one row for each contract, one for the day by which the supplier must
// have given notice, one for each window's missed, current and lately settled occurrences, one for each confirmation that is awaited or was
// settled lately, one for each address and number of a contact, and one for each review and session that is wanted. DaysLeft counts from the owner's today (see civil.DaysLeft).
func Deadlines(r *model.Registry, facts *factindex.Index, now time.Time) []model.Deadline {
	rows := []model.Deadline{}
	for _, e := range obligations.New(r, facts, now).Suppliers {
		rows = append(rows, DeadlineRows(e)...)
	}
	slices.SortFunc(rows, func(a, b model.Deadline) int { return a.Compare(&b) })
	return rows
}

// DeadlineRows returns all computed days of one supplier, in no particular order.
func DeadlineRows(e *obligations.Supplier) []model.Deadline {
	return append(obligations.DeadlineRows(e), contactstate.DeadlineRows(e)...)
}
