package app

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/wiring"
)

func TestResolve(t *testing.T) {
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
		{"several, in their order", "b7 a3f1", "b77001 a3f1aa", ""},
		{"beginning of two", "a3f", "", `"a3f" is the beginning of 2 alerts (a3f09c, a3f1aa); give more of it`},
		{"over", "c00001", "", `no open alert begins with "c00001"`},
		{"none", "ffff", "", `no open alert begins with "ffff"`},
		{"pending", "e0", "", "alert e00003 is pending: nothing has been raised"},
		{"one of several", "b7 ffff", "", `no open alert begins with "ffff"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, err := resolve(state, strings.Fields(tt.given))
			if tt.problem != "" {
				if err == nil || !strings.Contains(err.Error(), tt.problem) || found != nil {
					t.Fatalf("resolve = %v, %v; want %s", found, err, tt.problem)
				}
				return
			}
			var got []string
			for _, a := range found {
				got = append(got, a.ID)
			}
			if err != nil || strings.Join(got, " ") != tt.want {
				t.Errorf("resolve = %v, %v; want %s", got, err, tt.want)
			}
		})
	}
}

func TestActBecomesAFact(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	until := time.Date(2026, 11, 25, 11, 0, 0, 0, time.FixedZone("", 3600))
	f := Act{Kind: model.FactSnooze, By: "jane@buyer.example", Note: "closed", Until: until, At: at, Source: "shell"}.fact(model.Alert{ID: "a3f09c"})
	if f.Subject != "alert/a3f09c" || f.Kind != model.FactSnooze || f.Actor != "jane@buyer.example" || f.Source != "shell" {
		t.Errorf("fact = %+v", f)
	}
	if f.Data["until"] != "2026-11-25T10:00:00Z" || f.Data["note"] != "closed" || !f.ObservedAt.Equal(at) || !f.RecordedAt.Equal(at) {
		t.Errorf("fact = %+v", f)
	}
	if err := f.Validate(); err != nil {
		t.Error(err)
	}
	if g := (Act{Kind: model.FactAck, At: at}).fact(model.Alert{ID: "a3f09c"}); g.ID == f.ID || len(g.Data) != 0 {
		t.Errorf("a second fact = %+v", g)
	}
}

func TestProblemError(t *testing.T) {
	err := wiring.ProblemError([]model.Problem{
		{Position: model.Position{File: "a.yaml", Line: 1, Column: 2}, Message: "one"},
		{Position: model.Position{File: "b.yaml", Line: 3, Column: 4}, Message: "two"},
	})
	if want := "\na.yaml:1:2: one\nb.yaml:3:4: two"; !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error = %q, want its end %q", err, want)
	}
}
