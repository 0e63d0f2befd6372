package rules

import (
	"fmt"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: reviewChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"fallback-missing": fallbackMissing,
		"entry-review-due": reviewDue,
	},
})

func fallbackMissing(e *supplierEval) []model.Finding {
	if e.s.Fallback != "" {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("The entry of %s does not say what to do when nobody there answers.", e.s.Name)
	return e.ask(f, "Write down a fallback", "Find another way to the goods: a distributor, a sister plant, an emergency stock.",
		"Write it under fallback, with a number.")
}

func reviewDue(e *supplierEval) []model.Finding {
	row := reviewRow(e)
	if row == nil || row.State != stateOverdue {
		return nil
	}
	f := e.aboutAll()
	f.Due = row.Due
	f.Message = fmt.Sprintf("The entry of %s was last reviewed on %s; it should have been reviewed by %s.", e.s.Name, lastReview(e), row.Due)
	return e.ask(f, "Review the entry", "Read it from top to bottom and correct it.", "Record the day under reviewed.")
}

// reviewChanges notes when the entry has to be reviewed again.
func reviewChanges(t *nextChange) {
	if t.eval.s.Reviewed != nil {
		t.onceTheyCome(t.eval.s.Reviewed.On)
	}
	if row := reviewRow(t.eval); row != nil {
		t.repeats(row.Due, civil.Period{})
	}
}
