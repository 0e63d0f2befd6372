package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "contact-role-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "The supplier's tier wants a contact for certain roles, and for some of them nobody is written down. When an order, a defect or " +
				"a recall comes up, the search for the right person begins at the worst moment. Ask the supplier who is responsible and add the " +
				"contact with the role. A switchboard (kind: org) fills no role, since nobody behind it is responsible.",
		},
		Rule{
			Name: "escalation-contact-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: Severities{model.Critical, model.Warning, ""},
			Doc: "There is nobody to turn to in an emergency: no contact of the supplier has the role escalation. When a line is about to stop, " +
				"the order desk cannot decide anything, and outside its hours nobody answers at all. Ask for the duty manager or the account's " +
				"director, with a phone that is answered day and night. The standard tier as built in does not ask for it; where one that behaves " +
				"like it does, this is a note.",
		},
		Rule{
			Name: "contact-not-independent", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "The supplier has fewer independent contacts than its tier wants. Two contacts are independent if they share neither an address nor " +
				"a phone number, and at least one of them must have a phone; switchboards and numbers that can only be called toll-free do not " +
				"count. One mailbox that fills up or one person who leaves would cut us off. Add another way to reach them.",
		},
		Rule{
			Name: "contact-personal", Needs: NeedsRegistry, Route: model.RouteWork, Severity: WarningWarningInfo,
			Doc: "A role is held by a person alone: the contact is a person, or its address looks like first.last@, and there is no role address. " +
				"People fall ill, change jobs and take their mailbox with them. Ask the supplier for the address of the department and keep the " +
				"person as a second contact.",
		},
		Rule{
			Name: "contact-free-mail", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "A contact's address belongs to a free mail service that anybody can sign up to. It cannot be told from a look-alike, the company " +
				"has no hold on it when the person leaves, and it is a common start of payment fraud. Call the supplier on a number that was on " +
				"file before and ask for an address in its own domain.",
		},
		Rule{
			Name: "contact-invalid", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalElseWarning,
			Doc: "A contact has a phone number or a mail domain that is well-formed and yet cannot exist: a number that no country's plan has room " +
				"for, or a domain under an ending that is not on the public list (the list is built in and as old as the program). Whoever needs " +
				"it will reach nobody. Look it up and correct it.",
		},
		Rule{
			Name: "data-exchange-contact-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "Our machines and the supplier's talk to each other, and nobody is written down who looks after their side. When a portal or an EDI " +
				"connection stops, orders get lost without a sound. Ask for the team that runs it and add it with the role data-exchange.",
		},
	)
}

// responsibleRoles lists for a kind of subject the roles of the contacts through which its alerts are handled, the most fitting first.
var responsibleRoles = map[model.SubjectKind][]model.Role{
	model.KindOrderWindow: {model.RoleOrders, model.RoleGeneral},
	model.KindContract:    {model.RoleOrders, model.RoleGeneral},
	model.KindSupply:      {model.RoleOrders, model.RoleGeneral},
	model.KindDelivery:    {model.RoleLogistics, model.RoleOrderConfirmation, model.RoleOrders},
	model.KindEndpoint:    {model.RoleTechnical, model.RoleDataExchange},
}

// ResponsibleRoles returns the roles of a supplier's contacts through which alerts about a kind of subject are handled, the most fitting first; none
// where no role is meant for it.
func ResponsibleRoles(kind model.SubjectKind) []model.Role { return responsibleRoles[kind] }
