package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "own-credential-expiring", Needs: NeedsFacts, Route: model.RouteOperators, Severity: allWarning, Wakes: true, Limit: civil.Period{Days: 30},
			Doc: "A certificate or a secret that supplierwatch itself uses expires soon, has expired, or was rejected: the secret of an OAuth " +
				"client, the key of a service account, the certificate of its page, the authorities that it trusts. Afterwards it can no longer " +
				"read or send mail, or nobody can open the page. Renew it, and put the new one where the key of the configuration points.",
		},
	)
}
