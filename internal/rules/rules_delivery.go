package rules

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: confirmationChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"delivery-unconfirmed": deliveryUnconfirmed,
			"delivery-to-confirm":  toConfirm,
		},
	})
}

func deliveryUnconfirmed(e *obligations.Supplier) []model.Finding {
	return unconfirmedFindings(e, model.DeadlineDelivery)
}

func toConfirm(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, a := range e.Confirmations {
		if !a.Agreed.ByUs || a.Settled() || a.Due.IsZero() || e.OwnToday.Before(e.OwnCalendar.RollBack(a.Due)) {
			continue
		}
		f := aboutConfirmation(e, a)
		must := "must have it by"
		if obligations.IsLate(e, a) {
			must = "should have had it by"
		}
		f.Message = fmt.Sprintf("%s waits for our confirmation of %s and %s %s; none is recorded.", e.Entry.Name, a.What, must, a.Due)
		f.Advice.Headline = headline(e, "Confirm today", a.Item, "")
		f.Advice.Lead = lead("Confirm it today", f.Message)
		f.Advice.Do = []string{"Confirm it to them.", "Record that it is confirmed; if it was called off, record why."}
		found = append(found, f)
	}
	return found
}
