package rules

import (
	"supplierwatch/internal/findingtext"
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
		findingtext.ToConfirm(&f, e, a)
		found = append(found, f)
	}
	return found
}
