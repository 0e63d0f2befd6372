package engine

import (
	"time"

	"supplierwatch/internal/model"
)

// deliveryFacts returns the result of each mail for each of its alerts, also that it
// is unknown.
func deliveryFacts(mails map[string]model.Mail, attempts []model.Attempt) []model.Fact {
	var facts []model.Fact
	for _, a := range attempts {
		mail := mails[a.Mail]
		if a.Untried || (a.Result == model.MailQueued && !a.Ambiguous) {
			continue
		}
		for _, f := range mail.Deliveries(a.Result, a.At) {
			f.Source, f.Evidence = "outbox", a.Detail
			facts = append(facts, f)
		}
		facts = append(facts, subjectFacts(mail, a)...)
	}
	return facts
}

// subjectFacts returns the result of a mail that is about no alert for each of its
// subjects: a round-trip mail was sent, or a supplier's server refused the
// recipient. That a server accepted a mail says nothing about a contact.
func subjectFacts(mail model.Mail, a model.Attempt) []model.Fact {
	var kind model.FactKind
	switch {
	case mail.Kind == model.MailRoundTrip && a.Result == model.MailAccepted:
		kind = model.FactRoundTripSent
	case mail.Kind == model.MailVerification && a.Result == model.MailRefused && a.Verdict != "":
		kind = model.FactRejected
	default:
		return nil
	}
	var facts []model.Fact
	for _, about := range mail.About {
		answer := model.ServerAnswer{Mail: mail.ID, Address: mail.To.Address, Verdict: a.Verdict, Code: a.Code}
		facts = append(facts, answer.Fact(model.Fact{
			ID: string(kind) + "-" + mail.ID + "-" + about.Supplier + "-" + about.Subject.String(), Supplier: about.Supplier, Subject: about.Subject,
			Kind: kind, ObservedAt: a.At, RecordedAt: a.At, Actor: model.ActorWatchdog, Source: "outbox", Evidence: a.Detail,
		}))
	}
	return facts
}

// relayFact returns whether the relays work, by the mails of one batch: one with an
// answer about its recipient shows that they do. A directory after relays keeps
// mails and sends none.
func relayFact(attempts []model.Attempt) model.Fact {
	fact := model.Fact{
		Subject: model.SubjectRelay, Kind: model.FactProbeFailed,
		Actor: model.ActorWatchdog, Source: "outbox",
	}
	kept := ""
	for _, a := range attempts {
		if a.Untried {
			continue
		}
		fact.ObservedAt, fact.RecordedAt, fact.Evidence = a.At, a.At, a.Detail
		if a.Unsent != "" {
			fact.Evidence, kept = a.Unsent, a.Detail
			continue
		}
		if a.Result != model.MailQueued || a.Code != 0 {
			fact.Kind = model.FactProbeOK
			break
		}
	}
	if kept != "" && fact.Kind == model.FactProbeFailed {
		fact = model.KeptInDirectory(fact, kept)
	}
	fact.ID = "relay-" + string(fact.Kind) + "-" + fact.ObservedAt.UTC().Format(time.RFC3339Nano)
	return fact
}
