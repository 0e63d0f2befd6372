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
			Doc: "An order window opens within two weeks. Agree on quantity and budget now, so that the purchase request can be submitted on the " +
				"first day. Suppliers often allocate scarce goods in the order in which requests arrive.",
		},
		Rule{
			Name: OrderWindowOpen, Needs: NeedsTime, Route: model.RouteWork, Severity: WarningWarningInfo, Group: model.GroupOrderWindow, Stage: 1,
			Doc: "An order window is open, and neither a request nor an order is recorded. There is still time for our approval. Submit the " +
				"purchase request, and record it with its reference.",
		},
		Rule{
			Name: OrderWindowClosing, Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant, Group: model.GroupOrderWindow, Stage: 2, Limit: civil.Period{Days: 14},
			Doc: "The request is due within two weeks, so that the usual approval is still in time, and nothing is recorded. Submit the purchase " +
				"request and record it, or record why this window is skipped on purpose.",
		},
		Rule{
			Name: OrderWindowApprovalTooLate, Needs: NeedsTime, Route: model.RoutePage, Severity: allCritical, Group: model.GroupOrderWindow, Stage: 3, Wakes: true,
			Doc: "The window is still open, but our usual approval takes longer than the days that are left. Only an emergency approval is still " +
				"in time, so the mail goes to the emergency approver first. On the last day to order it may wake people. Get the approval, " +
				"place the order, and record it.",
		},
		Rule{
			Name: OrderWindowMissed, Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant, Group: model.GroupOrderWindow, Stage: 4, Once: true,
			Doc: "An order window has closed, and no order is recorded. If the order was placed, record it. If not, ask the supplier whether it " +
				"still accepts a late order, and agree with operations how long the stock must last; if the order was skipped on purpose, " +
				"record why.",
		},
		Rule{
			Name: "order-window-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "We order something once a year or less, but no order window is recorded. Such an order is nobody's routine, and a missed one " +
				"is missed for a year. Ask the supplier by when orders must be placed, and add the order window.",
		},
		Rule{
			Name: OrderWindowTooLate, Needs: NeedsTime, Route: model.RouteWork, Severity: CriticalElseWarning,
			Doc: "The window opens too late for the need-by date: even an order on its first day arrives after it. Ask the supplier to accept an " +
				"earlier order, another route or a loan, or agree on a later need-by date.",
		},
	)
}
