package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	OrderWindowOpening         = "order-window-opening"
	OrderWindowOpen            = "order-window-open"
	OrderWindowClosing         = "order-window-closing"
	OrderWindowApprovalTooLate = "order-window-approval-too-late"
	OrderWindowMissed          = "order-window-missed"
	OrderWindowTooLate         = "order-window-too-late"
)

func init() {
	add(
		Rule{
			Name: OrderWindowOpening, Needs: NeedsTime, Route: model.RouteWork, Severity: allInfo, Group: model.GroupOrderWindow, Stage: 0, Limit: civil.Period{Days: 14},
			Doc: "An order window opens within two weeks. Now is the time to settle quantities and budget, so that the order can be asked for on " +
				"the first day. Prepare the request.",
		},
		Rule{
			Name: OrderWindowOpen, Needs: NeedsTime, Route: model.RouteWork, Severity: WarningWarningInfo, Group: model.GroupOrderWindow, Stage: 1,
			Doc: "An order window is open, and neither a request nor an order is recorded. There is still time for our approval. Ask for the " +
				"order, and record the request with its reference.",
		},
		Rule{
			Name: OrderWindowClosing, Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant, Group: model.GroupOrderWindow, Stage: 2, Limit: civil.Period{Days: 14},
			Doc: "The last day on which the order can be asked for, so that the ordinary approval still fits, is two weeks away or less, and nothing " +
				"is recorded. Ask for the order now and record the request; or record why this window is left out on purpose.",
		},
		Rule{
			Name: OrderWindowApprovalTooLate, Needs: NeedsTime, Route: model.RoutePage, Severity: allCritical, Group: model.GroupOrderWindow, Stage: 3, Wakes: true,
			Doc: "The window is still open, but our ordinary approval no longer fits into the days that are left. Only somebody who can approve at " +
				"once still helps, so that this mail begins with the emergency approver. On the very last day to order it may wake people. Get the " +
				"approval, order, and record it.",
		},
		Rule{
			Name: OrderWindowMissed, Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant, Group: model.GroupOrderWindow, Stage: 4, Once: true,
			Doc: "An order window has closed, and no order is recorded. If the order is out, record it. If not, ask the supplier at once for a late " +
				"slot, and work out with operations how to get to the next window; if it was on purpose, record why.",
		},
		Rule{
			Name: "order-window-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "Something is ordered once a year or less, and no order window says when. What happens so rarely is in nobody's routine, and a " +
				"missed order is missed for a year. Ask the supplier by when orders must be in, and write the window down.",
		},
		Rule{
			Name: OrderWindowTooLate, Needs: NeedsTime, Route: model.RouteWork, Severity: CriticalElseWarning,
			Doc: "The window opens too late for the day on which the goods are needed: even an order on its first day arrives after that. Ask the " +
				"supplier for an earlier slot, another route or a loan, or move the day of need.",
		},
	)
}
