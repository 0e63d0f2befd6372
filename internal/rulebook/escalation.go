package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// EscalationUnacknowledged is a name of a rule to which other packages refer.
const EscalationUnacknowledged = "escalation-unacknowledged"

func init() {
	add(
		Rule{
			Name: "escalation-untested", Needs: NeedsFacts, Route: model.RouteWork, Severity: allWarning, Limit: civil.Period{Days: 90},
			Doc: "Nobody has answered a drill of an escalation path for longer than agreed on. A path that is never walked rots quietly: people leave, " +
				"addresses change, filters are set up, and it shows on the day on which it is needed. Run `supplierwatch drill`: it sends a marked " +
				"test alert to everybody on the path and says who answered in what time. A drill that nobody answered does not count. Only policies " +
				"are looked at that the tier of a supplier uses, built-in ones too.",
		},
		Rule{
			Name: "escalation-bounced", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical,
			Doc: "A mail about alerts came back, or the mail server refused its recipient; or a webhook on an escalation path refused what was posted " +
				"to it. Whoever should have been told was not. Correct the address of the team, or have the mailbox repaired. It ends when the " +
				"registry no longer names the address, or when a later mail to it is taken by a server and does not come back.",
		},
		Rule{
			Name: EscalationUnacknowledged, Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical,
			Doc: "Everybody on an escalation path was notified of an alert, the last step was repeated twice or began three business days ago (24 hours " +
				"for rules that may wake people), and nobody has acknowledged it. The mails are not read, or everybody believes that somebody else " +
				"has it. Call the teams, and see that one person takes it. One finding lists all such alerts. It is mailed when an alert joins it, " +
				"at most once a day, else once a week. It ends when the last of them is acknowledged, put off or over. It is never raised about itself.",
		},
	)
}
