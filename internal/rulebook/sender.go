package rulebook

import (
	"supplierwatch/internal/model"
)

var _ = add(
	Rule{
		Name: "sender-unknown", Needs: NeedsFacts, Route: model.RouteWork, Severity: allInfo,
		Doc: "Mail from the supplier's domain came to a role mailbox of ours from an address that its entry lacks. It may well be the person whom " +
			"one would need to know. Ask what the address is for, and add it as a contact once a call has confirmed it.",
	},
	Rule{
		Name: "supplier-unknown", Needs: NeedsFacts, Route: model.RouteWork, Severity: allInfo,
		Doc: "A domain that stands in no entry confirms orders to us. Somebody here buys there, and nobody watches whether the supplier is critical. " +
			"Find out who orders what, and add the supplier if a line depends on it.",
	},
)
