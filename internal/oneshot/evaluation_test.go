package oneshot

import (
	"context"
	"log/slog"
	"reflect"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/engine/enginetest"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/testkit"
)

// TestACheckFindsWhatTheEngineFinds compares a check with a whole evaluation of the engine, at several instants, with facts and without, and a check of
// selected rules with those of all of them.
func TestACheckFindsWhatTheEngineFinds(t *testing.T) {
	loaded, problems := registry.Load([]string{testkit.LargeRegistry(t, 200)})
	if loaded == nil {
		t.Fatal(problems)
	}
	var facts []model.Fact
	for i, f := range []model.Fact{
		{Subject: model.SubjectVantage, Kind: model.FactProbeFailed},
		{Supplier: "supplier-3", Subject: model.KindContact.Subject("orders"), Kind: model.FactVerified},
	} {
		f.ID, f.Seq = string(rune('a'+i)), int64(i+1)
		f.ObservedAt = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
		f.RecordedAt = f.ObservedAt
		facts = append(facts, f)
	}
	for _, now := range []string{"2026-11-30T09:00:00Z", "2027-03-01T23:30:00Z", "2029-01-01T00:00:00Z"} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, given := range []bool{false, true} {
			check := evaluation{registry: loaded, now: at}
			if given {
				check.facts = factindex.New(facts...)
			}
			findings, summary := check.findings()
			want := withoutFacts(loaded, at)
			if given {
				want = engineEvaluation(t, loaded, facts, at)
			}
			for i := range want.Findings {
				withoutMail(&want.Findings[i])
			}
			if len(findings) == 0 || !reflect.DeepEqual(findings, want.Findings) || !reflect.DeepEqual(summary, want.Summary) || !reflect.DeepEqual(check.vantage(), want.Vantage) {
				t.Errorf("%s, facts %v: %d findings, %+v; the engine has %d, %+v", now, given, len(findings), summary, len(want.Findings), want.Summary)
			}
			check.selected = func(name string) bool { r, _ := rulebook.Named(name); return r.Needs == rulebook.NeedsRegistry }
			some, _ := check.findings()
			expected := slices.DeleteFunc(findings, func(f model.Finding) bool { return !check.selected(f.Rule) })
			if len(some) == 0 || !reflect.DeepEqual(some, expected) {
				t.Errorf("%s, facts %v: %d findings of selected rules, %d of all are of these", now, given, len(some), len(expected))
			}
		}
	}
}

// withoutFacts returns what all rules find that need no facts.
func withoutFacts(loaded *model.Registry, now time.Time) engine.Evaluation {
	found := slices.DeleteFunc(rules.Evaluate(loaded, nil, now), func(f model.Finding) bool { return f.Pending })
	return engine.Evaluation{Findings: found, Summary: exposure.Summarize(loaded, found, nil, now)}
}

func engineEvaluation(t *testing.T, loaded *model.Registry, facts []model.Fact, now time.Time) engine.Evaluation {
	t.Helper()
	memory := &enginetest.Memory{}
	if err := memory.Commit(context.Background(), model.Change{Facts: facts}); err != nil {
		t.Fatal(err)
	}
	e := &engine.Engine{
		Clock: func() time.Time { return now }, Registry: func() *model.Registry { return loaded }, Store: memory,
		Machine: func(*model.Registry) notify.Machine { return notify.Machine{} }, Log: slog.New(slog.DiscardHandler),
	}
	found, err := e.Evaluate(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return found
}
