package verification

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// Notices says who is told that a change of a contact was announced, since this is how payment fraud begins: the address that is on file, and
// a second contact of the supplier. Whoever announced it, and whoever is not to be written to, is not told. The same change is told once a
// day, and no more than a few changes of a contact: what is announced beyond that is told on the next days, so that nobody can make us write
// again and again, and nobody can hide a change behind others. Earlier facts came in the same batch and are not indexed yet.
func (p Planner) Notices(change model.Fact, earlier []model.Fact, r *model.Registry, facts *model.Facts, now time.Time) []model.Request {
	s := r.Supplier(change.Supplier)
	if s == nil {
		return nil
	}
	i := slices.IndexFunc(s.Contacts, func(c *model.Contact) bool { return "contact/"+c.ID == change.Subject })
	if i < 0 {
		return nil
	}
	d := &desk{Planner: p, registry: r, facts: facts, now: now}
	about := model.ContactRef{Supplier: s, Contact: s.Contacts[i]}
	told := []*model.Contact{about.Contact}
	if second := secondOf(s, about.Contact, change); second != nil {
		told = append(told, second)
	}
	var found []model.Request
	later := noticesBefore(change, earlier, facts) / noticesADay
	for _, c := range told {
		if q, ok := d.notice(about, c, announced(change), later); ok {
			q.Bank = slices.Contains(strings.Fields(change.Data[model.DataFlags]), flagBankDetails)
			found = append(found, q)
		}
	}
	return found
}

// secondOf gives another contact that knows whether a change is true: the backup, else the first one with an address of its own. Contacts for
// emergencies are left alone.
func secondOf(s *model.Supplier, c *model.Contact, change model.Fact) *model.Contact {
	usable := func(x *model.Contact) bool {
		address := fold(addressOf(x))
		return address != "" && address != fold(addressOf(c)) && address != fold(change.Actor) && address != fold(change.Data[model.DataEmail]) &&
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

// noticesADay is how many different changes of a contact are told on one day.
const noticesADay = 3

// announced names what a change announces: the same values are the same change.
func announced(change model.Fact) string {
	parts := []string{fold(change.Data[model.DataEmail]), digits(change.Data[model.DataPhone]), fold(change.Data[model.DataName]), change.Data[model.DataAccounts]}
	return strings.Join(parts, "\x00")
}

// noticesBefore counts the other changes of a contact that were announced within a day before one.
func noticesBefore(change model.Fact, earlier []model.Fact, facts *model.Facts) int {
	var seen []string
	for _, f := range slices.Concat(facts.Kind(change.Supplier, change.Subject, model.FactChanged), earlier) {
		if f.Kind != model.FactChanged || f.Supplier != change.Supplier || f.Subject != change.Subject {
			continue
		}
		values := announced(f)
		recent := change.ObservedAt.Sub(f.ObservedAt).Abs() < 24*time.Hour
		if recent && f.ID != change.ID && values != announced(change) && !slices.Contains(seen, values) {
			seen = append(seen, values)
		}
	}
	return len(seen)
}

// notice plans the mail to one contact, some days later; ok is false if it may not be written to.
func (d *desk) notice(about model.ContactRef, to *model.Contact, values string, later int) (q model.Request, ok bool) {
	reader := model.ContactRef{Supplier: about.Supplier, Contact: to}
	b := d.boxOf(reader)
	if b.address == "" || d.never(b, pastOf(b, d.facts)) != "" {
		return q, false
	}
	at, ok := opening([]model.ContactRef{reader}, d.now.Add(time.Duration(later)*24*time.Hour))
	if !ok {
		return q, false
	}
	day := about.Supplier.Calendar.Today(d.now)
	q = model.Request{
		ID:      "notice-" + named(b.address, about.Supplier.ID, about.Contact.ID, day.String(), values),
		Address: b.address, Team: about.Supplier.Owner, Asked: []model.ContactRef{about}, SendAt: at,
	}
	q.Language, q.Beside = languageOf(about.Supplier)
	return q, true
}

// boxOf gives the mailbox of one contact, with all who share it.
func (d *desk) boxOf(a model.ContactRef) *box {
	b := &box{address: addressOf(a.Contact), wanted: []model.ContactRef{a}}
	for _, s := range d.registry.Suppliers {
		for _, c := range s.Contacts {
			if c.Email != "" && fold(addressOf(c)) == fold(b.address) {
				b.holders = append(b.holders, model.ContactRef{Supplier: s, Contact: c})
			}
		}
	}
	return b
}
