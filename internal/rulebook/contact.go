package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "contact-role-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "The supplier's tier requires a contact for certain roles, and some of them have none. When an order, a defect or a recall " +
				"comes up, the search for the right person begins at the worst moment. Ask the supplier who is responsible and add the contact " +
				"with the role. A switchboard (kind: org) fills no role, since nobody behind it is responsible.",
		},
		Rule{
			Name: "escalation-contact-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: Severities{model.Critical, model.Warning, ""},
			Doc: "The supplier has no emergency contact: no contact has the role escalation. When a line is about to stop, the order desk cannot " +
				"decide anything, and outside its hours nobody answers at all. Ask for the duty manager or the account's director, with a phone " +
				"that is answered day and night. The built-in standard tier does not require one; where another standard tier does, the finding " +
				"is info.",
		},
		Rule{
			Name: "contact-not-independent", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "The supplier has fewer independent contacts than its tier requires. Two contacts are independent if they share neither an " +
				"address nor a phone number, and at least one of them must have a phone; switchboards and numbers that can only be called " +
				"toll-free do not count. One mailbox that fills up or one person who leaves would leave us without any contact. Add an " +
				"independent contact.",
		},
		Rule{
			Name: "contact-personal", Needs: NeedsRegistry, Route: model.RouteWork, Severity: WarningWarningInfo,
			Doc: "The only contact for a role is a person: kind: person, or an address like first.last@, without a shared mailbox beside it. " +
				"People fall ill, change jobs and take their mailbox with them. Ask the supplier for the mailbox of the department, and keep " +
				"the person as a second contact.",
		},
		Rule{
			Name: "contact-free-mail", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "A contact's address is a free-mail address, which anybody can open. It cannot be told from a look-alike, the company has no " +
				"control over it when the person leaves, and it is a common start of payment fraud. Call the supplier on a number that was on " +
				"file before and ask for an address in its own domain.",
		},
		Rule{
			Name: "contact-invalid", Needs: NeedsRegistry, Route: model.RouteWork, Severity: CriticalElseWarning,
			Doc: "A contact has a phone number or a mail domain that is well-formed and yet cannot exist: a number that no country's plan has " +
				"room for, or a domain under an ending that is not on the public list (the list is built in and as old as the program). In an " +
				"emergency it reaches nobody. Look up the right one and correct the entry.",
		},
		Rule{
			Name: "data-exchange-contact-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "We exchange data with the supplier, but no contact for data exchange is recorded. When a portal or an EDI connection stops, " +
				"orders are lost unnoticed. Ask for the team that runs it and add it with the role data-exchange.",
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
