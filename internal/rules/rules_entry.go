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
	f.Message = fmt.Sprintf("%s has no fallback for the case that nobody there answers.", e.Entry.Name)
	return ask(e, f, "Add a fallback", "Agree on another way to get the goods: a distributor, a sister plant, an emergency stock.",
		"Add it under `fallback`, with a phone number.")
}

func reviewDue(e *obligations.Supplier) []model.Finding {
	row, wanted := obligations.ReviewRow(e)
	if !wanted || row.State != obligations.StateOverdue {
		return nil
	}
	f := aboutAll(e)
	f.Due = row.Due
	f.Message = fmt.Sprintf("The entry of %s was last reviewed on %s; the next review was due on %s.", e.Entry.Name, obligations.LastReview(e), row.Due)
	return ask(e, f, "Review the entry", "Read the entry from top to bottom and correct it.", "Record the day under `reviewed`.")
}

func dateInFuture(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range registryfinding.DatesInFuture(e.Entry, e.OwnCalendar, e.Context.Now) {
		f := about(e, x.Subject, x.Pos, nil)
		f.Message, f.Advice.How = x.Message, x.Places
		found = append(found, ask(e, f, "Correct the future date", x.Steps...)...)
	}
	return found
}

// reviewChanges notes when dates in the future come, and when the entry has to be reviewed again.
func reviewChanges(t *nextChange) {
	for _, x := range registryfinding.DatesInFuture(t.eval.Entry, t.eval.OwnCalendar, t.eval.Context.Now) {
		t.atInstant(x.Next)
	}
	if t.eval.Entry.Reviewed != nil {
		t.onceTheyCome(t.eval.Entry.Reviewed.On)
	}
	if row, wanted := obligations.ReviewRow(t.eval); wanted {
		t.repeats(row.Due, civil.Period{})
	}
}
