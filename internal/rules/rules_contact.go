package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
)

// peopleRules ask whether there is somebody at the supplier to turn to.
func peopleRules() []Rule {
	return []Rule{
		{
			Name: "contact-role-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: falling, supplier: roleMissing,
			Doc: "The supplier's tier wants a contact for certain roles, and for some of them nobody is written down. When an order, a defect or " +
				"a recall comes up, the search for the right person begins at the worst moment. Ask the supplier who is responsible and add the " +
				"contact with the role. A switchboard (kind: org) fills no role, since nobody behind it is responsible.",
		},
		{
			Name: "escalation-contact-missing", Needs: NeedsRegistry, Route: model.RouteWork,
			Severity: Severities{model.Critical, model.Warning, ""}, supplier: escalationMissing,
			Doc: "There is nobody to turn to in an emergency: no contact of the supplier has the role escalation. When a line is about to stop, " +
				"the order desk cannot decide anything, and outside its hours nobody answers at all. Ask for the duty manager or the account's " +
				"director, with a phone that is answered day and night. The standard tier as built in does not ask for it; where one that behaves " +
				"like it does, this is a note.",
		},
		{
			Name: "contact-not-independent", Needs: NeedsRegistry, Route: model.RouteWork, Severity: falling, supplier: notIndependent,
			Doc: "The supplier has fewer independent contacts than its tier wants. Two contacts are independent if they share neither an address nor " +
				"a phone number, and at least one of them must have a phone; switchboards and numbers that can only be called toll-free do not " +
				"count. One mailbox that fills up or one person who leaves would cut us off. Add another way to reach them.",
		},
		{
			Name: "contact-personal", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnOrInfo, supplier: personal,
			Doc: "A role is held by a person alone: the contact is a person, or its address looks like first.last@, and no role address stands " +
				"beside it. People fall ill, change jobs and take their mailbox with them. Ask the supplier for the address of the department and " +
				"keep the person as a second contact.",
		},
		{
			Name: "contact-free-mail", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, supplier: freeMail,
			Doc: "A contact's address belongs to a free mail service that anybody can sign up to. It cannot be told from a look-alike, the company " +
				"has no hold on it when the person leaves, and it is a common start of payment fraud. Call the supplier on a number that was on " +
				"file before and ask for an address in its own domain.",
		},
		{
			Name: "contact-invalid", Needs: NeedsRegistry, Route: model.RouteWork, Severity: firstOnly, supplier: invalid,
			Doc: "A contact has a phone number or a mail domain that is well-formed and yet cannot exist: a number that no country's plan has room " +
				"for, or a domain under an ending that is not on the public list (the list is built in and as old as the program). Whoever needs " +
				"it will reach nobody. Look it up and correct it.",
		},
		{
			Name: "data-exchange-contact-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, supplier: dataExchangeMissing,
			Doc: "Our machines and the supplier's talk to each other, and nobody is written down who looks after their side. When a portal or an EDI " +
				"connection stops, orders get lost without a sound. Ask for the team that runs it and add it with the role data-exchange.",
		},
	}
}

