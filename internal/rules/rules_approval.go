package rules

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: approvalChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"approval-overdue": approvalOverdue,
		},
	})
}

func approvalOverdue(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateRequested) {
		expected := approvalExpected(e, o)
		last := e.OwnCalendar.RollBack(o.Dates.OrderBy.AddDays(-1))
		late := !expected.IsZero() && e.OwnToday.After(expected)
		if !late && e.OwnToday.Before(last) {
			continue
		}
		f := aboutOccurrence(e, o)
		f.ExpiresOn = o.Days.Closes
		findingtext.ApprovalOverdue(&f, e, o, expected)
		found = append(found, f)
	}
	return found
}

// approvalExpected returns the day by which a requested order should have been approved; zero if no time for it is agreed on.
func approvalExpected(e *obligations.Supplier, o *obligations.Occurrence) civil.Date {
	if o.Window.Approval.IsZero() || o.Request.At.IsZero() {
		return civil.Date{}
	}
	return o.Request.At.Date.Plus(o.Window.Approval, e.OwnCalendar)
}

// approvalChanges notes when the approval of a requested order is late.
func approvalChanges(t *nextChange) {
	for _, o := range t.eval.Occurrences {
		if o.State == obligations.StateRequested {
			t.after(approvalExpected(t.eval, o))
			t.onAndAfter(o.Dates.OrderBy)
			t.on(t.eval.OwnCalendar.RollBack(o.Dates.OrderBy.AddDays(-1)))
		}
	}
}
