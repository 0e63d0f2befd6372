package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "registry-invalid", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true,
			Doc: "The registry was edited and cannot be read any more. The last good one stays in force, so that whatever was changed since is not " +
				"watched. Run check on the registry; it names every place and what is expected there.",
		},
	)
}
