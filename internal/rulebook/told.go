package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	NotTold     = "not-told"
	ToldLongAgo = "told-long-ago"
)

func init() {
	add(
		Rule{
			Name: NotTold, Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning,
			Doc: "We have role mailboxes, but the supplier has not been informed of their addresses. Its confirmations and notices go to " +
				"individual people, or are lost. Inform the supplier, and record the mailbox and the day under they_know.",
		},
		Rule{
			Name: ToldLongAgo, Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning, Limit: civil.Period{Months: 12},
			Doc: "The supplier was last informed of our mailboxes more than a year ago. The people there may have changed. Inform it again, and " +
				"record the date under they_know.",
		},
	)
}
