package verification

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Notices returns the mails that report an announced change of a contact, since this is how payment fraud begins: to the address that is on
// file, and to a second contact of the supplier. The sender of the change, and contacts that are not to be written to, get none. The same
// change is reported once a day, and a few changes of a contact at most; further ones are reported on the next days, so that nobody can make us write
// again and again, and nobody can hide a change behind others. Earlier facts came in the same batch and are not indexed yet.
func (p Planner) Notices(change model.Fact, earlier []model.Fact, r *model.Registry, facts *factindex.Index, now time.Time) []model.Request {
	s := r.Supplier(change.Supplier)
	if s == nil {
		return nil
	}
	id, _ := model.KindContact.ID(change.Subject)
	changed := s.Contact(id)
	if changed == nil {
		return nil
	}
	d := &planner{limits: p, registry: r, facts: facts, now: now}
	about := model.ContactRef{Supplier: s, Contact: changed}
	told := []*model.Contact{about.Contact}
	if second := secondOf(s, about.Contact, change); second != nil {
		told = append(told, second)
	}
	var found []model.Request
	later := recentChanges(change, earlier, facts) / noticesPerDay
	for _, c := range told {
		if q, ok := d.notice(about, c, changeKey(change), later); ok {
			q.Bank = slices.Contains(change.Flags(), flagBankDetails)
			found = append(found, q)
		}
	}
	return found
}

// secondOf returns another contact that knows whether a change is true: the backup, else the first one with an address of its own. Contacts for
// emergencies are left alone.
func secondOf(s *model.Supplier, c *model.Contact, change model.Fact) *model.Contact {
	usable := func(x *model.Contact) bool {
		address := fold(addressOf(x))
		return address != "" && address != fold(addressOf(c)) && address != fold(change.Actor) && address != fold(change.ContactDetails().Email) &&
			!slices.Contains(x.Roles, model.RoleEscalation)
	}
	for _, x := range s.Contacts {
		if x.ID == c.Backup && usable(x) {
			return x
		}
	}
	if i := slices.IndexFunc(s.Contacts, usable); i >= 0 {
		return s.Contacts[i]
	}
	return nil
}

// noticesPerDay is how many different changes of a contact are reported on one day.
const noticesPerDay = 3

// changeKey returns what a change announces: the same values are the same change.
func changeKey(change model.Fact) string {
	details := change.ContactDetails()
	return strings.Join([]string{fold(details.Email), ascii.Digits(details.Phone), fold(details.Name), strings.Join(change.Accounts(), " ")}, "\x00")
}

// recentChanges counts the other changes of a contact that were announced within a day before one.
func recentChanges(change model.Fact, earlier []model.Fact, facts *factindex.Index) int {
	var seen []string
	for _, f := range slices.Concat(facts.Kind(change.Supplier, change.Subject, model.FactChanged), earlier) {
		if f.Kind != model.FactChanged || f.Supplier != change.Supplier || f.Subject != change.Subject {
			continue
		}
		values := changeKey(f)
		recent := change.ObservedAt.Sub(f.ObservedAt).Abs() < 24*time.Hour
		if recent && f.ID != change.ID && values != changeKey(change) && !slices.Contains(seen, values) {
			seen = append(seen, values)
		}
	}
	return len(seen)
}

// notice plans the mail to one contact, some days later; ok is false if it may not be written to.
func (d *planner) notice(about model.ContactRef, to *model.Contact, values string, later int) (q model.Request, ok bool) {
	reader := model.ContactRef{Supplier: about.Supplier, Contact: to}
	b := d.recipientOf(reader)
	if b.address == "" || d.exclusion(b, historyOf(b, d.facts)) != "" {
		return q, false
	}
	at, ok := nextOpening([]model.ContactRef{reader}, d.now.Add(time.Duration(later)*24*time.Hour))
	if !ok {
		return q, false
	}
	day := about.Supplier.Calendar.Today(d.now)
	q = model.Request{
		ID:      "notice-" + requestID(b.address, about.Supplier.ID, about.Contact.ID, day.String(), values),
		Address: b.address, Team: about.Supplier.Owner, Asked: []model.ContactRef{about}, SendAt: at,
	}
	q.Language, q.Beside = languageOf(about.Supplier)
	return q, true
}

// recipientOf returns the mailbox of one contact, with all who share it.
func (d *planner) recipientOf(a model.ContactRef) *recipient {
	b := &recipient{address: addressOf(a.Contact), wanted: []model.ContactRef{a}}
	for _, s := range d.registry.Suppliers {
		for _, c := range s.Contacts {
			if c.Email != "" && fold(addressOf(c)) == fold(b.address) {
				b.holders = append(b.holders, model.ContactRef{Supplier: s, Contact: c})
			}
		}
	}
	return b
}
