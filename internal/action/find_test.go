package action

import (
	"strings"
	"testing"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
)

func TestFind(t *testing.T) {
	state := model.State{Alerts: map[string]model.Alert{}}
	for id, s := range map[string]model.AlertState{
		"a3f09c": model.StateFiring, "a3f1aa": model.StateAcknowledged, "b77001": model.StateSnoozed, "c00001": model.StateResolved,
		"d00002": model.StateFiring, "d00002e": model.StateFiring,
		"e00003": model.StatePending,
	} {
		state.Alerts[id] = model.Alert{ID: id, State: s}
	}
	tests := []struct {
		name, given, want, problem string
	}{
		{"whole id", "a3f09c", "a3f09c", ""},
		{"beginning", "a3f0", "a3f09c", ""},
		{"whole id that begins another", "d00002", "d00002", ""},
		{"capitals", "B77", "b77001", ""},
		{"beginning of two", "a3f", "", `"a3f" is the beginning of 2 alerts (a3f09c, a3f1aa); write more of its characters`},
		{"over", "c00001", "", "it is over: resolved"},
		{"none", "ffff", "", `no alert begins with "ffff"`},
		{"pending", "e0", "", "it is pending: no alert has been raised"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Find(state, tt.given)
			if err == nil {
				err = checkOpen(compose.View{}, a)
			}
			if tt.problem != "" {
				if err == nil || !strings.Contains(err.Error(), tt.problem) {
					t.Fatalf("found %v, %v; want %s", a.ID, err, tt.problem)
				}
				return
			}
			if err != nil || a.ID != tt.want {
				t.Errorf("found %v, %v; want %s", a.ID, err, tt.want)
			}
		})
	}
}