func roleMissing(e *supplierEval) []model.Finding {
	var missing []string
	for _, r := range e.s.Tier.Roles {
		if r != model.RoleEscalation && !roleFilled(e, r) {
			missing = append(missing, string(r))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("No contact of %s is there for %s.", e.s.Name, list(missing))
	return e.ask(f, "Name a contact for "+list(missing), "Ask the supplier who is responsible.", "Add a contact with the role.")
}

// roleFilled reports whether any contact fills the role.
func roleFilled(e *supplierEval, r model.Role) bool {
	return slices.ContainsFunc(e.s.Contacts, func(c *model.Contact) bool { return c.HasRole(r) })
}

func escalationMissing(e *supplierEval) []model.Finding {
	if !slices.Contains(e.s.Tier.Roles, model.RoleEscalation) || roleFilled(e, model.RoleEscalation) {
		return nil
	}
	f := e.aboutAll()
	if e.s.Tier.Class == model.ClassStandard {
		f.Severity = model.Info
	}
	f.Message = fmt.Sprintf("Nobody at %s is named for emergencies.", e.s.Name)
	return e.ask(f, "Name somebody for emergencies", "Ask for a duty manager with a phone that is always answered.",
		"Add the contact with the role escalation.")
}

func dataExchangeMissing(e *supplierEval) []model.Finding {
	if len(e.s.Endpoints) == 0 || roleFilled(e, model.RoleDataExchange) {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("Our machines talk to %s (%s), and no contact there is responsible for data exchange.",
		e.s.Name, count(len(e.s.Endpoints), "endpoint"))
	return e.ask(f, "Name a contact for data exchange", "Ask who runs their side of the connection.",
		"Add the contact with the role data-exchange.")
}

func notIndependent(e *supplierEval) []model.Finding {
	wanted := e.s.Tier.IndependentContacts
	ways := independent(e.s.Contacts)
	if len(ways) >= wanted && (wanted == 0 || slices.ContainsFunc(e.s.Contacts, callable)) {
		return nil
	}
	f := e.aboutAll()
	switch {
	case len(ways) < wanted:
		f.Message = fmt.Sprintf("%s has %s; its tier wants %d.", e.s.Name, count(len(ways), "independent contact"), wanted)
	default:
		f.Message = fmt.Sprintf("None of the contacts of %s has a phone that can be called.", e.s.Name)
	}
	return e.ask(f, "Add another way to reach them", "Ask for a second address and a phone that belong to nobody already listed.")
}

func personal(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		if c.Kind == model.KindOrg || !isPersonal(c) {
			continue
		}
		alone := slices.DeleteFunc(slices.Clone(c.Roles), func(x model.Role) bool { return hasRoleAddress(e, x) })
		if len(alone) == 0 {
			continue
		}
		f := e.aboutContact(c)
		f.Message = fmt.Sprintf("%s at %s holds the role %s as a person; no role address stands beside it.", subject(c), e.s.Name, list(words(alone)))
		found = append(found, e.askAbout(f, "Ask for a role address", title(c), "Ask for the address of the department.",
			"Keep the person as a second contact.")...)
	}
	return found
}

// hasRoleAddress reports whether a contact with an address that belongs to no person fills the role.
func hasRoleAddress(e *supplierEval, r model.Role) bool {
	return slices.ContainsFunc(e.s.Contacts, func(c *model.Contact) bool {
		return c.HasRole(r) && c.Email != "" && !isPersonal(c)
	})
}

// isPersonal reports whether a contact is a person, or has a person's address.
func isPersonal(c *model.Contact) bool {
	return c.Kind == model.KindPerson || looksPersonal(localPart(c.Email))
}

func freeMail(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		if !model.FreeMail(c.Domain) {
			continue
		}
		f := e.aboutContact(c)
		f.Message = fmt.Sprintf("%s at %s uses %s, a free mail service that anybody can sign up to.", subject(c), e.s.Name, c.Domain)
		found = append(found, e.askAbout(f, "Ask for an address of their own", title(c), "Call the number on file.",
			"Ask for an address in the supplier's own domain.")...)
	}
	return found
}

func invalid(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		var wrong []string
		if c.PhoneKind == model.PhoneInvalid {
			wrong = append(wrong, fmt.Sprintf("the phone number %q", c.Phone))
		}
		if c.Domain != "" && !canExist(c.Domain) {
			wrong = append(wrong, fmt.Sprintf("the mail domain %s", c.Domain))
		}
		if len(wrong) == 0 {
			continue
		}
		f := e.aboutContact(c)
		f.Message = fmt.Sprintf("%s at %s cannot be reached: %s cannot exist.", subject(c), e.s.Name, list(wrong))
		found = append(found, e.askAbout(f, "Correct the entry", title(c), "Look up what is right.", "Correct it in the entry.")...)
	}
	return found
}

// title returns what a contact is called: its name, else its id.
func title(c *model.Contact) string {
	if c.Name != "" {
		return c.Name
	}
	return c.ID
}

// subject is title for the beginning of a sentence: one without a name of its own is "The contact orders".
func subject(c *model.Contact) string {
	if c.Name != "" && c.Name != c.ID {
		return c.Name
	}
	return "The contact " + c.ID
}

// words turns named strings into plain ones.
func words[S ~string](in []S) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}
