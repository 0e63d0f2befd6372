package rules

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// supplierEval is one supplier at the instant of the evaluation, with everything that more than one rule, or a rule and a deadline, is computed from.
type supplierEval struct {
	context       *evalContext
	s             *model.Supplier
	today         civil.Date             // in the supplier's calendar
	ownCalendar   *civil.Calendar        // the owner team's; nil counts Monday to Friday
	terms         []*contractTerm        // one for each contract
	book          *orderBook             // all orders that are recorded
	occurrences   []*windowOccurrence    // of all order windows
	confirmations []*pendingConfirmation // confirmations of orders and deliveries
	channels      map[*model.Contact][]way
}

func newSupplierEval(ec *evalContext, s *model.Supplier) *supplierEval {
	e := &supplierEval{context: ec, s: s, today: s.Calendar.Today(ec.now), channels: make(map[*model.Contact][]way, len(s.Contacts))}
	if s.Owner != nil {
		e.ownCalendar = s.Owner.Calendar
	}
	for _, c := range s.Contracts {
		e.terms = append(e.terms, newContractTerm(e, c))
	}
	e.book = newOrderBook(e)
	for _, w := range s.OrderWindows {
		e.occurrences = append(e.occurrences, occurrencesOf(e, w)...)
	}
	e.confirmations = pendingConfirmations(e)
	return e
}

// about begins a finding on a subject of the supplier. What is at stake is computed from the supplies that the subject concerns.
func (e *supplierEval) about(subject string, pos model.Position, supplies []*model.Supply) model.Finding {
	f := model.Finding{
		Supplier: e.s.ID, Subject: subject, Position: pos, Owner: e.s.Owner, Policy: e.s.Tier.Escalation,
	}
	f.Exposure, f.Slack = exposureOf(e, supplies)
	return f
}

// aboutAll begins a finding on the supplier as a whole.
func (e *supplierEval) aboutAll() model.Finding {
	return e.about(subjectSupplier, e.s.Pos, e.s.Supplies)
}

// aboutContact begins a finding on one contact.
func (e *supplierEval) aboutContact(c *model.Contact) model.Finding {
	return e.about(model.KindContact.Subject(c.ID), c.Pos, e.s.Supplies)
}

// subjectSupplier is the subject of findings on a supplier's entry as a whole.
const subjectSupplier = "supplier"

// ask completes a finding that a person at a desk clears away: what to do in a few words, then the steps.
func (e *supplierEval) ask(f model.Finding, do string, steps ...string) []model.Finding {
	f.Advice.Headline = e.headlineAll(do)
	f.Advice.Lead = lead(do, f.Message)
	f.Advice.Do = steps
	return one(f)
}

// askAbout is ask for a part of the entry that has a name of its own.
func (e *supplierEval) askAbout(f model.Finding, do, item string, steps ...string) []model.Finding {
	found := e.ask(f, do, steps...)
	found[0].Advice.Headline = e.headline(do, item, "")
	return found
}

// one wraps a finding as a rule's answer.
func one(f model.Finding) []model.Finding { return []model.Finding{f} }
