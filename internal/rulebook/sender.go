package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "sender-unknown", Needs: NeedsFacts, Route: model.RouteWork, Severity: allInfo,
			Doc: "Mail from the supplier's domain came to one of our role mailboxes from an address that is not in its entry. It may be a " +
				"contact that we need. Ask what the address is for, and add it as a contact once a call has confirmed it.",
		},
		Rule{
			Name: "supplier-unknown", Needs: NeedsFacts, Route: model.RouteWork, Severity: allInfo,
			Doc: "Order confirmations come from a domain that no supplier in the registry has. Somebody here buys there, and nobody has checked " +
				"whether the supplier is critical. Find out who placed the orders, and add the supplier if a production line depends on it.",
		},
	)
}
