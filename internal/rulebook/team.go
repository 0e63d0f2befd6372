package rulebook

import (
	"supplierwatch/internal/model"
)

var _ = add(
	Rule{
		Name: "owner-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalWarningInfo,
		Doc: "No team of ours owns the supplier, so that nobody is told when something is wrong with it; until somebody does, its mails go " +
			"to the operators of the watchdog. Write the owner into the entry, or one for all under defaults.",
	},
	Rule{
		Name: "team-understaffed", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalWarningInfo,
		Doc: "A team of ours has fewer than two members written down. One person on leave and nobody answers its alerts; and only members may " +
			"answer them. List the people who staff the team. The severity is that of the gravest supplier the team looks after.",
	},
)
