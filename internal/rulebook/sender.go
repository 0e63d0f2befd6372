package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "sender-unknown", Needs: NeedsFacts, Route: model.RouteWork, Severity: allInfo,
			Doc: "Mail from the supplier's domain came to one of our role mailboxes from an address that its entry lacks. It may be a contact that " +
				"we need. Ask what the address is for, and add it as a contact once a call has confirmed it.",
		},
		Rule{
			Name: "supplier-unknown", Needs: NeedsFacts, Route: model.RouteWork, Severity: allInfo,
			Doc: "A domain that is in no entry confirms orders to us. Somebody here buys there, and nobody has checked whether the supplier is " +
				"critical. Find out who orders what, and add the supplier if a line depends on it.",
		},
	)
}
