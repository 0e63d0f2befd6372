package rulebook

import (
	"supplierwatch/internal/model"
)

var _ = add(
	Rule{
		Name: "vantage-blind", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true,
		Doc: "Nothing at all can be reached from this machine: every name and every address that it compares with has failed. It is cut off, " +
			"so that failed probes say nothing about suppliers and are held back. Dates are still judged. Restore its network.",
	},
)
