package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// SessionDue is a name of a rule to which other packages refer.
const SessionDue = "session-due"

func init() {
	add(
		Rule{
			Name: SessionDue, Needs: NeedsTime, Route: model.RouteWork, Severity: allInfo, Limit: civil.Period{Days: 14},
			Doc: "The next regular session with the supplier is due within two weeks. In these sessions design, engineering and operations learn " +
				"early of changes. Agree on a date and an agenda, and record the session after it was held.",
		},
		Rule{
			Name: "session-overdue", Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning,
			Doc: "The last session with the supplier is longer ago than its tier allows. Changes of products, plants and people are then noticed " +
				"too late. Hold a session, and record its day and its topics.",
		},
	)
}
