package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "authorized-left", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "The supplier accepts a person as authorized who is in none of our teams any more. Whoever needs to place a support call finds " +
				"out only then that our side has to be authorized anew. Tell the supplier who took over, and correct the entry.",
		},
		Rule{
			Name: "authorized-single", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "The supplier accepts only one of our people as authorized. When that person is on leave, none of us can open a case or release an " +
				"order. Have a second person authorized.",
		},
	)
}
