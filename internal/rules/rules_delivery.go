package rules

import (
	"fmt"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: confirmationChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"delivery-unconfirmed": deliveryUnconfirmed,
		"delivery-to-confirm":  toConfirm,
	},
})

func deliveryUnconfirmed(e *supplierEval) []model.Finding {
	return unconfirmedFindings(e, model.DeadlineDelivery)
}

func toConfirm(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, a := range e.confirmations {
		if !a.Agreed.ByUs || a.settled() || a.due.IsZero() || e.today.Before(e.ownCalendar.RollBack(a.due)) {
			continue
		}
		f := aboutConfirmation(e, a)
		must := "must have it by"
		if isLate(e, a) {
			must = "should have had it by"
		}
		f.Message = fmt.Sprintf("%s waits for our confirmation of %s and %s %s; none is recorded.", e.s.Name, a.what, must, a.due)
		f.Advice.Headline = e.headline("Confirm today", a.item, "")
		f.Advice.Lead = lead("Confirm it today", f.Message)
		f.Advice.Do = []string{"Confirm it to them.", "Record that it is confirmed; if it was called off, record why."}
		found = append(found, f)
	}
	return found
}
