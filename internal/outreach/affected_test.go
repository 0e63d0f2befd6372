package outreach

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/rules/rulestest"
	"supplierwatch/internal/verification"
)

// TestAffectedFindingsAreThoseOfNow compares what is held with what is computed anew, while facts are recorded, contacts chosen and findings change.
func TestAffectedFindingsAreThoseOfNow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := rulestest.New(t)
		for _, c := range w.Acme.Contacts {
			c.VerifyEvery = rulestest.Days(120)
		}
		facts, now, evaluation := factindex.New(), rulestest.Noon("2026-03-20"), engine.Evaluation{Registry: w.Registry}
		var x affected
		chosen := map[string]bool{}
		for seq := range rapid.IntRange(1, 20).Draw(rt, "steps") {
			switch rapid.IntRange(0, 3).Draw(rt, "event") {
			case 0:
				facts.Add(rulestest.DrawFact(rt, w.Registry, int64(seq+1), now))
			case 1:
				chosen = map[string]bool{rapid.SampledFrom([]string{"orders@acme.example", "duty@acme.example"}).Draw(rt, "chosen"): true}
			case 2:
				now = now.AddDate(0, 0, rapid.IntRange(1, 60).Draw(rt, "days"))
				evaluation.Findings, evaluation.Content = rules.Evaluate(w.Registry, facts, now), evaluation.Content+1
			}
			var want []model.Finding
			if want = verification.AffectedFindings(w.Registry, evaluation.Findings, facts, chosen); !reflect.DeepEqual(x.of(evaluation, facts, chosen), want) {
				rt.Fatalf("not %v", want)
			}
		}
	})
}
