package rulebook

import (
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	DeliveryUnconfirmed = "delivery-unconfirmed"
	DeliveryToConfirm   = "delivery-to-confirm"
)

func init() {
	add(
		Rule{
			Name: DeliveryUnconfirmed, Needs: NeedsFacts, Route: model.RoutePage, Severity: criticalToImportant,
			Doc: "A regular delivery is due, and the supplier has not confirmed it in the agreed time. Either the confirmation went astray or the " +
				"delivery will not come, and only a call tells which. A mail that names only other orders settles nothing, and one without any of " +
				"our order numbers needs an authenticated sender. Look for it, call the supplier, and record it; if the delivery is left out on " +
				"purpose, record why.",
		},
		Rule{
			Name: DeliveryToConfirm, Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant,
			Doc: "The supplier waits for our confirmation, and none is recorded although it is due today. Without it the goods stay where they are " +
				"or go to somebody else. Confirm it, and record that it is confirmed.",
		},
	)
}
