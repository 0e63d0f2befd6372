package notify_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"supplierwatch/internal/model"
)

// TestDecidingInPartsIsDecidingAtOnce leads the same life twice: once with all mails of an instant in one step, once with a few in each of several
// steps, before each of which the state is read from what was written, as after a crash.
func TestDecidingInPartsIsDecidingAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newRandomRun(t)
		parts := p.state
		limited := p.machine
		limited.MostMails = rapid.IntRange(1, 3).Draw(t, "most mails")
		for range rapid.IntRange(3, 15).Draw(t, "acts") {
			p.act(t)
			var want, got []model.Decision
			p.state, want = p.machine.Step(p.state, p.registry, p.sorted(), p.facts, p.now)
			for more := true; more; {
				written := asJSON(t, parts)
				parts = model.State{}
				if err := json.Unmarshal([]byte(written), &parts); err != nil {
					t.Fatal(err)
				}
				var some []model.Decision
				parts, some = limited.Step(parts, p.registry, p.sorted(), p.facts, p.now)
				got, more = append(got, some...), limited.LimitReached(some)
			}
			if diff := gocmp.Diff(mailsOf(want), mailsOf(got)); diff != "" {
				t.Fatalf("at %s several steps decide other mails (-one +several):\n%s", p.now, diff)
			}
			if diff := gocmp.Diff(asJSON(t, p.state), asJSON(t, parts)); diff != "" {
				t.Fatalf("at %s several steps lead to another state (-one +several):\n%s", p.now, gocmp.Diff(p.state, parts, cmpopts.EquateEmpty()))
			}
		}
	})
}

// mailsOf returns the decisions that cause mails, sorted by their ids.
func mailsOf(decisions []model.Decision) []model.Decision {
	mails := slices.DeleteFunc(slices.Clone(decisions), func(d model.Decision) bool { return d.Kind == "" })
	slices.SortFunc(mails, func(a, b model.Decision) int { return strings.Compare(a.Mail, b.Mail) })
	return mails
}
