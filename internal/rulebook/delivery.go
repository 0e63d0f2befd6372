package rulebook

import (
	"supplierwatch/internal/model"
)

var _ = add(
	Rule{
		Name: "delivery-unconfirmed", Needs: NeedsFacts, Route: model.RoutePage, Severity: criticalToImportant,
		Doc: "A regular delivery is due, and the supplier has not confirmed it in the time that was agreed on. Either the confirmation went " +
			"astray or the delivery will not come, and only a call tells which. A mail that names other orders alone settles nothing, and one that " +
			"names none of ours needs an authenticated sender. Look for it, call the supplier, and record it; if the delivery is left out on " +
			"purpose, record why.",
	},
	Rule{
		Name: "delivery-to-confirm", Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant,
		Doc: "The supplier waits for a confirmation of ours, and none is recorded although the last working day for it has come. Without it the " +
			"goods stay where they are or go to somebody else. Confirm it, and record that it is confirmed.",
	},
)
