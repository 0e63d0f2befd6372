package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "owner-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "The supplier has no owner team, so nobody is notified when something is wrong; until then its mails go to the operators. Add " +
				"an owner to the entry, or one for all under defaults.",
		},
		Rule{
			Name: "team-understaffed", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "One of our teams has fewer than two members in the registry. If one person is on leave, nobody answers its alerts; and only " +
				"members may answer them. List the people of the team. The severity follows the most critical supplier that the team looks " +
				"after.",
		},
	)
}
