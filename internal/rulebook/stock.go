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
			Doc: "The stock lasts for less time than a new order takes, our own approval included. Even if the order were asked for today, the " +
				"goods would come after the stock has run out. It is a task while only our approval no longer fits. At a critical or important supplier " +
				"it becomes an alert on the first day on which even an order placed that day would come too late, and gets worse 30 days before the " +
				"stock runs out and on that day. A recorded order of the supply (placed), or one in a window that lists it, settles it until the goods " +
				"should have come. Order now, look for what can be had faster, and raise the stock level.",
		},
		Rule{
			Name: "stock-count-old", Needs: NeedsTime, Route: model.RouteWork, Severity: allInfo, Limit: civil.Period{Days: 60},
			Doc: "The stock was counted so long ago that everything computed from it (cover, margin, exposure, the day a line stops) is a guess. " +
				"So it is where the day of the count is still to come. Count it again and write down the figure with its day.",
		},
	)
}
