package rulebook

import (
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	MailRelayDown     = "mail-relay-down"
	RelayAuthRetiring = "relay-auth-retiring"
)

func init() {
	add(
		Rule{
			Name: MailRelayDown, Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true,
			Doc: "No relay accepts our mail. Alerts are kept and retried for days, but until then nobody is notified. Check the relay, its " +
				"certificate and the login; this finding is sent by every other channel. A short outage is not reported: like a probe, the " +
				"relays must have failed several times over some time.",
		},
		Rule{
			Name: RelayAuthRetiring, Needs: NeedsTime, Route: model.RouteOperators, Severity: allWarning,
			Doc: "We log in with a password to a mail relay of Exchange Online, smtp.office365.com or smtp-legacy.office365.com. Microsoft 365 " +
				"switches password logins to them off by default at the end of December 2026, and then rejects every mail with 550 5.7.30. " +
				"Write auth: xoauth2 for the relay, which logs in with an access token. Or have the Microsoft 365 administrator switch password " +
				"logins on again; the finding stays, because Microsoft will remove them.",
		},
	)
}
