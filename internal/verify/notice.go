package verify

import (
	"slices"
	"time"

	"supplierwatch/internal/watch"
)

// Notices says who is told that a change of a contact was announced, since this is how payment fraud begins: the address that is on file, and
// a second contact of the supplier. Whoever announced it, and whoever is not to be written to, is not told. The mails of one day about one
// contact have the same ids, so that nobody can make us write again and again.
func (p Planner) Notices(change watch.Fact, r *watch.Registry, facts *watch.Facts, now time.Time) []watch.Request {
	s := r.Supplier(change.Supplier)
	if s == nil {
		return nil
	}
	i := slices.IndexFunc(s.Contacts, func(c *watch.Contact) bool { return "contact/"+c.ID == change.Subject })
	if i < 0 {
		return nil
	}
	d := &desk{Planner: p, registry: r, facts: facts, now: now}
	about := watch.AskedContact{Supplier: s, Contact: s.Contacts[i]}
	told := []*watch.Contact{about.Contact}
	if second := secondOf(s, about.Contact, change); second != nil {
		told = append(told, second)
	}
	var found []watch.Request
	for _, c := range told {
		if q, ok := d.notice(about, c); ok {
			found = append(found, q)
		}
	}
	return found
}

// secondOf gives another contact that knows whether a change is true: the backup, else the first one with an address of its own. Contacts for
// emergencies are left alone.
func secondOf(s *watch.Supplier, c *watch.Contact, change watch.Fact) *watch.Contact {
	usable := func(x *watch.Contact) bool {
		address := fold(addressOf(x))
		return address != "" && address != fold(addressOf(c)) && address != fold(change.Actor) && address != fold(change.Data[watch.DataEmail]) &&
			!slices.Contains(x.Roles, watch.RoleEscalation)
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

// notice plans the mail to one contact; ok is false if it may not be written to.
func (d *desk) notice(about watch.AskedContact, to *watch.Contact) (q watch.Request, ok bool) {
	reader := watch.AskedContact{Supplier: about.Supplier, Contact: to}
	b := d.boxOf(reader)
	if b.address == "" || d.never(b, pastOf(b, d.facts)) != "" {
		return q, false
	}
	at, ok := opening([]watch.AskedContact{reader}, d.now)
	if !ok {
		return q, false
	}
	day := about.Supplier.Calendar.Today(d.now)
	q = watch.Request{
		ID:      "notice-" + named(b.address, about.Supplier.ID, about.Contact.ID, day.String()),
		Address: b.address, Team: about.Supplier.Owner, Asked: []watch.AskedContact{about}, SendAt: at,
	}
	q.Language, q.Beside = languageOf(about.Supplier)
	return q, true
}

// boxOf gives the mailbox of one contact, with all who share it.
func (d *desk) boxOf(a watch.AskedContact) *box {
	b := &box{address: addressOf(a.Contact), wanted: []watch.AskedContact{a}}
	for _, s := range d.registry.Suppliers {
		for _, c := range s.Contacts {
			if c.Email != "" && fold(addressOf(c)) == fold(b.address) {
				b.holders = append(b.holders, watch.AskedContact{Supplier: s, Contact: c})
			}
		}
	}
	return b
}
