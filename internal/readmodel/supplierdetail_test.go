package readmodel

import (
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// TestACallCardListsFirstWhoAnswersNow calls on a Sunday: only the duty manager answers, and a contact with neither phone nor address comes last.
func TestACallCardListsFirstWhoAnswersNow(t *testing.T) {
	allDay := civil.Hours{AllDay: true}
	entry := &model.Supplier{ID: "acme", Name: "ACME", Calendar: &civil.Calendar{Location: time.UTC}, Contacts: []*model.Contact{
		{ID: "lost", Name: "Lost"},
		{ID: "desk", Name: "Order desk", Phone: "+49 89 1", Number: "+49891", Roles: []model.Role{model.RoleOrders}},
		{ID: "duty", Name: "Duty", Phone: "+49 89 2", Number: "+49892", Hours: &allDay, Roles: []model.Role{model.RoleEscalation}},
	}}
	v := compose.View{Registry: &model.Registry{Suppliers: []*model.Supplier{entry}}, Now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}
	calls := callsOf(v, entry, []apidoc.ContactStatus{{ID: "lost"}, {ID: "desk"}, {ID: "duty"}})
	if len(calls) != 3 || calls[0].Contact.ID != "duty" || !calls[0].Open || calls[1].Contact.ID != "desk" || calls[1].Open || calls[2].Contact.ID != "lost" {
		t.Errorf("calls are %+v", calls)
	}
	if calls[0].Way.Tel != "+49892" || calls[2].Way.Phone != "" {
		t.Errorf("the ways are %+v and %+v", calls[0].Way, calls[2].Way)
	}
}

// TestTheHistoryOfASupplierHasItsPartsAndItsAlerts checks what is listed, in which order, and that another supplier's records stay out.
func TestTheHistoryOfASupplierHasItsPartsAndItsAlerts(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	fact := func(seq int64, supplier string, subject model.Subject, kind model.FactKind) model.Fact {
		return model.Fact{Seq: seq, Supplier: supplier, Subject: subject, Kind: kind, ObservedAt: at, RecordedAt: at}
	}
	desk, order := model.KindContact.Subject("desk"), model.KindOrderWindow.Subject("yearly")
	facts := factindex.New(
		fact(1, "acme", desk, model.FactVerified), fact(2, "other", desk, model.FactVerified), fact(3, "", model.KindAlert.Subject("a1"), model.FactAck),
		fact(4, "", model.KindAlert.Subject("a2"), model.FactAck), fact(5, "acme", order, model.FactPlaced),
		fact(6, "acme", model.KindDomain.Subject("acme.example"), model.FactProbeFailed), fact(7, "acme", model.KindDomain.Subject("acme.example"), model.FactProbeFailed),
	)
	entry := &model.Supplier{ID: "acme", Contacts: []*model.Contact{{ID: "desk", Domain: "acme.example"}}, OrderWindows: []*model.OrderWindow{{ID: "yearly"}}}
	last := &LastEvaluation{}
	last.Swap(&engine.Evaluation{State: model.State{Alerts: map[string]model.Alert{"a1": {ID: "a1", Supplier: "acme"}, "a2": {ID: "a2", Supplier: "other"}}}})
	var got []int64
	for _, f := range (Documents{Last: last}).history(facts, entry, subjectsOf(entry)) {
		got = append(got, f.Seq)
	}
	if len(got) != 3 || got[0] != 5 || got[1] != 3 || got[2] != 1 {
		t.Errorf("listed are the records %v, want 5, 3, 1", got)
	}
	trails := probeTrails(facts, entry, subjectsOf(entry))
	if len(trails) != 1 || trails[0].Failures != 2 || trails[0].Subject.String() != "domain/acme.example" {
		t.Errorf("failed probes are %+v", trails)
	}
}
