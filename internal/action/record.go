package action

import (
	"cmp"
	"context"

	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/replycmd"
)

// record records what somebody knows: about the subject and the occurrence of the alert, or about a contact whom they called because of it. That
// the alert has ended prevents nothing: an order is placed after its request has settled the window.
func (b *Batch) record(ctx context.Context, a model.Alert, r Request) (Outcome, error) {
	request, err := b.recordRequest(a, r)
	if err != nil {
		return Outcome{}, err
	}
	known, err := b.facts(ctx)
	if err != nil {
		return Outcome{}, err
	}
	result, err := record.Check(request, record.Known{Registry: b.View.Registry, Facts: known})
	if err != nil {
		return Outcome{}, notRecorded(err)
	}
	fact := result.Fact
	fact.RecordedAt = b.View.Now
	return Outcome{Request: r, Alert: a, Fact: fact, contact: contactOfFact(b.View.Registry, fact), effect: result.Effect}, nil
}

// recordRequest returns what is to be recorded.
func (b *Batch) recordRequest(a model.Alert, r Request) (record.Request, error) {
	t := record.Request{
		Kind: knowledge[r.Verb], By: r.By, Actor: r.By, Now: r.At, Subject: model.SubjectRef{Supplier: a.Supplier, Subject: a.Subject}.String(),
		ID: r.ID, Source: r.Source, Evidence: cmp.Or(r.Evidence, r.Note),
	}
	today := b.today(a, r.At)
	var err error
	if r.Verb != replycmd.NoticeGiven {
		if t.On, err = pastDay(r.On, today); err != nil {
			return t, inField("on", err)
		}
	}
	switch r.Verb {
	case replycmd.Verified, replycmd.NoAnswer, replycmd.WrongNumber:
		contact, rest, err := b.calledContact(a, r)
		if err != nil {
			return t, inField("contact", err)
		}
		t.Subject = model.SubjectRef{Supplier: a.Supplier, Subject: model.KindContact.Subject(contact.ID)}.String()
		if r.Verb == replycmd.Verified {
			t.How = cmp.Or(r.How, string(howSaid(rest, contact)))
		}
		return t, nil
	case replycmd.Requested, replycmd.Placed, replycmd.Confirmed:
		err = inField("reference", addOrder(&t, r, today))
	case replycmd.Waived:
		if t.Because = cmp.Or(r.Text, r.Note); t.Because == "" {
			err = inField("note", invalid("%v", replycmd.Missing(r.Verb)))
		}
	case replycmd.Keep:
		t.Because, t.Until = cmp.Or(r.Text, r.Note), a.Occurrence
	case replycmd.Renewed:
		t.Until, err = renewedUntil(r, today)
		err = inField("until", err)
	case replycmd.NoticeGiven:
		err = addNotice(&t, a, r, today)
	case replycmd.Informed:
		t.Mailbox = r.Mailbox
	}
	if kind := a.Subject.Kind; kind == model.KindOrderWindow || kind == model.KindDelivery {
		t.Subject += "@" + a.Occurrence
	}
	return t, err
}

// contactOfFact returns the contact that a fact is about; nil if it is about none.
func contactOfFact(r *model.Registry, f model.Fact) *model.Contact {
	return contactOf(r, model.Alert{Supplier: f.Supplier, Subject: f.Subject})
}
