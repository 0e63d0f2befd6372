package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "state-nearly-full", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true, Share: 0.9,
			Doc: "The disk with the database of supplierwatch is almost full. Once it is full, nothing can be recorded and no new alert is sent. " +
				"Free some space, or move the state to a larger disk. If the system does not report the free space, this rule is not evaluated.",
		},
	)
}
