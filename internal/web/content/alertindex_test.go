package content

import (
	"fmt"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// TestEachAlertIsInOneList puts an alert of every state and route into an index, and compares where it is with a table.
func TestEachAlertIsInOneList(t *testing.T) {
	at := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	want := map[string]string{
		"firing page": "unacknowledged", "acknowledged page": "held", "snoozed page": "held", "acknowledged work": "held", "snoozed work": "held",
		"resolved page": "ended", "lapsed page": "ended", "withdrawn page": "ended", "firing watchdog": "unacknowledged", "acknowledged watchdog": "held", "snoozed watchdog": "held",
		"resolved watchdog": "ended", "lapsed watchdog": "ended", "withdrawn watchdog": "ended",
	}
	var alerts []apidoc.StatusAlert
	for _, state := range []model.AlertState{model.StatePending, model.StateFiring, model.StateAcknowledged, model.StateSnoozed, model.StateResolved, model.StateLapsed, model.StateWithdrawn} {
		for _, route := range []model.Route{model.RoutePage, model.RouteWork, model.RouteOperators} {
			a := apidoc.StatusAlert{ID: fmt.Sprint(state, " ", route), State: state, Route: route, Supplier: "acme"}
			if !state.Open() {
				ended := at.Add(time.Duration(len(alerts)) * time.Hour)
				a.EndedAt = &ended
			}
			alerts = append(alerts, a)
		}
	}
	index, got := NewAlertIndex(pointers(alerts)), map[string]string{}
	for name, list := range map[string][]*apidoc.StatusAlert{"unacknowledged": index.Unacknowledged, "held": index.Held, "ended": index.Ended} {
		for _, a := range list {
			if got[a.ID] != "" {
				t.Errorf("%s is in two lists", a.ID)
			}
			got[a.ID] = name
		}
	}
	for _, a := range alerts {
		if got[a.ID] != want[a.ID] {
			t.Errorf("%s is in %q, want %q", a.ID, got[a.ID], want[a.ID])
		}
	}
	if n := needOf(index.Of("acme"), nil); n.Alerts != len(index.Unacknowledged) || n.Held != len(index.Held) {
		t.Errorf("acme has %+v", n)
	}
	for i := range index.Ended[1:] {
		if index.Ended[i].EndedAt.Before(*index.Ended[i+1].EndedAt) {
			t.Error("the latest does not come first")
		}
	}
}
