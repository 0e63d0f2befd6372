package rulebook

import (
	"supplierwatch/internal/model"
)

// VantageBlind is a name of a rule to which other packages refer.
const VantageBlind = "vantage-blind"

func init() {
	add(
		Rule{
			Name: VantageBlind, Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true,
			Doc: "This host has no network access: every name and address used for comparison has failed. Failed probes therefore say nothing about " +
				"suppliers and are held back. Dates are still evaluated. Restore the network access.",
		},
		Rule{
			Name: "state-nearly-full", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true, Share: 0.9,
			Doc: "The disk with the database of supplierwatch is almost full. Once it is full, nothing can be recorded and no new alert is sent. " +
				"Free some space, or move the state to a larger disk. If the system does not report the free space, this rule is not evaluated.",
		},
	)
}
