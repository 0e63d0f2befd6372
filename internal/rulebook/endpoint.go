package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "endpoint-down", Needs: NeedsFacts, Route: model.RoutePage, Severity: criticalToImportant, Wakes: true,
			Doc: "An endpoint of the supplier has failed several probes in a row, over a time that rules out a short interruption. Orders and " +
				"confirmations do not get through. An endpoint checked by one of our commands is down when the command says CRITICAL or does " +
				"not end in time; one that only warns is up. Check whether the fault is on our side, call the supplier's technical contact, and " +
				"send urgent messages by mail or phone. At critical suppliers this may wake people.",
		},
		Rule{
			Name: "endpoint-certificate-expiring", Needs: NeedsFacts, Route: model.RouteWork, Severity: allWarning, Limit: civil.Period{Days: 21},
			Doc: "The certificate of an endpoint expires within three weeks. After that the data exchange stops. Ask the supplier's technical " +
				"contact when it is renewed, and whether we must install the new one.",
		},
		Rule{
			Name: "endpoint-host-key-changed", Needs: NeedsFacts, Route: model.RoutePage, Severity: allCritical, Wakes: true,
			Doc: "The ssh server of an endpoint presents a host key other than the one in the registry or, without one there, the first one " +
				"seen. Either the supplier has moved or renewed it, or somebody intercepts the connection. Do not accept the new key before it " +
				"is confirmed. Call the supplier's technical contact on a number that was on file before, have the fingerprint read out, and " +
				"write it into the entry as host_key. This may wake people.",
		},
	)
}
