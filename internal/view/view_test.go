package view

import (
	"maps"
	"slices"
	"testing"

	"supplierwatch/internal/model"
)

// TestIndexedCountsWhatTheSummaryLeavesOut checks which alerts count as mailed by themselves, which as held, and which not at all.
func TestIndexedCountsWhatTheSummaryLeavesOut(t *testing.T) {
	for name, c := range map[string]struct {
		alert model.Alert
		want  Counts
		open  bool
	}{
		"an alert":                   {model.Alert{State: model.StateFiring, Route: model.RoutePage, Severity: model.Critical}, Counts{Alerts: 1}, true},
		"an acknowledged alert":      {model.Alert{State: model.StateAcknowledged, Route: model.RoutePage, Severity: model.Warning}, Counts{Alerts: 1}, true},
		"an open task":               {model.Alert{State: model.StateFiring, Route: model.RouteWork, Severity: model.Critical}, Counts{}, true},
		"an acknowledged task":       {model.Alert{State: model.StateAcknowledged, Route: model.RouteWork, Severity: model.Warning}, Counts{Held: 1}, true},
		"a snoozed task":             {model.Alert{State: model.StateSnoozed, Route: model.RouteWork, Severity: model.Warning}, Counts{Held: 1}, true},
		"an open hint":               {model.Alert{State: model.StateFiring, Route: model.RoutePage, Severity: model.Info}, Counts{}, true},
		"a snoozed hint":             {model.Alert{State: model.StateSnoozed, Route: model.RoutePage, Severity: model.Info}, Counts{Held: 1}, true},
		"one that waits to begin":    {model.Alert{State: model.StatePending, Route: model.RoutePage, Severity: model.Critical}, Counts{}, false},
		"one that is over":           {model.Alert{State: model.StateResolved, Route: model.RoutePage, Severity: model.Critical}, Counts{}, false},
		"one whose deadline is over": {model.Alert{State: model.StateLapsed, Route: model.RouteWork, Severity: model.Warning}, Counts{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			c.alert.ID, c.alert.Team, c.alert.Supplier = "a1", "buying", "acme"
			v := View{State: model.State{Alerts: map[string]model.Alert{"a1": c.alert}}}.Indexed()
			if got := v.Counts["buying"]; got != c.want {
				t.Errorf("counts are %+v, want %+v", got, c.want)
			}
			if got := len(v.OpenAlerts["acme"]) == 1; got != c.open {
				t.Errorf("open %v, want %v", got, c.open)
			}
		})
	}
}

// TestIndexedCountsAnAlertOnceForEachMail checks that the recipients of one mail do not multiply its alerts, that an alert that is over counts, and
// that what has no mail counts for none.
func TestIndexedCountsAnAlertOnceForEachMail(t *testing.T) {
	state := model.State{Alerts: map[string]model.Alert{
		"a1": {ID: "a1", State: model.StateFiring, Notified: []model.Notification{{Mail: "m1"}, {Mail: "m1"}, {Mail: "m2"}, {}}},
		"a2": {ID: "a2", State: model.StateResolved, Notified: []model.Notification{{Mail: "m1"}}},
	}}
	if got, want := (View{State: state}).Indexed().AlertsIn, map[string]int{"m1": 2, "m2": 1}; !maps.Equal(got, want) {
		t.Errorf("alerts in mails: %v, want %v", got, want)
	}
}

// TestIndexedLeavesTheViewAsItWas checks that a view that several goroutines read is not written.
func TestIndexedLeavesTheViewAsItWas(t *testing.T) {
	before := View{State: model.State{Alerts: map[string]model.Alert{"a1": {State: model.StateFiring, Supplier: "acme"}}}}
	first, second := before.Indexed(), before.Indexed()
	if before.OpenAlerts != nil || before.Counts != nil || before.SuppliersOf != nil {
		t.Errorf("the view became %+v", before)
	}
	if len(first.OpenAlerts["acme"]) != 1 || len(second.OpenAlerts["acme"]) != 1 {
		t.Errorf("indexed twice: %d and %d alerts", len(first.OpenAlerts["acme"]), len(second.OpenAlerts["acme"]))
	}
}

func TestSuppliersByTeam(t *testing.T) {
	buying := &model.Team{ID: "buying"}
	r := &model.Registry{Suppliers: []*model.Supplier{{ID: "acme", Owner: buying}, {ID: "orphan"}, {ID: "brand", Owner: buying}}}
	got := map[string][]string{}
	for team, all := range SuppliersByTeam(r) {
		for _, s := range all {
			got[team] = append(got[team], s.ID)
		}
	}
	want := map[string][]string{"buying": {"acme", "brand"}, "": {"orphan"}}
	if !maps.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := SuppliersByTeam(nil); got == nil || len(got) != 0 {
		t.Errorf("without a registry: %v", got)
	}
}

// TestFindingOfAnAlertThatHasNone checks that a mail about the end of an alert can be written from what the alert remembers.
func TestFindingOfAnAlertThatHasNone(t *testing.T) {
	a := model.Alert{
		Key: "k", Rule: "contract-notice-due", Severity: model.Critical, Route: model.RoutePage, Supplier: "acme", Subject: model.KindContract.Subject("msa"),
		Occurrence: "2026-12-31", Message: "as it was", Group: "g", Stage: 2,
	}
	current := model.Finding{Rule: "contract-notice-missed", Message: "as it is"}
	if got := (View{Findings: map[string]model.Finding{"k": current}}).Finding(a); got.Rule != current.Rule || got.Message != current.Message {
		t.Errorf("the current one is %+v", got)
	}
	got := View{Findings: map[string]model.Finding{"other": current}}.Finding(a)
	if got.Rule != a.Rule || got.Severity != a.Severity || got.Route != a.Route || got.Supplier != a.Supplier || got.Subject != a.Subject ||
		got.Occurrence != a.Occurrence || got.Message != a.Message || got.Group != a.Group || got.Stage != a.Stage {
		t.Errorf("what the alert remembers is %+v", got)
	}
}

func TestSupplierOfAnAlert(t *testing.T) {
	acme := &model.Supplier{ID: "acme"}
	v := View{Registry: &model.Registry{Suppliers: []*model.Supplier{acme}}}
	for name, c := range map[string]struct {
		view View
		id   string
		want *model.Supplier
	}{
		"in the registry":    {v, "acme", acme},
		"it left":            {v, "gone", nil},
		"about ourselves":    {v, "", nil},
		"without a registry": {View{}, "acme", nil},
	} {
		if got := c.view.Supplier(model.Alert{Supplier: c.id}); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
