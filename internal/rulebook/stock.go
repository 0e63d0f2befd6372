package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// CoverBelowLeadTime is a name of a rule to which other packages refer.
const CoverBelowLeadTime = "cover-below-lead-time"

func init() {
	add(
		Rule{
			Name: CoverBelowLeadTime, Needs: NeedsTime, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "The stock runs out before an order that is requested today can arrive, our own approval included. It is a task while only our " +
				"approval no longer fits. At a critical or important supplier it becomes an alert on the first day on which even an order " +
				"placed that day would come too late, and gets worse 30 days before the stock runs out and on that day. A recorded order of the " +
				"supply (placed), or one in a window that lists it, settles it until the goods should have come. Order now, ask for express " +
				"delivery or a partial shipment, and raise the stock level.",
		},
		Rule{
			Name: "stock-count-old", Needs: NeedsTime, Route: model.RouteWork, Severity: allInfo, Limit: civil.Period{Days: 60},
			Doc: "The stock was counted so long ago that everything computed from it (cover, margin, exposure, the day a line stops) is a guess. " +
				"The same holds for a count that is dated in the future. Count the stock again, and write the figure and its date into the " +
				"entry.",
		},
	)
}
