package rulebook

import (
	"supplierwatch/internal/model"
)

// ApprovalOverdue is a name of a rule to which other packages refer.
const ApprovalOverdue = "approval-overdue"

func init() {
	add(
		Rule{
			Name: ApprovalOverdue, Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant,
			Doc: "An order was asked for inside our company, and no order is out although the approval should have been given by now, or the last " +
				"day to order is the next business day. Requests that wait in a queue look like orders. Find out where it hangs, get it " +
				"approved, order, and record it.",
		},
	)
}
