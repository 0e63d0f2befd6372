package contactstate

import (
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// CalledBack reports whether a change was recorded by somebody who had talked to the contact.
func CalledBack(change model.Fact) bool { return change.How().ProvesPhone() }

// LastChange returns the last report that a contact has changed, if it still matters: the registry does not say the same, and nobody found the
// contact right by a call since. What was confirmed by a call matters until the registry says so.
func LastChange(e *obligations.Supplier, c *model.Contact) *model.Fact {
	last := obligations.LastFact(Unsettled(e, c))
	if last == nil || says(c, *last) {
		return nil
	}
	for _, v := range c.Verified {
		if v.How.ProvesPhone() && v.On.After(e.On(*last)) && !CalledBack(*last) {
			return nil
		}
	}
	return last
}

// says reports whether the registry has what a change tells. One that tells nothing cannot be compared. Bank details are not in the registry:
// once they are confirmed by a call, nothing is left to do.
func says(c *model.Contact, change model.Fact) bool {
	said := change.ContactDetails()
	if said.Empty() && len(change.Accounts()) > 0 && CalledBack(change) {
		return true
	}
	return !said.Empty() &&
		(said.Email == "" || c.HasAddress(said.Email)) &&
		(said.Phone == "" || c.HasPhone(said.Phone)) &&
		(said.Name == "" || strings.EqualFold(strings.TrimSpace(said.Name), c.Name))
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

// ChangedToText writes what a change tells.
func ChangedToText(change model.Fact) string {
	parts := change.ContactDetails().List()
	if len(parts) == 0 {
		return ""
	}
	return " to " + strings.Join(parts, ", ")
}
