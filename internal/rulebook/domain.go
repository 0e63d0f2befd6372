package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// DomainNoMail is the name of the rule about a mail domain that takes no mail.
const DomainNoMail = "domain-no-mail"

func init() {
	add(
		Rule{
			Name: "domain-expiring", Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalElseWarning, Limit: civil.Period{Days: 30},
			Doc: "The registration of a mail domain of the supplier ends within a month, by what the registry of its top-level domain says. Most are " +
				"renewed in the last days; one that is forgotten takes all mail with it, and may be bought by somebody who wants to read it. Ask " +
				"the supplier to renew it. Where a registry keeps the day to itself or does not answer, nothing is known and nothing is raised: " +
				"what it said last is used, with the day on which it said so.",
		},
		Rule{
			Name: DomainNoMail, Needs: NeedsFacts, Route: model.RoutePage, Severity: criticalToImportant,
			Doc: "The mail domain of a contact accepts no mail: it has neither a mail exchanger nor an address, it declares so by a null MX, it " +
				"no longer exists, or its directory refused several contacts at once (5.4.1), which is a fault of the domain and not of the " +
				"contacts. Orders sent there are lost, mostly unnoticed. Call the supplier on a number that was on file before and ask for the " +
				"address that works; be careful with answers from a new domain.",
		},
	)
}
