package rulebook

import (
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	OrderUnconfirmed      = "order-unconfirmed"
	ConfirmationNeverSeen = "confirmation-never-seen"
)

func init() {
	add(
		Rule{
			Name: OrderUnconfirmed, Needs: NeedsFacts, Route: model.RoutePage, Severity: criticalToImportant,
			Doc: "An order has been placed, and the supplier has not confirmed it within the agreed time. Orders get lost on the way, wait in a " +
				"spam folder, or are refused in a mail that nobody reads; with an order placed once a year that shows when the goods are " +
				"missing. The time is counted in the supplier's calendar from the first business day at or after placing, the next one after " +
				"the cut-off hour. A mail settles the orders that it names by their numbers. One that names other orders alone settles nothing, " +
				"and one that names none settles the only order that is open at the supplier, if its sender is authenticated. Look for the " +
				"confirmation, call the supplier, and record it.",
		},
		Rule{
			Name: ConfirmationNeverSeen, Needs: NeedsFacts, Route: model.RouteWork, Severity: allWarning,
			Doc: "A confirmation is late, and the patterns by which it would be known have never matched any mail, while mails of the supplier came " +
				"that nearly did. The patterns may be wrong. The missing confirmation is an alert all the same (order-unconfirmed, " +
				"delivery-unconfirmed). Look at the nearest mails, record the confirmation if one of them is it, and correct the patterns: until " +
				"then a missing confirmation cannot be told from a present one.",
		},
	)
}
