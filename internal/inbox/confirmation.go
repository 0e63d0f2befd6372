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
	subjects, bodies []*phrase
}

func newAwaited(s *watch.Supplier, subject string, c *watch.Confirmation, all phrases) awaited {
	a := awaited{supplier: s, subject: subject, from: c.From}
	for _, p := range c.Subject {
		a.subjects = append(a.subjects, all.of(p))
	}
	for _, p := range c.Body {
		a.bodies = append(a.bodies, all.of(p))
	}
	return a
}

// confirmations gives what a mail says of the confirmations awaited in its mailbox, and whether it is one of them.
func (x *Reader) confirmations(m Mail, t texts, known Known) (found []watch.Fact, confirms bool) {
	answers, senders := responses(m.Message), x.suppliersOf(m.From)
	var near []nearMiss
	all := x.awaited[m.Mailbox.ID]
	for i := range all {
		a := &all[i]
		theirs := slices.Contains(senders, a.supplier)
		nearly, missed := a.match(t, theirs, len(answers) > 0)
		if m.failed() {
			missed |= missedTruth
		}
		switch {
		case missed == 0:
			confirms = true
			found = append(found, m.confirmed(a, answers)...)
		case nearly:
			near = append(near, nearMiss{a, missed, theirs})
		}
	}
	for _, n := range near {
		if (n.theirs || !confirms && len(near) <= mostNear) && n.worthTelling(m, known) {
			f := m.fact(watch.FactNearMiss, n.supplier.ID, n.subject)
			f.Data[watch.DataMissed] = n.missed.of(m)
			found = append(found, f)
		}
	}
	return found, confirms
}

// nearMiss is a confirmation that a mail is not, although something of it matches.
type nearMiss struct {
	*awaited
	missed misses
	theirs bool // the supplier sent it
}

// mostNear is how many confirmations a mail can nearly be. A phrase that more of them use names none, and neither does one in a mail that
// confirms something else.
const mostNear = 10

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

// suppliersOf gives the suppliers to which an address belongs: it is a contact's, or of a contact's domain.
func (x *Reader) suppliersOf(address string) []*watch.Supplier {
	found := slices.Clone(x.domains[domainOf(address)])
	for _, c := range x.contacts[strings.ToLower(address)] {
		found = append(found, c.supplier)
	}
	return found
}

// misses are the kinds of pattern that a mail does not match.
type misses uint8

const (
	missedSender misses = 1 << iota
	missedSubject
	missedBody
	missedEverything
	missedTruth // the sender did not send it
)

// of says what of a mail was missed.
func (x misses) of(m Mail) string {
	var all []string
	for _, kind := range []struct {
		is   misses
		says string
	}{
		{missedSender, "sender " + m.From},
		{missedEverything, "no pattern and no order response"},
		{missedSubject, "subject " + quoted(m.Subject)},
		{missedBody, "body"},
		{missedTruth, "sender " + m.From + " (our server found that it did not send this)"},
	} {
		if x&kind.is != 0 {
			all = append(all, kind.says)
		}
	}
	return strings.Join(all, ", ")
}

// match holds a mail against all kinds of pattern that are given, and reports whether the sender or the subject matches: words in a text
// alone are no near miss, and are not looked for. An order response by machine needs no phrases: it says what it is. Without a pattern for
// senders the supplier must have sent it, since phrases like "order confirmation" are everybody's.
func (a *awaited) match(t texts, theirs, response bool) (near bool, missed misses) {
	if near = a.from == "" && theirs || a.from != "" && globbed(a.from, t.sender); !near {
		missed |= missedSender
	}
	switch {
	case response:
		return near, missed
	case len(a.subjects)+len(a.bodies) == 0:
		return near, missed | missedEverything
	case anyIn(a.subjects, t.subject):
		near = true
	case len(a.subjects) > 0:
		missed |= missedSubject
	}
	if near && len(a.bodies) > 0 && !anyIn(a.bodies, t.body) {
		missed |= missedBody
	}
	return near, missed
}

func anyIn(phrases []*phrase, x *text) bool {
	return slices.ContainsFunc(phrases, x.holds)
}

func quoted(s string) string { return `"` + cut(s, shown/2) + `"` }

// confirmed gives the facts of a mail that matched: one for each order response in it, else one for its text.
func (m Mail) confirmed(a *awaited, answers []message.Response) []watch.Fact {
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
