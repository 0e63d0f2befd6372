package scalar

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Words of the model. The methods list what may be written.
type (
	// Role is what a contact is there for.
	Role string
	// Purpose is what one of our mailboxes is for.
	Purpose string
	// QuietHours is whether a policy waits for a team's hours.
	QuietHours string
	// ContactKind is a role, a person or a switchboard.
	ContactKind string
	// EndpointKind is the protocol of an endpoint.
	EndpointKind string
	// Renewal is what happens when the term of a contract ends.
	Renewal string
	// ExitPoint is on which days a notice can end a contract.
	ExitPoint string
	// How is the channel of a verification.
	How string
)

func words[T ~string](all []T) []string {
	list := make([]string, len(all))
	for i, w := range all {
		list[i] = string(w)
	}
	return list
}

// The lists are made once: each value that is read is looked up in one.
var (
	roles         = words(model.Roles)
	purposes      = words(model.Purposes)
	quietHours    = words([]model.QuietHours{model.Observe, model.Ignored})
	contactKinds  = words([]model.ContactKind{model.KindRole, model.KindPerson, model.KindOrg})
	endpointKinds = words([]model.EndpointKind{model.EndpointHTTP, model.EndpointTLS, model.EndpointTCP, model.EndpointSSH, model.EndpointExec})
	renewals      = words([]model.Renewal{model.RenewalAutomatic, model.RenewalManual, model.RenewalNone})
	exitPoints    = words([]civil.ExitPoint{civil.ExitAny, civil.ExitMonthEnd, civil.ExitQuarterEnd, civil.ExitYearEnd})
	hows          = words([]model.How{model.HowReply, model.HowSeen, model.HowCall, model.HowSession})
)

// Words lists the roles.
func (Role) Words() []string { return roles }

// Words lists the purposes.
func (Purpose) Words() []string { return purposes }

// Words lists both.
func (QuietHours) Words() []string { return quietHours }

// Words lists the kinds of contacts.
func (ContactKind) Words() []string { return contactKinds }

// Words lists the kinds of endpoints.
func (EndpointKind) Words() []string { return endpointKinds }

// Words lists the kinds of renewal.
func (Renewal) Words() []string { return renewals }

// Words lists the days on which a contract may end.
func (ExitPoint) Words() []string { return exitPoints }

// Words lists the channels that people record.
func (How) Words() []string { return hows }
