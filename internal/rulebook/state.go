package rulebook

import (
	"supplierwatch/internal/model"
)

var _ = add(
	Rule{
		Name: "state-nearly-full", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true, Share: 0.9,
		Doc: "The disk that the watchdog's database stands on is about to be full, whoever fills it. Once it is, nothing can be recorded any more " +
			"and no new alert leaves. Make room, or move the state to a larger disk. Where the system does not tell how much room there is, nobody " +
			"can know.",
	},
)
