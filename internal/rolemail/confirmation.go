package rolemail

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"supplierwatch/internal/edifact"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
)

// pendingConfirmation is a confirmation that a supplier owes us by mail.
type pendingConfirmation struct {
	supplier         *model.Supplier
	subject          model.Subject
	from             string // a glob; empty: anybody of the supplier
	subjects, bodies []*phrase
}

func newPending(s *model.Supplier, subject model.Subject, c *model.Confirmation, all phrases) pendingConfirmation {
	a := pendingConfirmation{supplier: s, subject: subject, from: c.From}
	for _, p := range c.Subject {
		a.subjects = append(a.subjects, all.of(p))
	}
	for _, p := range c.Body {
		a.bodies = append(a.bodies, all.of(p))
	}
	return a
}

// confirmations returns the facts about the confirmations that are pending in a mailbox, and whether a mail of some suppliers is one. Only mail of the supplier
// can nearly be one: words like "order confirmation" are everybody's.
func (x *Reader) confirmations(m Mail, t texts, senders []*model.Supplier, known Known) (found []model.Fact, confirms bool) {
	answers := responses(m.Message)
	named := sync.OnceValue(func() numbers { return m.numbers() })
	var near []model.Fact
	all := x.pending[m.Mailbox.ID]
	for i := range all {
		a := &all[i]
		theirs := slices.Contains(senders, a.supplier)
		missed := a.match(t, theirs, len(answers) > 0)
		switch {
		case missed == 0:
			confirms = true
			found = append(found, m.confirmed(a, answers, named)...)
		case missed&missedSender == 0 && a.worthRecording(m, known):
			near = append(near, m.fact(model.FactNearMiss, a.supplier.ID, a.subject).NearMiss(missed.of(m)))
		}
	}
	x.markShared(found, m)
	return append(found, near...), confirms
}

// markShared marks what one mail confirms to several suppliers: sister companies and distributors share a domain or a mailbox. Such a mail is
// about one supplier if it comes from the address of a contact of that one alone; else only its numbers decide.
func (x *Reader) markShared(found []model.Fact, m Mail) {
	suppliers, named := map[string]bool{}, map[string]bool{}
	for _, f := range found {
		suppliers[f.Supplier] = true
	}
	if len(suppliers) < 2 {
		return
	}
	for _, c := range x.contacts[strings.ToLower(m.From)] {
		if suppliers[c.supplier.ID] {
			named[c.supplier.ID] = true
		}
	}
	for _, f := range found {
		if len(named) != 1 || !named[f.Supplier] {
			f.MarkShared()
		}
	}
}

// maxNearMisses is how many near misses within strangerEvery are worth a fact. Those of senders who are not known for sure are counted apart, so
// that they cannot hide the others.
const maxNearMisses = 5

// worthRecording reports whether a near miss may still help somebody: it is not one of many.
func (a *pendingConfirmation) worthRecording(m Mail, known Known) bool {
	recent := 0
	for _, f := range known.Kind(a.supplier.ID, a.subject, model.FactNearMiss) {
		if m.Arrived.Sub(f.ObservedAt).Abs() < strangerEvery && f.Authenticated() == m.authenticated() {
			recent++
		}
	}
	return recent < maxNearMisses
}

// suppliersOf returns the suppliers to which an address belongs: it is a contact's, or of the organization that has a contact's domain. Below a
// domain at which anybody can register names, every name is an organization of its own.
func (x *Reader) suppliersOf(address string) []*model.Supplier {
	atDomain := x.domains[domainOf(address)]
	if len(atDomain)+len(x.contacts[strings.ToLower(address)]) == 0 {
		return nil
	}
	found := slices.DeleteFunc(slices.Clone(atDomain), func(s *model.Supplier) bool {
		return !slices.ContainsFunc(s.Contacts, func(c *model.Contact) bool { return mailaddr.SameOrganization(c.Domain, mailaddr.DomainOf(address)) })
	})
	for _, c := range x.contacts[strings.ToLower(address)] {
		found = append(found, c.supplier)
	}
	return found
}

// mismatches are the kinds of pattern that a mail does not match.
type mismatches uint8

const (
	missedSender mismatches = 1 << iota
	missedSubject
	missedBody
	missedAll
)

