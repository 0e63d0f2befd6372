package alertscope_test

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/alertscope"
	"supplierwatch/internal/model"
)

// An index of the state after a Step already knows the alerts that this Step created.
func TestNewAlertsAreIndexedOnce(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	state := model.State{Alerts: map[string]model.Alert{
		"a": {ID: "a", Supplier: "acme", State: model.StateResolved},
		"b": {ID: "b", Supplier: "acme", State: model.StateResolved},
	}}
	x := alertscope.New(state, &model.Registry{}, now)
	state.Alerts["c"] = model.Alert{ID: "c", Supplier: "acme", State: model.StateResolved}
	x.Stepped(state.Alerts, []string{"a", "b", "c"}, alert.Written{"b": nil, "c": nil}, nil, nil, now)
	if got, want := x.Of(map[string]bool{"acme": true}), []string{"a", "b", "c"}; !slices.Equal(got, want) {
		t.Errorf("alerts of the supplier: got %v, want %v", got, want)
	}
}
