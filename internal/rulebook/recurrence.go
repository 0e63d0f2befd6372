package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "recurrence-skips", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "A recurrence has no date in some months or years, such as the 31st of every month or 29 February every year: by the standard a " +
				"day that does not exist is left out, not moved. If it should be the last day of the month, write BYMONTHDAY=-1.",
		},
	)
}
