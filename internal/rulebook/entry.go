package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "fallback-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: Severities{model.Warning, "", ""},
			Doc: "The entry of a critical supplier has no fallback for the case that nobody there answers. At three in the morning it is the " +
				"most important line of an alert. Add a distributor, a sister plant or an emergency stock, with a phone number.",
		},
		Rule{
			Name: "date-in-future", Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning,
			Doc: "The registry records something that has happened, such as a verification, an order or a notice, with a date after today, as where " +
				"a year is mistyped. Today is the day of the team that owns the entry. There is one finding for each item; it names every such date " +
				"and says what to write. It ends by itself on the last of these days; until its day has come, such a date counts for nothing. What is " +
				"recorded by command, reply, form or API with a day to come is refused.",
		},
		Rule{
			Name: "entry-review-due", Needs: NeedsTime, Route: model.RouteWork, Severity: warningElseInfo,
			Doc: "Nobody has read the supplier's whole entry for longer than its tier allows. People, quantities and contracts change, and the " +
				"entry does not. Read it from top to bottom, correct it, and record the day under reviewed.",
		},
	)
}
