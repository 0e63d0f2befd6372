package contactstate

import (
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// CalledBack reports whether a change was recorded by somebody who had talked to the contact.
func CalledBack(change model.Fact) bool { return change.How().ProvesPhone() }

// LastChange returns the last report that a contact has changed, if it still matters: the registry does not have it yet, and nobody has
// verified the contact by a call since. A change that was confirmed by a call matters until the registry has it.
func LastChange(e *obligations.Supplier, c *model.Contact) *model.Fact {
	last := obligations.LastFact(Unsettled(e, c))
	if last == nil || isRegistered(c, *last) {
		return nil
	}
	for _, v := range c.Verified {
		if v.How.ProvesPhone() && v.On.After(e.On(*last)) && !CalledBack(*last) {
			return nil
		}
	}
	return last
}

// isRegistered reports whether the registry has the new details of a change. A change without details cannot be compared. Bank details are not in
// the registry: once they are confirmed by a call, nothing is left to do.
func isRegistered(c *model.Contact, change model.Fact) bool {
	changed := change.ContactDetails()
	if changed.Empty() && len(change.Accounts()) > 0 && CalledBack(change) {
		return true
	}
	return !changed.Empty() &&
		(changed.Email == "" || c.HasAddress(changed.Email)) &&
		(changed.Phone == "" || c.HasPhone(changed.Phone)) &&
		(changed.Name == "" || strings.EqualFold(strings.TrimSpace(changed.Name), c.Name))
}

// Unsettled returns the reports that a contact has changed that nobody has settled by a call since. What one of them makes suspicious stays so
// whatever is announced later.
func Unsettled(e *obligations.Supplier, c *model.Contact) []model.Fact {
	var changes []model.Fact
	for _, f := range e.Recorded(model.KindContact.Subject(c.ID), model.FactChanged, model.FactVerified) {
		switch {
		case f.Kind == model.FactChanged && CalledBack(f):
			changes = []model.Fact{f}
		case f.Kind == model.FactChanged:
			changes = append(changes, f)
		case f.How().ProvesPhone() && len(changes) > 0 && !CalledBack(changes[len(changes)-1]):
			changes = nil
		}
	}
	return changes
}

// ChangedToText returns the new details of a change as the end of a sentence, such as " to new@acme.example"; empty if it has none.
func ChangedToText(change model.Fact) string {
	parts := change.ContactDetails().List()
	if len(parts) == 0 {
		return ""
	}
	return " to " + strings.Join(parts, ", ")
}
