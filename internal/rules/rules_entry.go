package rules

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/registryfinding"
)

func init() {
	register(subject{
		changes: reviewChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"date-in-future":   dateInFuture,
			"fallback-missing": fallbackMissing,
			"entry-review-due": reviewDue,
		},
	})
}

func fallbackMissing(e *obligations.Supplier) []model.Finding {
	if e.Entry.Fallback != "" {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("The entry of %s does not say what to do when nobody there answers.", e.Entry.Name)
	return ask(e, f, "Write down a fallback", "Find another way to the goods: a distributor, a sister plant, an emergency stock.",
		"Write it under fallback, with a number.")
}

func reviewDue(e *obligations.Supplier) []model.Finding {
	row := obligations.ReviewRow(e)
	if row == nil || row.State != obligations.StateOverdue {
		return nil
	}
	f := aboutAll(e)
	f.Due = row.Due
	f.Message = fmt.Sprintf("The entry of %s was last reviewed on %s; it should have been reviewed by %s.", e.Entry.Name, obligations.LastReview(e), row.Due)
	return ask(e, f, "Review the entry", "Read it from top to bottom and correct it.", "Record the day under reviewed.")
}

func dateInFuture(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range registryfinding.DatesInFuture(e.Entry, e.OwnCalendar, e.Context.Now) {
		f := about(e, x.Subject, x.Pos, nil)
		f.Message, f.Advice.How = x.Message, x.Places
		found = append(found, ask(e, f, "Correct a date in the future", x.Steps...)...)
	}
	return found
}

// reviewChanges notes when dates in the future come, and when the entry has to be reviewed again.
func reviewChanges(t *nextChange) {
	for _, x := range registryfinding.DatesInFuture(t.eval.Entry, t.eval.OwnCalendar, t.eval.Context.Now) {
		t.atInstant(x.Until)
	}
	if t.eval.Entry.Reviewed != nil {
		t.onceTheyCome(t.eval.Entry.Reviewed.On)
	}
	if row := obligations.ReviewRow(t.eval); row != nil {
		t.repeats(row.Due, civil.Period{})
	}
}
