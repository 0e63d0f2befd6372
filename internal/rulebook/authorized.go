package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "authorized-left", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "A person who is authorized at the supplier is no longer in any of our teams. This usually shows only when somebody needs to " +
				"open a support case and is not authorized. Tell the supplier who takes over, and correct the entry.",
		},
		Rule{
			Name: "authorized-single", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "The supplier accepts only one of our people as authorized. When that person is on leave, none of us can open a case or release an " +
				"order. Have a second person authorized.",
		},
	)
}
