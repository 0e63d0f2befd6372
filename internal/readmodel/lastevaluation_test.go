package readmodel

import (
	"reflect"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// TestFindingsByKeyAreThoseOfTheLastEvaluation checks that they are sorted out once for each evaluation, and again for the next.
func TestFindingsByKeyAreThoseOfTheLastEvaluation(t *testing.T) {
	last := &LastEvaluation{}
	if found := last.WorstByKey(); found != nil {
		t.Errorf("before the first evaluation there are %v", found)
	}
	first, second := model.Finding{Supplier: "acme", Rule: "contact-missing"}, model.Finding{Supplier: "other", Rule: "contact-missing"}
	last.Swap(&engine.Evaluation{Findings: []model.Finding{first}})
	a, b := last.WorstByKey(), last.WorstByKey()
	if len(a) != 1 || a[first.Key()].Supplier != "acme" || reflect.ValueOf(a).Pointer() != reflect.ValueOf(b).Pointer() {
		t.Errorf("findings are %v and %v", a, b)
	}
	last.Swap(&engine.Evaluation{Findings: []model.Finding{second}})
	if found := last.WorstByKey(); len(found) != 1 || found[second.Key()].Supplier != "other" {
		t.Errorf("after the next evaluation there are %v", found)
	}
}

// TestATaskLeadsToItsOpenAlert checks that alerts which ended are not found by their keys.
func TestATaskLeadsToItsOpenAlert(t *testing.T) {
	evaluation := &engine.Evaluation{State: model.State{Alerts: map[string]model.Alert{
		"a1": {ID: "a1", Key: "k/open", State: model.StateFiring}, "a2": {ID: "a2", Key: "k/ended", State: model.StateResolved},
		"a3": {ID: "a3", Key: "k/held", State: model.StateAcknowledged},
	}}}
	known := (&Snapshots{}).shownOf(evaluation, time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)).openByKey
	if len(known) != 2 || known["k/open"] != "a1" || known["k/held"] != "a3" {
		t.Errorf("known are %v", known)
	}
}

// TestPagesNameTheAlertsAgainstAWay checks that the call card of a supplier and the steps of an alert warn of an address from which mails came back.
func TestPagesNameTheAlertsAgainstAWay(t *testing.T) {
	entry := &model.Supplier{ID: "acme", Name: "ACME", Calendar: &civil.Calendar{Location: time.UTC}, Contacts: []*model.Contact{
		{ID: "desk", Name: "Order desk", Email: "desk@acme.example", Phone: "+49 89 1", Number: "+49891"},
	}}
	registry := &model.Registry{Suppliers: []*model.Supplier{entry}}
	order := model.Finding{Supplier: "acme", Subject: model.KindOrderWindow.Subject("yearly"), Rule: rulebook.OrderWindowClosing, Advice: model.Advice{Call: true, Do: []string{"Order"}}}
	alerts := map[string]model.Alert{
		"aaaa01": {ID: "aaaa01", Key: order.Key(), Supplier: "acme", Subject: order.Subject, Rule: order.Rule, State: model.StateFiring},
		"bbbb02": {ID: "bbbb02", Supplier: "acme", Subject: model.KindContact.Subject("desk"), Rule: rulebook.ContactBounced, State: model.StateAcknowledged},
		"cccc03": {ID: "cccc03", Supplier: "acme", Subject: model.KindContact.Subject("desk"), Rule: rulebook.ContactUnreachable, State: model.StateResolved},
	}
	last := &LastEvaluation{}
	last.Swap(&engine.Evaluation{Findings: []model.Finding{order}, State: model.State{Alerts: alerts}})
	v := last.view(last.Load().State, registry, nil, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	ways := []document.Way{callsOf(v, entry, []apidoc.ContactStatus{{ID: "desk"}})[0].Way}
	for _, step := range compose.Block(v, alerts["aaaa01"], model.Recipient{}).Steps {
		ways = append(ways, step.Ways...)
	}
	if len(ways) != 2 {
		t.Fatalf("the ways are %+v", ways)
	}
	for _, way := range ways {
		if way.Wrote != document.NotWorking+" (alert bbbb02)" || way.Asked != document.NeverTried {
			t.Errorf("the address is %q and the telephone %q", way.Wrote, way.Asked)
		}
	}
}
