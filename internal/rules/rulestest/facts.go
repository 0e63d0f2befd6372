package rulestest

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// kinds are the kinds of facts that rules read.
var kinds = []model.FactKind{
	model.FactProbeOK, model.FactProbeFailed, model.FactProbeFailed, model.FactVerified, model.FactNoAnswer, model.FactWrongNumber, model.FactRequested,
	model.FactPlaced, model.FactWaived, model.FactConfirmed, model.FactKeep, model.FactNoticeGiven, model.FactRenewed, model.FactSessionHeld, model.FactTold,
	model.FactReviewed, model.FactUnread, model.FactRoundTripSent, model.FactRoundTripLanded, model.FactSupplierUnknown, model.FactConfirmation,
	model.FactSenderUnknown, model.FactAsked, model.FactDrilled,
}

// DrawFact draws a fact of any kind about anything in a registry, observed shortly before now. It has the data of all kinds at once.
func DrawFact(t *rapid.T, r *model.Registry, seq int64, now time.Time) model.Fact {
	at := now.Add(-time.Duration(rapid.Int64Range(0, int64(30*time.Hour)).Draw(t, "ago")))
	f := model.Fact{
		ID: fmt.Sprint("drawn-", seq), Seq: seq, Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Actor: "b@fab.example", ObservedAt: at, RecordedAt: now,
		Data: map[string]string{},
	}
	f.Supplier, f.Subject = drawSubject(t, r)
	day := func(name string) civil.Date {
		return civil.DateOf(at).AddDays(rapid.IntRange(-40, 40).Draw(t, name))
	}
	if rapid.Bool().Draw(t, "day") {
		maps.Copy(f.Data, model.Recorded{
			On: day("on"), Until: day("until"), Window: day("window"), Reference: "PO-1", Mailbox: "notices", How: model.HowCall,
		}.Fact(model.Fact{}).Data)
	}
	probe := model.ProbeData{Reason: "timeout", NotAfter: at.Add(time.Duration(rapid.Int64Range(0, int64(60*24*time.Hour)).Draw(t, "not after")))}
	mail := model.MailboxMail{Mailbox: "notices", Address: "new@acme.example", Proof: model.ProofSender}
	for _, x := range []model.Fact{
		probe.Fact(model.Fact{}), mail.Fact(model.Fact{}).FromDomain("new.example"), model.NewUnread(model.Fact{}, at, "new@acme.example"),
		model.NewRoundTripLanded(model.Fact{}, fmt.Sprint("round-trip-", seq%2), 1),
	} {
		maps.Copy(f.Data, x.Data)
	}
	return f
}

// drawSubject draws what a fact is about.
func drawSubject(t *rapid.T, r *model.Registry) (supplier string, subject model.Subject) {
	if rapid.IntRange(0, 3).Draw(t, "ours") == 0 {
		about := []model.Subject{model.SubjectRelay, model.SubjectVantage, model.SubjectLoading, model.KindPolicy.Subject("critical")}
		for _, m := range r.Mailboxes {
			about = append(about, model.KindMailbox.Subject(m.ID), model.KindMailbox.Subject(m.ID))
		}
		return "", rapid.SampledFrom(about).Draw(t, "subject")
	}
	s := rapid.SampledFrom(r.Suppliers).Draw(t, "supplier")
	return rapid.SampledFrom(append(slices.Clone(s.Was), s.ID)).Draw(t, "id"), rapid.SampledFrom(parts(s)).Draw(t, "subject")
}

// parts returns what facts about a supplier can be about.
func parts(s *model.Supplier) []model.Subject {
	about := []model.Subject{model.SubjectSupplier, model.SubjectSession}
	for _, x := range s.Contacts {
		about = append(about, model.KindContact.Subject(x.ID), model.KindDomain.Subject(x.Domain))
	}
	for _, x := range s.Contracts {
		about = append(about, model.KindContract.Subject(x.ID))
	}
	for _, x := range s.OrderWindows {
		about = append(about, model.KindOrderWindow.Subject(x.ID))
	}
	for _, x := range s.Deliveries {
		about = append(about, model.KindDelivery.Subject(x.ID))
	}
	for _, x := range s.Endpoints {
		about = append(about, model.KindEndpoint.Subject(x.ID))
	}
	return about
}
