package inbox

import (
	"slices"
	"strings"

	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
)

// awaited is a confirmation that a supplier owes us by mail.
type awaited struct {
	supplier         *watch.Supplier
	subject          string
	from             string // a glob; empty: anybody of the supplier
	subjects, bodies []phrase
}

func newAwaited(s *watch.Supplier, subject string, c *watch.Confirmation) awaited {
	a := awaited{supplier: s, subject: subject, from: c.From}
	for _, p := range c.Subject {
		a.subjects = append(a.subjects, newPhrase(p))
	}
	for _, p := range c.Body {
		a.bodies = append(a.bodies, newPhrase(p))
	}
	return a
}

// confirmations gives what a mail says of the confirmations awaited in its mailbox, and whether it is one of them.
func (x *Reader) confirmations(m Mail, t texts, known Known) (found []watch.Fact, confirms bool) {
	answers := responses(m.Message)
	for _, a := range x.awaited[m.Mailbox.ID] {
		matched, missed := a.match(m, t, x.knows(a.supplier, m.From), len(answers) > 0)
		if m.Forged {
			missed = append(missed, "sender "+m.From+" (our server found that it did not send this)")
		}
		switch {
		case len(missed) == 0:
			confirms = true
			found = append(found, m.confirmed(a, answers)...)
		case matched > 0 && a.worthTelling(m, known):
			f := m.fact(watch.FactNearMiss, a.supplier.ID, a.subject)
			f.Data[watch.DataMissed] = strings.Join(missed, ", ")
			found = append(found, f)
		}
	}
	return found, confirms
}

// mostMisses is how many near misses within strangerEvery are worth a fact.
const mostMisses = 5

// worthTelling reports whether a near miss may still help somebody: the patterns never matched, and it is not one of many.
func (a *awaited) worthTelling(m Mail, known Known) bool {
	if len(known.Kind(a.supplier.ID, a.subject, watch.FactConfirmation)) > 0 {
		return false
	}
	recent := 0
	for _, f := range known.Kind(a.supplier.ID, a.subject, watch.FactNearMiss) {
		if m.Arrived.Sub(f.ObservedAt).Abs() < strangerEvery {
			recent++
		}
	}
	return recent < mostMisses
}

// knows reports whether an address belongs to a supplier: it is a contact's, or of a contact's domain.
func (x *Reader) knows(s *watch.Supplier, address string) bool {
	return slices.Contains(x.domains[domainOf(address)], s) ||
		slices.ContainsFunc(x.contacts[strings.ToLower(address)], func(c contact) bool { return c.supplier == s })
}

// match holds a mail against all kinds of pattern that are given. An order response by machine needs no phrases: it says what it is. Without
// a pattern for senders the supplier must have sent it, since phrases like "order confirmation" are everybody's. What matched are the sender
// and the subject: words in a text alone are no near miss.
func (a *awaited) match(m Mail, t texts, theirs, response bool) (matched int, missed []string) {
	check := func(given, ok bool, what string) {
		switch {
		case given && ok:
			matched++
		case given:
			missed = append(missed, what)
		}
	}
	if a.from == "" {
		check(true, theirs, "sender "+m.From)
	} else {
		check(true, globbed(a.from, t.sender), "sender "+m.From)
	}
	anyOf := func(phrases []phrase, x text) bool {
		return slices.ContainsFunc(phrases, func(p phrase) bool { return p.in(x) })
	}
	if len(a.subjects)+len(a.bodies) == 0 || response {
		if !response {
			missed = append(missed, "no pattern and no order response")
		}
		return matched, missed
	}
	check(len(a.subjects) > 0, anyOf(a.subjects, t.subject), "subject "+quoted(m.Subject))
	if len(a.bodies) > 0 && !anyOf(a.bodies, t.body) {
		missed = append(missed, "body")
	}
	return matched, missed
}

func quoted(s string) string { return `"` + cut(s, shown/2) + `"` }

// confirmed gives the facts of a mail that matched: one for each order response in it, else one for its text.
func (m Mail) confirmed(a awaited, answers []message.Response) []watch.Fact {
	f := m.fact(watch.FactConfirmation, a.supplier.ID, a.subject)
	if len(answers) == 0 {
		f.Data[watch.DataResponse] = string(watch.ResponseAccepted)
		f.Data[watch.DataReferences] = strings.Join(references(m.Subject+"\n"+m.Text), " ")
		return []watch.Fact{f}
	}
	var found []watch.Fact
	for i, r := range answers {
		f := m.fact(watch.FactConfirmation, a.supplier.ID, a.subject)
		f.ID += "-" + string(rune('a'+i%26))
		f.Data[watch.DataResponse] = string(meaning(r))
		f.Data[watch.DataReference] = r.Reference
		f.Evidence += "; order response " + codeText(r)
		found = append(found, f)
	}
	return found
}
