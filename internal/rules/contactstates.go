package rules

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// historyLength is how many facts of a contact are told.
const historyLength = 10

// ContactStates tells how every contact of a registry stands, by supplier and in the order of its entry. A contact about which several things
// are known has the state that weighs most.
func ContactStates(r *model.Registry, facts *model.Facts, now time.Time) []apidoc.ContactStatus {
	all := []apidoc.ContactStatus{}
	for _, e := range newEvalContext(r, facts, now).evals {
		for _, c := range e.s.Contacts {
			all = append(all, e.contactStatus(c))
		}
	}
	return all
}

func (e *supplierEval) contactStatus(c *model.Contact) apidoc.ContactStatus {
	s := apidoc.ContactStatus{
		Supplier: e.s.ID, ID: c.ID, Name: title(c), Roles: c.Roles, Email: c.Email, Phone: c.Phone,
		LastAnswer: e.lastVerified(c, answered), AwayUntil: e.away(c), History: e.history(c),
	}
	for _, w := range e.ways(c) {
		until := &s.EmailUntil
		if w.row.Channel == channelPhone {
			until = &s.PhoneUntil
		}
		if w.row.State != stateNever {
			*until = w.row.Due
		}
	}
	s.State, s.Since, s.Says = e.contactState(c)
	s.Says += e.wroteFromHere(c)
	return s
}

// wroteFromHere tells when somebody last wrote from the address of a contact, if that was after it was last found right. It proves nothing.
func (e *supplierEval) wroteFromHere(c *model.Contact) string {
	wrote := e.lastVerified(c, func(h model.How) bool { return h == model.HowSeen })
	if c.Email == "" || wrote.IsZero() || !wrote.After(e.lastVerified(c, model.How.ProvesEmail)) {
		return ""
	}
	return "; they wrote from here on " + wrote.String()
}

// contactState gives the state that weighs most, the day it follows from, and a sentence.
func (e *supplierEval) contactState(c *model.Contact) (state apidoc.ContactState, since civil.Date, says string) {
	for _, known := range []func(*model.Contact) (apidoc.ContactState, *model.Fact, string){
		e.isBounced, e.isRejected, e.hasLeft, e.hasChanged, e.isUnreached, e.hasObjected, e.isSilent, e.isAsked,
	} {
		if state, f, says := known(c); f != nil {
			return state, e.on(*f), says
		}
	}
	return e.verificationState(c)
}

func (e *supplierEval) isBounced(c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactBounced, last(e.bounces(c)), "mail comes back"
}

func (e *supplierEval) isRejected(c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f, pending, ok := e.rejected(c)
	if !ok || pending {
		return "", nil, ""
	}
	return apidoc.ContactRejected, &f, "the mail server refuses the address"
}

func (e *supplierEval) hasLeft(c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f := last(e.left(c))
	if f == nil {
		return "", nil, ""
	}
	return apidoc.ContactLeft, f, "is said to have left" + instead(*f)
}

func (e *supplierEval) hasChanged(c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f := e.change(c)
	if f == nil {
		return "", nil, ""
	}
	if calledBack(*f) {
		return apidoc.ContactChanged, f, "has changed" + changedTo(*f) + ", confirmed by a call; the registry does not say so yet"
	}
	return apidoc.ContactChanged, f, "is said to have changed" + changedTo(*f) + "; NOT confirmed by a call"
}

func (e *supplierEval) isUnreached(c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	calls := e.failedCalls(c)
	if !unreachable(calls) {
		return "", nil, ""
	}
	return apidoc.ContactUnreached, last(calls), e.callsFailed(calls)
}

func (e *supplierEval) hasObjected(c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactObjected, last(e.objections(c)), "asked not to be written to"
}

func (e *supplierEval) isSilent(c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactSilent, e.silence(c), "was asked and reminded, and did not answer"
}

// isAsked tells of a question that waits for its answer. What is no answer (an absence, a ticket's receipt, a warning of delay) is told.
func (e *supplierEval) isAsked(c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	asked := last(e.comeBack(c, anyProof, model.FactAsked))
	if asked == nil || e.calledAfter(c, e.on(*asked)) {
		return "", nil, ""
	}
	says := fmt.Sprintf("was asked on %s, no answer yet", e.on(*asked))
	for _, f := range e.comeBack(c, anyProof, model.FactTicket, model.FactDelayed, model.FactAway, model.FactBounced) {
		if f.Seq > asked.Seq {
			says = fmt.Sprintf("was asked on %s; so far %s", e.on(*asked), meanwhile[f.Kind])
		}
	}
	return apidoc.ContactAsked, asked, says
}

// meanwhile says what came back that is no answer.
var meanwhile = map[model.FactKind]string{
	model.FactTicket:  "a ticket system's receipt",
	model.FactDelayed: "a server that keeps trying",
	model.FactAway:    "an absence note",
	model.FactBounced: "a bounce that does not speak of the address",
}

// verificationState tells of a contact of which nothing bad is known since when it counts as right.
func (e *supplierEval) verificationState(c *model.Contact) (apidoc.ContactState, civil.Date, string) {
	for _, w := range e.ways(c) {
		if !w.main {
			continue
		}
		since := e.lastVerified(c, model.How.ProvesEmail)
		if w.row.Channel == channelPhone {
			since = e.lastVerified(c, model.How.ProvesPhone)
		}
		switch w.row.State {
		case stateNever:
			return apidoc.ContactUnverified, civil.Date{}, "was never verified"
		case stateOverdue:
			return apidoc.ContactOverdue, since, "last found right on " + since.String() + ", which is too long ago"
		}
		return apidoc.ContactVerified, since, "found right on " + since.String()
	}
	return apidoc.ContactUnverified, civil.Date{}, "has neither address nor number that works"
}

// away gives until when the contact's auto-reply says that nobody reads its mail; zero if that is over or unknown.
func (e *supplierEval) away(c *model.Contact) civil.Date {
	var until civil.Date
	for _, f := range e.recorded("contact/"+c.ID, model.FactAway) {
		if d := day(f, model.DataUntil); ofAddress(f, c) && !d.Before(e.today) {
			until = d
		}
	}
	return until
}

// history gives the last facts about a contact, the latest first.
func (e *supplierEval) history(c *model.Contact) []model.Fact {
	all := e.context.facts.Of(e.s.ID, "contact/"+c.ID)
	found := slices.Clone(all[max(0, len(all)-historyLength):])
	slices.Reverse(found)
	return found
}

// last gives the last of some facts; nil if there is none.
func last(facts []model.Fact) *model.Fact {
	if len(facts) == 0 {
		return nil
	}
	return &facts[len(facts)-1]
}
