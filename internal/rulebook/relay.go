package rulebook

import (
	"supplierwatch/internal/model"
)

// MailRelayDown is a name of a rule to which other packages refer.
const MailRelayDown = "mail-relay-down"

func init() {
	add(
		Rule{
			Name: MailRelayDown, Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true,
			Doc: "No relay takes our mail. Alerts are kept and tried again for days, but until then nobody is notified. Check the relay, its " +
				"certificate and the login; this finding is sent by every other channel. A short outage is not reported: like a probe, the relays " +
				"must have failed several times over some time.",
		},
	)
}
