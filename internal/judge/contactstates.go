package judge

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// told is how many facts of a contact are told.
const told = 10

// ContactStates tells how every contact of a registry stands, by supplier and in the order of its entry. A contact about which several things
// are known has the state that weighs most.
func ContactStates(r *watch.Registry, facts *watch.Facts, now time.Time) []watch.ContactStatus {
	all := []watch.ContactStatus{}
	for _, e := range newScene(r, facts, now).entries {
		for _, c := range e.s.Contacts {
			all = append(all, e.contactStatus(c))
		}
	}
	return all
}

func (e *entry) contactStatus(c *watch.Contact) watch.ContactStatus {
	s := watch.ContactStatus{
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
func (e *entry) wroteFromHere(c *watch.Contact) string {
	wrote := e.lastVerified(c, func(h watch.How) bool { return h == watch.HowSeen })
	if c.Email == "" || wrote.IsZero() || !wrote.After(e.lastVerified(c, watch.How.ProvesEmail)) {
		return ""
	}
	return "; they wrote from here on " + wrote.String()
}

// contactState gives the state that weighs most, the day it follows from, and a sentence.
func (e *entry) contactState(c *watch.Contact) (state watch.ContactState, since civil.Date, says string) {
	for _, known := range []func(*watch.Contact) (watch.ContactState, *watch.Fact, string){
		e.isBounced, e.isRejected, e.hasLeft, e.hasChanged, e.isUnreached, e.hasObjected, e.isSilent, e.isAsked,
	} {
		if state, f, says := known(c); f != nil {
			return state, e.on(*f), says
		}
	}
	return e.verificationState(c)
}

func (e *entry) isBounced(c *watch.Contact) (watch.ContactState, *watch.Fact, string) {
	return watch.ContactBounced, last(e.bounces(c)), "mail comes back"
}

func (e *entry) isRejected(c *watch.Contact) (watch.ContactState, *watch.Fact, string) {
	f, pending, ok := e.rejected(c)
	if !ok || pending {
		return "", nil, ""
	}
	return watch.ContactRejected, &f, "the mail server refuses the address"
}

func (e *entry) hasLeft(c *watch.Contact) (watch.ContactState, *watch.Fact, string) {
	f := last(e.left(c))
	if f == nil {
		return "", nil, ""
	}
	return watch.ContactLeft, f, "is said to have left" + instead(*f)
}

func (e *entry) hasChanged(c *watch.Contact) (watch.ContactState, *watch.Fact, string) {
	f := e.change(c)
	if f == nil {
		return "", nil, ""
	}
	if calledBack(*f) {
		return watch.ContactChanged, f, "has changed" + changedTo(*f) + ", confirmed by a call; the registry does not say so yet"
	}
	return watch.ContactChanged, f, "is said to have changed" + changedTo(*f) + "; NOT confirmed by a call"
}

func (e *entry) isUnreached(c *watch.Contact) (watch.ContactState, *watch.Fact, string) {
	calls := e.failedCalls(c)
	if !unreachable(calls) {
		return "", nil, ""
	}
	return watch.ContactUnreached, last(calls), e.callsFailed(calls)
}

func (e *entry) hasObjected(c *watch.Contact) (watch.ContactState, *watch.Fact, string) {
	return watch.ContactObjected, last(e.objections(c)), "asked not to be written to"
}

func (e *entry) isSilent(c *watch.Contact) (watch.ContactState, *watch.Fact, string) {
	return watch.ContactSilent, e.silence(c), "was asked and reminded, and did not answer"
}

// isAsked tells of a question that waits for its answer. What is no answer (an absence, a ticket's receipt, a warning of delay) is told.
func (e *entry) isAsked(c *watch.Contact) (watch.ContactState, *watch.Fact, string) {
	asked := last(e.comeBack(c, anyProof, watch.FactAsked))
	if asked == nil || e.calledAfter(c, e.on(*asked)) {
		return "", nil, ""
	}
	says := fmt.Sprintf("was asked on %s, no answer yet", e.on(*asked))
	for _, f := range e.comeBack(c, anyProof, watch.FactTicket, watch.FactDelayed, watch.FactAway, watch.FactBounced) {
		if f.Seq > asked.Seq {
			says = fmt.Sprintf("was asked on %s; so far %s", e.on(*asked), meanwhile[f.Kind])
		}
	}
	return watch.ContactAsked, asked, says
}

// meanwhile says what came back that is no answer.
var meanwhile = map[watch.FactKind]string{
	watch.FactTicket:  "a ticket system's receipt",
	watch.FactDelayed: "a server that keeps trying",
	watch.FactAway:    "an absence note",
	watch.FactBounced: "a bounce that does not speak of the address",
}

// verificationState tells of a contact of which nothing bad is known since when it counts as right.
func (e *entry) verificationState(c *watch.Contact) (watch.ContactState, civil.Date, string) {
	for _, w := range e.ways(c) {
		if !w.main {
			continue
		}
		since := e.lastVerified(c, watch.How.ProvesEmail)
		if w.row.Channel == channelPhone {
			since = e.lastVerified(c, watch.How.ProvesPhone)
		}
		switch w.row.State {
		case stateNever:
			return watch.ContactUnverified, civil.Date{}, "was never verified"
		case stateOverdue:
			return watch.ContactOverdue, since, "last found right on " + since.String() + ", which is too long ago"
		}
		return watch.ContactVerified, since, "found right on " + since.String()
	}
	return watch.ContactUnverified, civil.Date{}, "has neither address nor number that works"
}

// away gives until when the contact's auto-reply says that nobody reads its mail; zero if that is over or unknown.
func (e *entry) away(c *watch.Contact) civil.Date {
	var until civil.Date
	for _, f := range e.recorded("contact/"+c.ID, watch.FactAway) {
		if d := day(f, watch.DataUntil); ofAddress(f, c) && !d.Before(e.today) {
			until = d
		}
	}
	return until
}

// history gives the last facts about a contact, the latest first.
func (e *entry) history(c *watch.Contact) []watch.Fact {
	all := e.facts.Of(e.s.ID, "contact/"+c.ID)
	found := slices.Clone(all[max(0, len(all)-told):])
	slices.Reverse(found)
	return found
}

// last gives the last of some facts; nil if there is none.
func last(facts []watch.Fact) *watch.Fact {
	if len(facts) == 0 {
		return nil
	}
	return &facts[len(facts)-1]
}
