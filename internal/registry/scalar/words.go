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

// Words lists the roles.
func (Role) Words() []string { return words(model.Roles) }

// Words lists the purposes.
func (Purpose) Words() []string { return words(model.Purposes) }

// Words lists both.
func (QuietHours) Words() []string { return words([]model.QuietHours{model.Observe, model.Ignored}) }

// Words lists the kinds of contacts.
func (ContactKind) Words() []string {
	return words([]model.ContactKind{model.KindRole, model.KindPerson, model.KindOrg})
}

// Words lists the kinds of endpoints.
func (EndpointKind) Words() []string {
	return words([]model.EndpointKind{model.EndpointHTTP, model.EndpointTLS, model.EndpointTCP, model.EndpointSSH, model.EndpointExec})
}

// Words lists the kinds of renewal.
func (Renewal) Words() []string {
	return words([]model.Renewal{model.RenewalAutomatic, model.RenewalManual, model.RenewalNone})
}

// Words lists the days on which a contract may end.
func (ExitPoint) Words() []string {
	return words([]civil.ExitPoint{civil.ExitAny, civil.ExitMonthEnd, civil.ExitQuarterEnd, civil.ExitYearEnd})
}

// Words lists the channels that people record.
func (How) Words() []string {
	return words([]model.How{model.HowReply, model.HowSeen, model.HowCall, model.HowSession})
}
