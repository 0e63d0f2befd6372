package exposure

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// historyLength is how many facts of a contact are listed.
const historyLength = 10

// ContactStates returns how every contact of a registry stands, by supplier and in the order of its entry. A contact about which several things
// are known has the state that weighs most.
func ContactStates(r *model.Registry, facts *factindex.Index, now time.Time) []apidoc.ContactStatus {
	all := []apidoc.ContactStatus{}
	for _, e := range obligations.New(r, facts, now).Suppliers {
		for _, c := range e.Entry.Contacts {
			all = append(all, contactStatus(e, c))
		}
	}
	return all
}

func contactStatus(e *obligations.Supplier, c *model.Contact) apidoc.ContactStatus {
	s := apidoc.ContactStatus{
		Supplier: e.Entry.ID, ID: c.ID, Name: contactstate.Name(c), Roles: c.Roles, Email: c.Email, Phone: c.Phone,
		LastAnswer: contactstate.LastVerified(e, c, contactstate.IsAnswer), AwayUntil: awayUntil(e, c), History: contactHistory(e, c),
	}
	for _, w := range contactstate.Ways(e, c) {
		until := &s.EmailUntil
		if w.Channel == contactstate.ChannelPhone {
			until = &s.PhoneUntil
		}
		if w.State != obligations.StateNever {
			*until = w.Due
		}
	}
	s.State, s.Since, s.Says = contactState(e, c)
	s.Says += wroteFromHere(e, c)
	return s
}

// wroteFromHere returns when somebody last wrote from the address of a contact, if that was after it was last found right. It proves nothing.
func wroteFromHere(e *obligations.Supplier, c *model.Contact) string {
	wrote := contactstate.LastVerified(e, c, func(h model.How) bool { return h == model.HowSeen })
	if c.Email == "" || wrote.IsZero() || !wrote.After(contactstate.LastVerified(e, c, model.How.ProvesEmail)) {
		return ""
	}
	return "; they wrote from here on " + wrote.String()
}

// contactState returns the state that weighs most, the day it follows from, and a sentence.
func contactState(e *obligations.Supplier, c *model.Contact) (state apidoc.ContactState, since civil.Date, says string) {
	for _, known := range []func(*model.Contact) (apidoc.ContactState, *model.Fact, string){
		func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isBounced(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isRejected(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return hasLeft(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return hasChanged(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isUnreached(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return hasObjected(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isSilent(e, x) }, func(x *model.Contact) (apidoc.ContactState, *model.Fact, string) { return isAsked(e, x) },
	} {
		if state, f, says := known(c); f != nil {
			return state, e.On(*f), says
		}
	}
	return verificationState(e, c)
}

func isBounced(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactBounced, obligations.LastFact(contactstate.Bounces(e, c)), "mail comes back"
}

func isRejected(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f, pending, ok := contactstate.Rejection(e, c)
	if !ok || pending {
		return "", nil, ""
	}
	return apidoc.ContactRejected, &f, "the mail server refuses the address"
}

func hasLeft(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f := obligations.LastFact(contactstate.Departures(e, c))
	if f == nil {
		return "", nil, ""
	}
	return apidoc.ContactLeft, f, "is said to have left" + contactstate.StandInText(*f)
}

func hasChanged(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	f := contactstate.LastChange(e, c)
	if f == nil {
		return "", nil, ""
	}
	if contactstate.CalledBack(*f) {
		return apidoc.ContactChanged, f, "has changed" + contactstate.ChangedToText(*f) + ", confirmed by a call; the registry does not say so yet"
	}
	return apidoc.ContactChanged, f, "is said to have changed" + contactstate.ChangedToText(*f) + "; NOT confirmed by a call"
}

func isUnreached(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	calls := contactstate.FailedCalls(e, c)
	if !contactstate.Unreachable(calls) {
		return "", nil, ""
	}
	return apidoc.ContactUnreached, obligations.LastFact(calls), contactstate.FailedCallsText(e, calls)
}

func hasObjected(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactObjected, obligations.LastFact(contactstate.Objections(e, c)), "asked not to be written to"
}

func isSilent(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	return apidoc.ContactSilent, contactstate.SilentSince(e, c), "was asked and reminded, and did not answer"
}

// isAsked returns a question that waits for its answer, with what came meanwhile: an absence, a ticket's receipt, a warning of delay.
func isAsked(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, *model.Fact, string) {
	asked := obligations.LastFact(contactstate.FactsNotDisproved(e, c, contactstate.AnyProof, model.FactAsked))
	if asked == nil || contactstate.CalledAfter(e, c, e.On(*asked)) {
		return "", nil, ""
	}
	says := fmt.Sprintf("was asked on %s, no answer yet", e.On(*asked))
	for _, f := range contactstate.FactsNotDisproved(e, c, contactstate.AnyProof, model.FactTicket, model.FactDelayed, model.FactAway, model.FactBounced) {
		if f.Seq > asked.Seq {
			says = fmt.Sprintf("was asked on %s; so far %s", e.On(*asked), meanwhile[f.Kind])
		}
	}
	return apidoc.ContactAsked, asked, says
}

// meanwhile are texts for what came back instead of an answer.
var meanwhile = map[model.FactKind]string{
	model.FactTicket:  "a ticket system's receipt",
	model.FactDelayed: "a server that keeps trying",
	model.FactAway:    "an absence note",
	model.FactBounced: "a bounce that does not speak of the address",
}

// verificationState returns of a contact of which nothing bad is known since when it counts as right.
func verificationState(e *obligations.Supplier, c *model.Contact) (apidoc.ContactState, civil.Date, string) {
	w, ok := contactstate.MainWay(e, c)
	switch {
	case !ok:
		return apidoc.ContactUnverified, civil.Date{}, "has neither address nor number that works"
	case w.State == obligations.StateNever:
		return apidoc.ContactUnverified, civil.Date{}, "was never verified"
	case w.State == obligations.StateOverdue:
		return apidoc.ContactOverdue, w.Last, "last verified on " + w.Last.String() + ", which is too long ago"
	}
	return apidoc.ContactVerified, w.Last, "verified on " + w.Last.String()
}

// awayUntil returns until when the contact's auto-reply says that nobody reads its mail; zero if that is over or unknown.
func awayUntil(e *obligations.Supplier, c *model.Contact) civil.Date {
	var until civil.Date
	for _, f := range e.Recorded(model.KindContact.Subject(c.ID), model.FactAway) {
		if d := f.Until(); obligations.OfAddress(f, c) && !d.Before(e.Today) {
			until = d
		}
	}
	return until
}

// contactHistory returns the last facts about a contact, the latest first.
func contactHistory(e *obligations.Supplier, c *model.Contact) []model.Fact {
	all := e.Context.Facts.Of(e.Entry.ID, model.KindContact.Subject(c.ID))
	found := slices.Clone(all[max(0, len(all)-historyLength):])
	slices.Reverse(found)
	return found
}
