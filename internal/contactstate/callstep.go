package contactstate

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

// CallStep returns the step that has somebody call about a contact: the usual one if it has a number, else the number of another contact of
// the supplier, else where to find one. A contact is nil where a technical one is missing. Which number not to use is added to each.
func CallStep(e *obligations.Supplier, c *model.Contact, usual, not string) string {
	if c != nil && c.Phone != "" {
		return usual
	}
	why := "No technical contact is recorded."
	if c != nil {
		why = prose.Capital(Name(c)) + " has no phone number."
	}
	if other := withPhone(e, c); other != nil {
		return fmt.Sprintf("%s Call %s on %s%s.", why, Name(other), other.Phone, not)
	}
	return fmt.Sprintf("No phone number of %s is recorded. Look for one on a contract, an invoice or a delivery note, not in a mail, and call it.", e.Entry.Name)
}

// CallHeadline returns what a headline says of a call: the usual words if the contact has a number, else whose number to call, if there is any.
func CallHeadline(e *obligations.Supplier, c *model.Contact, usual string) string {
	if c != nil && c.Phone != "" {
		return usual
	}
	if other := withPhone(e, c); other != nil {
		return "Call " + Name(other)
	}
	return "Find a phone number"
}

// withPhone returns another contact that has a number, one whose number is not known to fail if there is one; nil if there is none.
func withPhone(e *obligations.Supplier, but *model.Contact) *model.Contact {
	var any *model.Contact
	for _, c := range e.Entry.Contacts {
		switch {
		case c == but || c.Phone == "":
		case PhoneWorks(e, c):
			return c
		case any == nil:
			any = c
		}
	}
	return any
}

// NumberStep returns the step that has somebody find another number of a contact: another contact may know it, if one can be reached.
func NumberStep(e *obligations.Supplier) string {
	if slices.ContainsFunc(e.Entry.Contacts, func(c *model.Contact) bool { return Works(e, c) }) {
		return "Ask another contact of the supplier for the number."
	}
	return "Find another phone number of the supplier."
}

// TechnicalContact returns the contact whom faults of an endpoint concern; nil if there is none.
func TechnicalContact(e *obligations.Supplier) *model.Contact {
	for _, r := range rulebook.ResponsibleRoles(model.KindEndpoint) {
		for _, c := range e.Entry.Contacts {
			if c.HasRole(r) {
				return c
			}
		}
	}
	return nil
}

// AskStep returns the step that has somebody ask a contact whether it is still right, in the ways that the contact has and that can work.
func AskStep(e *obligations.Supplier, c *model.Contact) string {
	written := c.Email != "" && NoQuestion(e, c) == ""
	switch {
	case written && c.Phone != "":
		return "Write to or call the contact, and ask whether the details are still right."
	case written:
		return "Write to the contact, and ask whether the details are still right; no phone number is recorded."
	}
	return CallStep(e, c, "Call the contact, and ask whether the details are still right.", "")
}

// NoQuestion returns a sentence that says why no question is sent to a contact: its mail domain takes no mail. It is empty where one can be.
func NoQuestion(e *obligations.Supplier, c *model.Contact) string {
	if c.Domain == "" {
		return ""
	}
	found, ok := DomainNoMail(e, c.Domain)
	if !ok {
		return ""
	}
	return fmt.Sprintf(" No verification mail is sent: the domain %s %s.", c.Domain, found.Why)
}
