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
			Doc: "A purchase request is recorded, but no order, and the approval is overdue or the last day to order is the next business day. A " +
				"request that waits in a queue is easily taken for an order. Ask the approver what holds it up, place the order, and record it.",
		},
	)
}
