package rulebook

import (
	"supplierwatch/internal/model"
)

var _ = add(
	Rule{
		Name: "mail-relay-down", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true,
		Doc: "No relay takes our mail. Alerts are kept and tried again for days, but until then nobody is told anything. Check the relay, its " +
			"certificate and the login; this finding goes every other way there is. One outage that is soon over is not told: like a probe, " +
			"the relays must have failed several times over some time.",
	},
)
