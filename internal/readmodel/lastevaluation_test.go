package readmodel

import (
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

// TestListsAreComputedOnceForEachEvaluation checks that all who ask share them, and that the next evaluation has its own.
func TestListsAreComputedOnceForEachEvaluation(t *testing.T) {
	last := &LastEvaluation{}
	if _, known := last.views(nil); known {
		t.Error("there are lists before the first evaluation")
	}
	finding := func(supplier string) engine.Evaluation {
		return engine.Evaluation{Findings: []model.Finding{{Supplier: supplier, Rule: "contact-missing"}}, State: model.State{Alerts: map[string]model.Alert{"a1": {ID: "a1", Supplier: supplier}}}}
	}
	first, second := finding("acme"), finding("other")
	last.Swap(&first)
	a, _ := last.views(nil)
	b, _ := last.views(nil)
	if a.Findings() != b.Findings() || a.Alerts() != b.Alerts() || a.Suppliers() != b.Suppliers() || len(a.Findings().Of("acme")) != 1 {
		t.Error("the lists of one evaluation were computed twice")
	}
	last.Swap(&second)
	if c, _ := last.views(nil); len(c.Findings().Of("acme"))+len(c.Alerts().Of("acme")) != 0 || len(c.Findings().Of("other")) != 1 || len(c.Alerts().Of("other")) != 1 {
		t.Error("after the next evaluation its lists are still those of the one before")
	}
}

// TestListsNobodyLooksAtAreForgotten checks that an evaluation for which nobody asked keeps no lists of older ones in memory.
func TestListsNobodyLooksAtAreForgotten(t *testing.T) {
	last := &LastEvaluation{}
	last.Swap(&engine.Evaluation{Findings: []model.Finding{{Supplier: "acme"}}})
	v, _ := last.views(nil)
	v.Findings()
	for i, known := range []bool{true, false} {
		if last.Swap(&engine.Evaluation{}); last.shown.findings.known != known {
			t.Errorf("after %d more evaluations: %v", i+1, last.shown.findings.known)
		}
	}
}

// TestATaskLeadsToItsOpenAlert checks that alerts which ended are not found by their keys.
func TestATaskLeadsToItsOpenAlert(t *testing.T) {
	evaluation := &engine.Evaluation{State: model.State{Alerts: map[string]model.Alert{
		"a1": {ID: "a1", Key: "k/open", State: model.StateFiring}, "a2": {ID: "a2", Key: "k/ended", State: model.StateResolved},
		"a3": {ID: "a3", Key: "k/held", State: model.StateAcknowledged},
	}}}
	known := (&LastEvaluation{}).viewsOf(evaluation, nil).Alerts()
	if known.OpenID("k/open") != "a1" || known.OpenID("k/held") != "a3" || known.OpenID("k/ended") != "" {
		t.Errorf("known are %q, %q and %q", known.OpenID("k/open"), known.OpenID("k/held"), known.OpenID("k/ended"))
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
	v := last.view("acme", order.Key(), last.Load().State, registry, nil, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
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