// of returns what a mail lacked.
func (x mismatches) of(m Mail) string {
	var all []string
	for _, kind := range []struct {
		is               mismatches
		responseEvidence string
	}{
		{missedAll, "no pattern and no order response"},
		{missedSubject, "subject " + quoted(m.Subject)},
		{missedBody, "body"},
	} {
		if x&kind.is != 0 {
			all = append(all, kind.responseEvidence)
		}
	}
	return strings.Join(all, ", ")
}

// match compares a mail with all kinds of pattern that are given, and returns those that do not match. An order response by machine needs no
// phrases: it declares what it is. Without a pattern for senders the supplier must have sent it.
func (a *pendingConfirmation) match(t texts, theirs, response bool) (missed mismatches) {
	if a.from == "" && !theirs || a.from != "" && !matchesGlob(a.from, t.sender) {
		return missedSender
	}
	switch {
	case response:
		return 0
	case len(a.subjects)+len(a.bodies) == 0:
		return missedAll
	case len(a.subjects) > 0 && !anyIn(a.subjects, t.subject):
		missed |= missedSubject
	}
	if len(a.bodies) > 0 && !anyIn(a.bodies, t.body) {
		missed |= missedBody
	}
	return missed
}

func anyIn(phrases []*phrase, x *text) bool {
	return slices.ContainsFunc(phrases, x.matches)
}

func quoted(s string) string { return `"` + cut(s, shown/2) + `"` }

// confirmed returns the facts of a mail that matched: one for each order response in it, else one for its text. Which order it is about is
// found when it is evaluated. A response that names no order is about the one that its mail names.
func (m Mail) confirmed(a *pendingConfirmation, answers []edifact.Response, named func() numbers) []model.Fact {
	if len(answers) == 0 {
		response := m.textResponse()
		f := m.fact(model.FactConfirmation, a.supplier.ID, a.subject).Answered(response).Naming(named().stored())
		f.Evidence += "; " + named().text() + responseEvidence[response]
		return []model.Fact{f}
	}
	var found []model.Fact
	for i, r := range answers {
		f := m.fact(model.FactConfirmation, a.supplier.ID, a.subject).AnsweredByMachine(responseOf(r), r.Reference)
		f.ID += "-" + letterFor(i)
		f.Evidence += "; order response " + codeText(r)
		if r.Reference == "" {
			f = f.Naming(named().stored())
			f.Evidence += "; " + named().text()
		}
		found = append(found, f)
	}
	return found
}

// responseEvidence is what the words of a mail say where they do not confirm.
var responseEvidence = map[model.Response]string{
	model.ResponseRefused:  "; its words refuse the order",
	model.ResponsePartial:  "; its words confirm a part",
	model.ResponseReceived: "; its words do not confirm the order yet",
}

// letterFor returns the name of the n-th of some things, from a.
func letterFor(n int) string {
	const letters = 26
	name := string(rune('a' + n%letters))
	if n >= letters {
		name += strconv.Itoa(n / letters)
	}
	return name
}

// numbers reads the numbers in the subject, the text and the names of the attachments of a mail. Those that only a quotation or the subject of
// an answer name are mostly ours and are kept apart.
func (m Mail) numbers() numbers {
	w := ownWordsOf(m.Message)
	texts := []string{w.subject, w.text}
	for _, a := range m.Attachments {
		texts = append(texts, nameSeparators.Replace(a.Name))
	}
	found := numbersIn(texts...)
	if w.answers || w.quotes {
		all := numbersIn(m.Subject, m.Text)
		found.quoted = slices.Concat(all.orders, all.references)
	}
	return found
}

// stored returns the numbers of a mail as a fact records them.
func (n numbers) stored() model.TextNumbers {
	return model.TextNumbers{Orders: n.orders, References: n.references, Own: n.own, Quoted: n.quoted}
}

// text returns a text with the numbers that a mail calls orders.
func (n numbers) text() string {
	if len(n.orders) == 0 {
		return "calls no number that of an order"
	}
	names := make([]string, len(n.orders))
	for i, order := range n.orders {
		names[i] = order[strings.LastIndexByte(order, '|')+1:]
	}
	return "names order " + strings.Join(names, ", ")
}

// nameSeparators make words of the name of a file.
var nameSeparators = strings.NewReplacer("_", " ", "-", " ", ".pdf", "", ".PDF", "", ".edi", "", ".xml", "")
