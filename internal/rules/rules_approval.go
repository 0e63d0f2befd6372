package rules

import (
	"fmt"

	"supplierwatch/internal/civil"
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
		f.Message = fmt.Sprintf("The order for %q was requested%s and is not out; %s.", o.Window.Title, requestedWhen(o), overdueWhy(o, expected, late))
		f.Advice.Headline = headline(e, "Approve today", obligations.ItemOf(o)+" order", ", order by "+obligations.HeadlineDay(e, o.Dates.OrderBy))
		f.Advice.Lead = lead("Approve and order today", f.Message)
		f.Advice.Do = []string{"Find out where the request hangs.", orderStep(o), "Record the order with its reference."}
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

func requestedWhen(o *obligations.Occurrence) string {
	text := ""
	if !o.Request.At.IsZero() {
		text = " on " + o.Request.At.Date.String()
	}
	if o.Request.Reference != "" {
		text += " (" + o.Request.Reference + ")"
	}
	return text
}

func overdueWhy(o *obligations.Occurrence, expected civil.Date, late bool) string {
	if late {
		return fmt.Sprintf("it should have been approved by %s, and the last day to order is %s", expected, o.Dates.OrderBy)
	}
	return fmt.Sprintf("the last day to order is %s", o.Dates.OrderBy)
}

// approvalChanges notes when the approval of a requested order is late.
func approvalChanges(t *nextChange) {
	for _, o := range t.eval.Occurrences {
		if o.State == obligations.StateRequested {
			t.after(approvalExpected(t.eval, o))
			t.on(t.eval.OwnCalendar.RollBack(o.Dates.OrderBy.AddDays(-1)))
		}
	}
}
