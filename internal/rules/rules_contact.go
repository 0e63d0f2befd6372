package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: never,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"contact-role-missing":          roleMissing,
			"escalation-contact-missing":    escalationMissing,
			"contact-not-independent":       notIndependent,
			"contact-personal":              personal,
			"contact-free-mail":             freeMail,
			"contact-invalid":               invalid,
			"data-exchange-contact-missing": dataExchangeMissing,
		},
	})
}

func roleMissing(e *obligations.Supplier) []model.Finding {
	var missing []string
	for _, r := range e.Entry.Tier.Roles {
		if r != model.RoleEscalation && !roleFilled(e, r) {
			missing = append(missing, string(r))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("%s has no contact for %s.", e.Entry.Name, prose.List(missing))
	return ask(e, f, "Add a contact for "+prose.List(missing), "Ask the supplier who is responsible.", "Add the contact with its role to the entry.")
}

// roleFilled reports whether any contact fills the role.
func roleFilled(e *obligations.Supplier, r model.Role) bool {
	return slices.ContainsFunc(e.Entry.Contacts, func(c *model.Contact) bool { return c.HasRole(r) })
}

func escalationMissing(e *obligations.Supplier) []model.Finding {
	if !slices.Contains(e.Entry.Tier.Roles, model.RoleEscalation) || roleFilled(e, model.RoleEscalation) {
		return nil
	}
	f := aboutAll(e)
	if e.Entry.Tier.Class == model.ClassStandard {
		f.Severity = model.Info
	}
	f.Message = fmt.Sprintf("%s has no emergency contact.", e.Entry.Name)
	return ask(e, f, "Add an emergency contact", "Ask the supplier for a duty manager whose phone is answered day and night.",
		"Add the contact with the role `escalation`.")
}

func dataExchangeMissing(e *obligations.Supplier) []model.Finding {
	if len(e.Entry.Endpoints) == 0 || roleFilled(e, model.RoleDataExchange) {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("%s has no contact for data exchange, although we exchange data with it (%s).",
		e.Entry.Name, prose.Count(len(e.Entry.Endpoints), "endpoint"))
	return ask(e, f, "Add a contact for data exchange", "Ask the supplier who runs its side of the connection.",
		"Add the contact with the role `data-exchange`.")
}

func notIndependent(e *obligations.Supplier) []model.Finding {
	wanted := e.Entry.Tier.IndependentContacts
	ways := contactstate.Independent(e.Entry.Contacts)
	if len(ways) >= wanted && (wanted == 0 || slices.ContainsFunc(e.Entry.Contacts, contactstate.Callable)) {
		return nil
	}
	f := aboutAll(e)
	switch {
	case len(ways) < wanted:
		f.Message = fmt.Sprintf("%s has %s; its tier requires %d.", e.Entry.Name, prose.Count(len(ways), "independent contact"), wanted)
	default:
		f.Message = fmt.Sprintf("No contact of %s has a phone number that can be called.", e.Entry.Name)
	}
	return ask(e, f, "Add an independent contact", "Ask the supplier for a mail address and a phone number that no listed contact uses.", "Add them to the entry as a contact of their own.")
}

func personal(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		if c.Kind == model.KindOrg || !isPersonal(c) {
			continue
		}
		alone := slices.DeleteFunc(slices.Clone(c.Roles), func(x model.Role) bool { return hasRoleAddress(e, x) })
		if len(alone) == 0 {
			continue
		}
		f := aboutContact(e, c)
		f.Message = fmt.Sprintf("The only %s contact at %s is a person (%s); add a shared mailbox.", prose.List(quotedWords(alone)), e.Entry.Name, contactstate.Name(c))
		found = append(found, askAbout(e, f, "Ask for a shared mailbox", contactstate.Name(c), "Ask the supplier for the mailbox of the department.",
			"Add it as a contact, and keep the person as a second one.")...)
	}
	return found
}

// hasRoleAddress reports whether a contact with an address that belongs to no person fills the role.
func hasRoleAddress(e *obligations.Supplier, r model.Role) bool {
	return slices.ContainsFunc(e.Entry.Contacts, func(c *model.Contact) bool {
		return c.HasRole(r) && c.Email != "" && !isPersonal(c)
	})
}

// isPersonal reports whether a contact is a person, or has a person's address.
func isPersonal(c *model.Contact) bool {
	return c.Kind == model.KindPerson || contactstate.LooksPersonal(contactstate.LocalPart(c.Email))
}

func freeMail(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		if !mailaddr.FreeMail(c.Domain) {
			continue
		}
		f := aboutContact(e, c)
		f.Message = fmt.Sprintf("%s at %s uses a free-mail address (%s), which anybody can open.", contactSubject(c), e.Entry.Name, c.Domain)
		found = append(found, askAbout(e, f, "Ask for a company address", contactstate.Name(c), contactstate.CallStep(e, c, "Call the contact on the number on file.", ""),
			"Ask for an address in the supplier's own domain, and correct the entry.")...)
	}
	return found
}

func invalid(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		var wrong []string
		if c.PhoneKind == model.PhoneInvalid {
			wrong = append(wrong, fmt.Sprintf("the phone number %q does not exist", c.Phone))
		}
		if c.Domain != "" && !contactstate.CanExist(c.Domain) {
			wrong = append(wrong, fmt.Sprintf("the mail domain %s does not exist", c.Domain))
		}
		if len(wrong) == 0 {
			continue
		}
		f := aboutContact(e, c)
		f.Message = fmt.Sprintf("%s at %s cannot be reached: %s.", contactSubject(c), e.Entry.Name, prose.List(wrong))
		found = append(found, askAbout(e, f, "Correct the contact", contactstate.Name(c), "Look up the right phone number or address on a contract, an invoice or a delivery note.", "Correct the entry.")...)
	}
	return found
}

// contactSubject is contactstate.Name for the beginning of a sentence: one without a name of its own is "The contact orders".
func contactSubject(c *model.Contact) string {
	if c.Name != "" && c.Name != c.ID {
		return c.Name
	}
	return "The contact " + c.ID
}

// quotedWords puts each word in quotation marks.
func quotedWords[S ~string](in []S) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = prose.Quote(string(s))
	}
	return out
}
