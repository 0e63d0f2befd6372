package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "ignore-expired", Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning,
			Doc: "An exception to a rule does not count: its last day is past, or lies more than twelve months ahead, so nobody would check " +
				"again whether its reason still applies. The rule is evaluated as if there were no exception. Find out whether the reason still " +
				"applies; then set an end date within twelve months, or remove the exception.",
		},
		Rule{
			Name: "ignore-expiring", Needs: NeedsTime, Route: model.RouteWork, Severity: allInfo, Limit: civil.Period{Days: 30},
			Doc: "An exception to a rule ends within a month; after that the rule is evaluated again. Ask its author whether the reason still " +
				"applies. If it does, set a new end date; if not, correct what the rule reports, or let the exception expire.",
		},
	)
}
