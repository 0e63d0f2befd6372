package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	EscalationUnacknowledged = "escalation-unacknowledged"
	EscalationUntested       = "escalation-untested"
)

func init() {
	add(
		Rule{
			Name: EscalationUntested, Needs: NeedsFacts, Route: model.RouteWork, Severity: allWarning, Limit: civil.Period{Days: 90},
			Doc: "Escalation policies have not been tested by a drill for longer than agreed; one finding lists them. People leave, addresses change and filters are set " +
				"up; without a test this shows only when an alert does not arrive. Run `supplierwatch drill`: it sends a marked test alert to " +
				"everybody on the policy and reports who answered, and how fast. A drill that nobody answered does not count. Only policies are " +
				"looked at that the tier of a supplier uses, built-in ones too.",
		},
		Rule{
			Name: "escalation-bounced", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical,
			Doc: "An alert mail bounced, or the mail server rejected its recipient; or the server of a webhook rejected our message. Nobody was " +
				"notified there. Call the team, and correct its address or have the mailbox repaired. It ends when the registry no longer names " +
				"the address, or when a server accepts a later mail to it and that does not bounce.",
		},
		Rule{
			Name: EscalationUnacknowledged, Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical,
			Doc: "Everybody on an escalation path was notified of an alert, the last step was repeated twice or began three business days ago " +
				"(24 hours for rules that may wake people), and nobody has acknowledged it. The mails are not read, or everybody believes that " +
				"somebody else is acting. Call the teams, and make sure that one person acknowledges each alert. One finding lists all such " +
				"alerts. It is mailed when an alert joins it, at most once a day, else once a week. It ends when the last of them is " +
				"acknowledged, put off or over. It is never raised about itself.",
		},
	)
}
