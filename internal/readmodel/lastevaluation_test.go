package readmodel

import (
	"reflect"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
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
