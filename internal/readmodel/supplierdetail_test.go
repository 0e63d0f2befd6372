package readmodel

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
	var got []string
	for _, x := range (Documents{Last: last}).history(&model.Registry{}, facts, entry, subjectsOf(entry)) {
		got = append(got, string(x.Kind))
	}
	if want := "placed ack verified"; strings.Join(got, " ") != want {
		t.Errorf("listed are the records %v, want %s", got, want)
	}
	trails := probeTrails(facts, entry, subjectsOf(entry))
	if len(trails) != 1 || trails[0].Failures != 2 || trails[0].Subject.String() != "domain/acme.example" {
		t.Errorf("failed probes are %+v", trails)
	}
}

// TestTheHistoryHasWhatTheRegistryRecords puts every kind of record into an entry and compares the list with one that was written by hand. A record that is
// a fact too is listed once.
func TestTheHistoryHasWhatTheRegistryRecords(t *testing.T) {
	on := func(day int) civil.Date { return civil.NewDate(2026, 11, day) }
	box := &model.Mailbox{ID: "confirmations", Address: "confirmations@buyer.example"}
	entry := &model.Supplier{
		ID: "acme", Reviewed: &model.Reviewed{On: on(1), By: "jane"}, TheyKnow: []model.MailboxNotice{{Mailbox: box, On: on(2)}},
		Contacts: []*model.Contact{{ID: "desk", Verified: []model.Verified{{On: on(3), By: "joe", How: model.HowCall}}}},
		Sessions: &model.Sessions{Held: []model.Session{{On: on(4), Topics: "prices"}}},
		Supplies: []*model.Supply{{ID: "resist", Placed: []model.Placed{{At: model.Moment{Date: on(5)}, Reference: "PO-1"}}}},
		OrderWindows: []*model.OrderWindow{{
			ID: "yearly", Requested: []model.Requested{{Window: on(1), At: model.Moment{Date: on(6)}, Reference: "PR-1"}},
			Placed: []model.Placed{{Window: on(1), At: model.Moment{Date: on(7)}, Reference: "PO-2", Confirmed: on(8)}}, Waived: []model.Waived{{Window: on(30), Because: "stock is high", By: "leads"}},
		}},
		Contracts: []*model.Contract{{
			ID: "msa", Kept: []model.RenewalDecision{{On: on(9), Until: civil.NewDate(2026, 12, 31), By: "jane", Because: "good price"}}, Renewed: []model.Renewed{{On: on(10), Until: civil.NewDate(2028, 1, 1)}},
			NoticeGiven: on(11), NoticeFor: civil.NewDate(2026, 12, 31), Terminated: &model.Termination{Received: on(12), Ends: civil.NewDate(2027, 6, 30)},
		}},
	}
	recorded := func(seq int64, subject model.Subject, kind model.FactKind, day int, data map[string]string) model.Fact {
		at := time.Date(2026, 11, day, 9, 0, 0, 0, time.UTC)
		return model.Fact{Seq: seq, Supplier: "acme", Subject: subject, Kind: kind, Actor: "jane", ObservedAt: at, RecordedAt: at, Data: data}
	}
	facts := factindex.New(
		recorded(1, model.KindOrderWindow.Subject("yearly"), model.FactPlaced, 7, map[string]string{"reference": "PO-2"}),
		recorded(2, model.KindOrderWindow.Subject("yearly"), model.FactPlaced, 7, map[string]string{"reference": "PO-3"}),
	)
	last := &LastEvaluation{}
	var got []string
	for _, x := range (Documents{Last: last}).history(&model.Registry{}, facts, entry, subjectsOf(entry)) {
		day := x.Day
		if !x.InRegistry {
			day = civil.DateOf(x.At)
		}
		text := string(x.Kind) + " " + x.Subject.String() + " by " + x.By + ": " + strings.Join(x.Details, ", ")
		if !day.IsZero() {
			text = day.String() + " " + text
		}
		got = append(got, text)
	}
	want := []string{
		"2026-11-12 terminated contract/msa by : ends on 2027-06-30", "2026-11-11 notice-given contract/msa by : received by the supplier, for 2026-12-31",
		"2026-11-10 renewed contract/msa by : until 2028-01-01", "2026-11-09 keep contract/msa by jane: after 2026-12-31, good price",
		"2026-11-08 confirmed order-window/yearly by : PO-2", "2026-11-07 placed order-window/yearly by jane: PO-3", "2026-11-07 placed order-window/yearly by jane: PO-2",
		"2026-11-06 requested order-window/yearly by : PR-1, window of 2026-11-01", "2026-11-05 placed supply/resist by : PO-1", "2026-11-04 session-held session by : prices",
		"2026-11-03 verified contact/desk by joe: by call", "2026-11-02 told supplier by : confirmations@buyer.example", "2026-11-01 reviewed supplier by jane: ",
		"waived order-window/yearly by leads: window of 2026-11-30, stock is high",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the history differs (-want +got):\n%s", diff)
	}
}

// TestARecordOfTheRegistryAndItsFactAreOneEntry checks a decision that is in both, with a reason in the fact alone, and that of an acknowledgement the
// end is not listed twice.
func TestARecordOfTheRegistryAndItsFactAreOneEntry(t *testing.T) {
	at := time.Date(2026, 11, 9, 9, 0, 0, 0, time.UTC)
	end := civil.NewDate(2026, 12, 31)
	entry := &model.Supplier{ID: "acme", Contracts: []*model.Contract{{ID: "msa", Kept: []model.RenewalDecision{{On: civil.DateOf(at), Until: end, By: "jane"}}}}}
	facts := factindex.New(model.Fact{
		Seq: 1, Supplier: "acme", Subject: model.KindContract.Subject("msa"), Kind: model.FactKeep, ObservedAt: at, Data: map[string]string{"until": "2026-12-31", "because": "good price"},
	})
	all := (Documents{Last: &LastEvaluation{}}).history(&model.Registry{}, facts, entry, subjectsOf(entry))
	if len(all) != 1 || strings.Join(all[0].Details, ", ") != "until 2026-12-31, good price" {
		t.Errorf("the history is %+v", all)
	}
	ack := model.AlertAction{Kind: model.FactAck, Alert: "a1", By: "jane", At: at, Until: at.AddDate(0, 0, 2)}.Fact()
	if acknowledged := factEntries([]model.Fact{ack})[0]; len(acknowledged.Details) != 0 || !acknowledged.Until.Equal(at.AddDate(0, 0, 2)) {
		t.Errorf("an acknowledgement is %+v", acknowledged)
	}
}
