package compose

import (
	"slices"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
)

// Headline returns what mails to a recipient call an alert; without a recipient, what pages call it.
func Headline(v View, a model.Alert, to model.Recipient) string {
	return headlineOf(v, a, readerOf(v, to).dated(v, a))
}

// Block returns what pages say about an open alert: what to do, whom to call, why it matters, who has been notified, and on what basis.
func Block(v View, a model.Alert, to model.Recipient) document.Block {
	r := readerOf(v, to)
	f := r.dated(v, a)
	b := document.Block{
		Badge: badge(f.Severity), Title: headlineOf(v, a, f), Lead: leadOf(f, r, v), Deadline: deadlineText(v, item{alert: a, finding: f}, r), Steps: stepsOf(v, a, f, r), Why: reasonsOf(v, a, f, r),
		Who: knownRows(v, a, f, r, notificationsOf(v, a, model.Decision{})), Notes: notes(a),
	}
	for _, how := range f.Advice.How {
		b.How = append(b.How, r.readable(how, v.Now))
	}
	return b
}

// EndBlock returns how an alert ended, as pages show it: how, who was notified and who acknowledged, and what people wrote.
func EndBlock(v View, a model.Alert, to model.Recipient) document.Block {
	r := readerOf(v, to)
	return document.Block{Lead: r.howEnded(v, item{alert: a}), Who: knownRows(v, a, v.Finding(a), r, notificationsOf(v, a, model.Decision{})), Notes: notes(a)}
}

// Next returns who is notified of an alert if nobody acts; empty if nobody is any more.
func Next(v View, a model.Alert) string {
	next, ok := nextNotified(v, a, v.Finding(a), readerOf(v, model.Recipient{}))
	if !ok {
		return ""
	}
	return next.Who
}

// Escalates reports whether the next mail about an alert goes to another step of its policy; otherwise it is a reminder.
func Escalates(v View, a model.Alert) bool {
	policy := v.Finding(a).Policy
	return policy != nil && a.Step+1 < len(policy.Steps)
}

// Reach is a contact as a page lists it.
type Reach struct {
	Contact string // its id
	Way     document.Way
	Open    bool // somebody answers its telephone now
}

// Reaches lists the contacts of a supplier that can be reached, those who answer now first.
func Reaches(v View, s *model.Supplier) []Reach {
	r, faults := readerOf(v, model.Recipient{}), knownFaults(v, s, model.Alert{Supplier: s.ID, Subject: model.SubjectSupplier})
	var found []reachableContact
	for _, c := range s.Contacts {
		if x, ok := reachContact(v, s, c, model.SubjectSupplier, faults, r); ok {
			found = append(found, x)
		}
	}
	slices.SortStableFunc(found, compareReach)
	all := make([]Reach, len(found))
	for i, x := range found {
		all[i] = Reach{Contact: x.id, Way: x.way, Open: x.open}
	}
	return all
}

// Calling returns whether a contact's telephone is answered now, and what is known of it so far.
func Calling(v View, s *model.Supplier, c *model.Contact) (now, last string) {
	r := readerOf(v, model.Recipient{})
	_, _, now = availability(v, s, c, r)
	return now, lastCallText(v, s, c, r)
}
