package rules

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: approvalChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"approval-overdue": approvalOverdue,
	},
})

func approvalOverdue(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, stateRequested) {
		expected := approvalExpected(e, o)
		last := e.ownCalendar.RollBack(o.dates.OrderBy.AddDays(-1))
		late := !expected.IsZero() && e.today.After(expected)
		if !late && e.today.Before(last) {
			continue
		}
		f := aboutOccurrence(e, o)
		f.ExpiresOn = o.Days.Closes
		f.Message = fmt.Sprintf("The order for %q was requested%s and is not out; %s.", o.Window.Title, requestedWhen(o), overdueWhy(o, expected, late))
		f.Advice.Headline = e.headline("Approve today", item(o)+" order", ", order by "+e.short(o.dates.OrderBy))
		f.Advice.Lead = lead("Approve and order today", f.Message)
		f.Advice.Do = []string{"Find out where the request hangs.", orderStep(o), "Record the order with its reference."}
		found = append(found, f)
	}
	return found
}

// approvalExpected returns the day by which a requested order should have been approved; zero if no time for it is agreed on.
func approvalExpected(e *supplierEval, o *windowOccurrence) civil.Date {
	if o.Window.Approval.IsZero() || o.request.At.IsZero() {
		return civil.Date{}
	}
	return o.request.At.Date.Plus(o.Window.Approval, e.ownCalendar)
}

func requestedWhen(o *windowOccurrence) string {
	text := ""
	if !o.request.At.IsZero() {
		text = " on " + o.request.At.Date.String()
	}
	if o.request.Reference != "" {
		text += " (" + o.request.Reference + ")"
	}
	return text
}

func overdueWhy(o *windowOccurrence, expected civil.Date, late bool) string {
	if late {
		return fmt.Sprintf("it should have been approved by %s, and the last day to order is %s", expected, o.dates.OrderBy)
	}
	return fmt.Sprintf("the last day to order is %s", o.dates.OrderBy)
}

// approvalChanges notes when the approval of a requested order is late.
func approvalChanges(t *nextChange) {
	for _, o := range t.eval.occurrences {
		if o.state == stateRequested {
			t.after(approvalExpected(t.eval, o))
			t.on(t.eval.ownCalendar.RollBack(o.dates.OrderBy.AddDays(-1)))
		}
	}
}
