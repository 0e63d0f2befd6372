package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	ContractNoticeApproaching = "contract-notice-approaching"
	ContractNoticeDue         = "contract-notice-due"
	ContractNoticeImpossible  = "contract-notice-impossible"
	ContractNoticeLate        = "contract-notice-late"
	ContractNoticeMissed      = "contract-notice-missed"
	ContractNoticeTheirs      = "contract-notice-theirs"
	ContractExpiring          = "contract-expiring"
	ContractExpired           = "contract-expired"
	ContractUndated           = "contract-undated"
)

func init() {
	add(
		Rule{
			Name: ContractNoticeApproaching, Needs: NeedsTime, Route: model.RouteWork, Severity: allInfo, Group: model.GroupNotice, Stage: 0,
			Doc: "The renewal decision about an auto-renewing contract approaches. There is still time to compare offers and to negotiate. Decide: " +
				"give notice, or record that the contract is kept.",
		},
		Rule{
			Name: ContractNoticeDue, Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant, Group: model.GroupNotice, Stage: 1,
			Doc: "The renewal decision is due or overdue, and none is recorded. A notice sent in the usual way still arrives in time. Decide: " +
				"give notice and record the day of receipt, or record that the contract is kept.",
		},
		Rule{
			Name: ContractNoticeLate, Needs: NeedsTime, Route: model.RoutePage, Severity: allCritical, Group: model.GroupNotice, Stage: 2,
			Doc: "A notice sent in the usual way would arrive too late, but the notice deadline has not passed. Only a faster way is still in " +
				"time: a courier with a receipt, or another way that the contract allows. Decide and act, and record what was done.",
		},
		Rule{
			Name: ContractNoticeMissed, Needs: NeedsTime, Route: model.RoutePage, Severity: CriticalElseWarning, Group: model.GroupNotice, Stage: 3, Once: true,
			Doc: "The notice deadline for one end of a contract has passed without a recorded decision, and the contract will auto-renew. The " +
				"message says until when, and names the next notice deadline. If a notice was received in time, record the day of receipt; if " +
				"the contract was meant to be kept, record that. A contract that renews for three months at most, again and again, can be " +
				"terminated soon all the same: there the severity is one lower, and only its first end is reported.",
		},
		Rule{
			Name: ContractNoticeTheirs, Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning,
			Doc: "The supplier may terminate the contract with less notice than we need to find another source. If it does, the line stops. " +
				"Negotiate a longer notice period for the supplier, hold more stock, or qualify a second source.",
		},
		Rule{
			Name: "contract-notice-unconfirmed", Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning,
			Doc: "Our notice ends the contract later than meant, because it was received too late for the end that it was for, or it has " +
				"ended a contract on which supplies, order windows or deliveries still depend. Ask the supplier when the contract ends. " +
				"Then write the end that the notice is for (notice_given: {received: DATE, for: DATE}), or remove the notice.",
		},
		Rule{
			Name: "contract-terminated-theirs", Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant, Group: model.GroupExpiry,
			Stage: -1, // before contract-expiring, whose number the alerts of a stored state have
			Once:  true,
			Doc: "The supplier has terminated the contract. Find another source or agree on a successor contract, and record it. Until then the " +
				"contract is terminating; contract-expiring follows as its end comes near.",
		},
		Rule{
			Name: ContractExpiring, Needs: NeedsTime, Route: model.RouteWork, Severity: criticalToImportant, Group: model.GroupExpiry, Stage: 0, Limit: civil.Period{Days: 90},
			Doc: "A contract expires soon and no renewal is recorded: it does not auto-renew, its renewals are used up, or notice was given. " +
				"After that day no prices, service or delivery are agreed. Renew it or have a successor contract signed, and record it. From 30 " +
				"days before the end it is an alert. Reminders that are written on the contract itself (remind) count before its end and may " +
				"begin earlier.",
		},
		Rule{
			Name: ContractExpired, Needs: NeedsTime, Route: model.RoutePage, Severity: criticalToImportant, Group: model.GroupExpiry, Stage: 1,
			Doc: "A contract has expired, and neither a renewal nor our notice is recorded. We may be buying without agreed terms. Renew it and " +
				"record the new end date, or remove it from the registry.",
		},
		Rule{
			Name: ContractUndated, Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning,
			Doc: "The contract's days cannot be computed, because information is missing: its end, whether it renews, for how long, or how long " +
				"before the end notice must be given. There are no reminders of an unknown date. Look up what is missing in the contract; if it " +
				"has no notice period, write notice: 0 days.",
		},
		Rule{
			Name: ContractNoticeImpossible, Needs: NeedsTime, Route: model.RouteWork, Severity: allWarning,
			Doc: "The last day for notice to the first end of a contract lies before the contract starts, so that no notice can be in time for it. " +
				"Either a number is wrong, or the contract cannot be left before a later end; the message names the first that a notice can " +
				"reach. Check the contract.",
		},
	)
}
