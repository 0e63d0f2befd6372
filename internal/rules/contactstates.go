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

// ContactStates returns how every contact of a registry stands, by supplier and in the order of its entry. A contact about which several things
// are known has the state that weighs most.
func ContactStates(r *model.Registry, facts *model.Facts, now time.Time) []apidoc.ContactStatus {
	all := []apidoc.ContactStatus{}
	for _, e := range newEvalContext(r, facts, now).evals {
		for _, c := range e.s.Contacts {
			all = append(all, contactStatus(e, c))
		}
	}
	return all
}

func contactStatus(e *supplierEval, c *model.Contact) apidoc.ContactStatus {
	s := apidoc.ContactStatus{
		Supplier: e.s.ID, ID: c.ID, Name: contactName(c), Roles: c.Roles, Email: c.Email, Phone: c.Phone,
		LastAnswer: lastVerified(e, c, answered), AwayUntil: awayUntil(e, c), History: contactHistory(e, c),
	}
	for _, w := range verificationWays(e, c) {
		until := &s.EmailUntil
		if w.row.Channel == channelPhone {
			until = &s.PhoneUntil
		}
		if w.row.State != stateNever {
			*until = w.row.Due
		}
	}
	s.State, s.Since, s.Says = contactState(e, c)
	s.Says += wroteFromHere(e, c)
	return s
}

// wroteFromHere returns when somebody last wrote from the address of a contact, if that was after it was last found right. It proves nothing.
func wroteFromHere(e *supplierEval, c *model.Contact) string {
	wrote := lastVerified(e, c, func(h model.How) bool { return h == model.HowSeen })
	if c.Email == "" || wrote.IsZero() || !wrote.After(lastVerified(e, c, model.How.ProvesEmail)) {
		return ""
	}
	return "; they wrote from here on " + wrote.String()
}

// contactState returns the state that weighs most, the day it follows from, and a sentence.
func contactState(e *supplierEval, c *model.Contact) (state apidoc.ContactState, since civil.Date, says string) {
	for _, known := range []func(*model.Contact) (apidoc.ContactState, *model.Fact, string){
		func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isBounced(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isRejected(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return hasLeft(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return hasChanged(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isUnreached(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return hasObjected(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isSilent(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isAsked(e, x) },
	} {
		if state, f, says := known(c); f != nil {
			return state, e.on(*f), says
		}
	}
	return verificationState(e, c)
}

func isBounced(e *supplierEval, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactBounced, last(bounces(e, c)), "mail comes back"
}

func isRejected(e *supplierEval, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f, pending, ok := rejection(e, c)
	if !ok || pending {
		return "", nil, ""
	}
	return apidoc.ContactRejected, &f, "the mail server refuses the address"
}

func hasLeft(e *supplierEval, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f := last(departures(e, c))
	if f == nil {
		return "", nil, ""
	}
	return apidoc.ContactLeft, f, "is said to have left" + instead(*f)
}

func hasChanged(e *supplierEval, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f := lastChange(e, c)
	if f == nil {
		return "", nil, ""
	}
	if calledBack(*f) {
		return apidoc.ContactChanged, f, "has changed" + changedTo(*f) + ", confirmed by a call; the registry does not say so yet"
	}
	return apidoc.ContactChanged, f, "is said to have changed" + changedTo(*f) + "; NOT confirmed by a call"
}

func isUnreached(e *supplierEval, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	calls := failedCalls(e, c)
	if !unreachable(calls) {
		return "", nil, ""
	}
	return apidoc.ContactUnreached, last(calls), callsFailed(e, calls)
}

func hasObjected(e *supplierEval, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactObjected, last(objections(e, c)), "asked not to be written to"
}

func isSilent(e *supplierEval, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactSilent, silentSince(e, c), "was asked and reminded, and did not answer"
}

// isAsked returns of a question that waits for its answer. What is no answer (an absence, a ticket's receipt, a warning of delay) is told.
func isAsked(e *supplierEval, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	asked := last(factsNotDisproved(e, c, anyProof, model.FactAsked))
	if asked == nil || calledAfter(e, c, e.on(*asked)) {
		return "", nil, ""
	}
	says := fmt.Sprintf("was asked on %s, no answer yet", e.on(*asked))
	for _, f := range factsNotDisproved(e, c, anyProof, model.FactTicket, model.FactDelayed, model.FactAway, model.FactBounced) {
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

// verificationState returns of a contact of which nothing bad is known since when it counts as right.
func verificationState(e *supplierEval, c *model.Contact) (apidoc.ContactState, civil.Date, string) {
	for _, w := range verificationWays(e, c) {
		if !w.main {
			continue
		}
		since := lastVerified(e, c, model.How.ProvesEmail)
		if w.row.Channel == channelPhone {
			since = lastVerified(e, c, model.How.ProvesPhone)
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

// awayUntil returns until when the contact's auto-reply says that nobody reads its mail; zero if that is over or unknown.
func awayUntil(e *supplierEval, c *model.Contact) civil.Date {
	var until civil.Date
	for _, f := range e.recorded(model.KindContact.Subject(c.ID), model.FactAway) {
		if d := day(f, model.DataUntil); ofAddress(f, c) && !d.Before(e.today) {
			until = d
		}
	}
	return until
}

// contactHistory returns the last facts about a contact, the latest first.
func contactHistory(e *supplierEval, c *model.Contact) []model.Fact {
	all := e.context.facts.Of(e.s.ID, model.KindContact.Subject(c.ID))
	found := slices.Clone(all[max(0, len(all)-historyLength):])
	slices.Reverse(found)
	return found
}

// last returns the last of some facts; nil if there is none.
func last(facts []model.Fact) *model.Fact {
	if len(facts) == 0 {
		return nil
	}
	return &facts[len(facts)-1]
}
