package action

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/replycmd"
)

const buyer = `version: 1
teams:
  buying: {email: buying@buyer.example}
  leads: {email: leads@buyer.example}
suppliers:
  - id: acme
    name: ACME
    tier: standard
    owner: buying
    contacts:
      - {id: orders, role: orders, email: orders@acme.example, phone: "+49 89 123456"}
      - {id: quality, role: quality, email: quality@acme.example, phone: "+49 89 123457"}
    contracts:
      - {id: msa, title: Supply agreement, ends: 2027-03-31, renewal: automatic, renewal_term: 12 months, notice: 3 months}
    order_windows:
      - {id: yearly, title: yearly allocation, yearly: {opens: 09-01, closes: 09-30}}
`

// recordedFacts keeps facts as a store does.
type recordedFacts struct{ all []model.Fact }

func (s *recordedFacts) FactsAfter(context.Context, int64) ([]model.Fact, error) { return s.all, nil }

func (s *recordedFacts) FactsByID(_ context.Context, ids []string) ([]model.Fact, error) {
	return slices.DeleteFunc(slices.Clone(s.all), func(f model.Fact) bool { return !slices.Contains(ids, f.ID) }), nil
}

func (s *recordedFacts) WithFacts(_ context.Context, look func(*factindex.Index)) error {
	look(factindex.New(s.all...))
	return nil
}

var noon = time.Date(2026, 9, 14, 12, 0, 0, 0, time.UTC)

// newBatch returns a batch at an instant, with open alerts about a contact, a contract and an order window of one supplier.
func newBatch(t *testing.T, facts *recordedFacts, now time.Time) *Batch {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registry.yaml")
	if err := os.WriteFile(file, []byte(buyer), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, problems := registry.Load([]string{file})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	alerts, findings := map[string]model.Alert{}, map[string]model.Finding{}
	for id, subject := range map[string][2]string{
		"a1": {"order-window/yearly", "2026-09-01"}, "a2": {"order-window/yearly", "2025-09-01"}, "b1": {"contract/msa", "2027-03-31"},
		"c1": {"contact/orders", ""}, "c2": {"contact/quality", ""},
	} {
		alerts[id] = model.Alert{
			ID: id, Key: id, Supplier: "acme", Team: "buying", Subject: model.ParseSubject(subject[0]), Occurrence: subject[1], State: model.StateFiring,
			NextAt: now.Add(time.Hour),
		}
		findings[id] = model.Finding{Route: model.RoutePage}
	}
	b := &Batch{Facts: facts, Index: facts}
	b.View.Registry, b.View.State, b.View.Findings, b.View.Now = loaded, model.State{Alerts: alerts}, findings, now
	return b
}

// TestAnotherActionUnderTheSameIDIsRefused carries out a request, the same one a day later, and then others under its id.
func TestAnotherActionUnderTheSameIDIsRefused(t *testing.T) {
	const another = `the id "one" is that of another action; choose another id for this one`
	for name, c := range map[string]struct {
		first  Request
		others map[string]Request
	}{
		"ack": {Request{Alert: "a1", Verb: replycmd.Ack, Note: "on it"}, map[string]Request{
			"verb":    {Alert: "a1", Verb: Note, Note: "on it"},
			"alert":   {Alert: "a2", Verb: replycmd.Ack, Note: "on it"},
			"note":    {Alert: "a1", Verb: replycmd.Ack, Note: "not today"},
			"no note": {Alert: "a1", Verb: replycmd.Ack},
			"by":      {Alert: "a1", Verb: replycmd.Ack, Note: "on it", By: "joe@buyer.example"},
		}},
		"snooze for a period": {Request{Alert: "a1", Verb: replycmd.Snooze, For: "2 days"}, map[string]Request{
			"end":          {Alert: "a1", Verb: replycmd.Snooze, For: "3 days"},
			"business day": {Alert: "a1", Verb: replycmd.Snooze, For: "3 business days"},
			"day":          {Alert: "a1", Verb: replycmd.Snooze, Until: "2026-09-17"},
			"note":         {Alert: "a1", Verb: replycmd.Snooze, For: "2 days", Note: "they are closed"},
		}},
		"snooze until a day": {Request{Alert: "a1", Verb: replycmd.Snooze, Until: "2026-09-17"}, map[string]Request{
			"end":     {Alert: "a1", Verb: replycmd.Snooze, Until: "2026-09-18"},
			"instant": {Alert: "a1", Verb: replycmd.Snooze, Until: "2026-09-17T20:00:00Z"},
		}},
		"snooze until an instant": {Request{Alert: "a1", Verb: replycmd.Snooze, Until: "2026-09-17T20:00:00Z"}, map[string]Request{
			"end": {Alert: "a1", Verb: replycmd.Snooze, Until: "2026-09-17T21:00:00Z"},
		}},
		"placed": {Request{Alert: "a1", Verb: replycmd.Placed, Text: "4500012345"}, map[string]Request{
			"reference":  {Alert: "a1", Verb: replycmd.Placed, Text: "4500099999"},
			"occurrence": {Alert: "a2", Verb: replycmd.Placed, Text: "4500012345"},
			"subject":    {Alert: "b1", Verb: replycmd.Keep},
		}},
		"waived": {Request{Alert: "a1", Verb: replycmd.Waived, Text: "no need"}, map[string]Request{
			"reason": {Alert: "a1", Verb: replycmd.Waived, Text: "another source"},
		}},
		"keep": {Request{Alert: "b1", Verb: replycmd.Keep, Text: "no other source"}, map[string]Request{
			"reason": {Alert: "b1", Verb: replycmd.Keep, Text: "cheap"},
		}},
		"notice given": {Request{Alert: "b1", Verb: replycmd.NoticeGiven, Text: "on 2026-09-10"}, map[string]Request{
			"date": {Alert: "b1", Verb: replycmd.NoticeGiven, Text: "on 2026-09-11"},
			"end":  {Alert: "b1", Verb: replycmd.NoticeGiven, On: "2026-09-10", For: "2027-03-31"},
		}},
		"notice given for an end": {Request{Alert: "b1", Verb: replycmd.NoticeGiven, On: "2026-09-10", For: "2027-03-31"}, map[string]Request{
			"end":    {Alert: "b1", Verb: replycmd.NoticeGiven, On: "2026-09-10", For: "2028-03-31"},
			"no end": {Alert: "b1", Verb: replycmd.NoticeGiven, On: "2026-09-10"},
		}},
		"renewed": {Request{Alert: "b1", Verb: replycmd.Renewed, Until: "2028-03-31"}, map[string]Request{
			"date": {Alert: "b1", Verb: replycmd.Renewed, Until: "2029-03-31"},
		}},
		"verified": {Request{Alert: "c1", Verb: replycmd.Verified, Text: "call"}, map[string]Request{
			"how":     {Alert: "c1", Verb: replycmd.Verified, Text: "reply"},
			"contact": {Alert: "c1", Verb: replycmd.Verified, Text: "quality call"},
			"alert":   {Alert: "c2", Verb: replycmd.Verified, Text: "call"},
		}},
		"no answer": {Request{Alert: "c1", Verb: replycmd.NoAnswer}, map[string]Request{
			"contact": {Alert: "c1", Verb: replycmd.NoAnswer, Text: "quality"},
			"verb":    {Alert: "c1", Verb: replycmd.WrongNumber},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			facts := &recordedFacts{}
			do := func(r Request, now time.Time) (Outcome, error) {
				r.ID, r.Source, r.Proof, r.At = "api-one", "api", ProofToken, now
				if r.By == "" {
					r.By = "jane@buyer.example"
				}
				return newBatch(t, facts, now).Do(t.Context(), r)
			}
			done, err := do(c.first, noon)
			if err != nil || done.Repeated {
				t.Fatalf("%+v, %v", done, err)
			}
			facts.all = append(facts.all, done.Fact)
			if again, err := do(c.first, noon.AddDate(0, 0, 1)); err != nil || !again.Repeated || again.Fact.ID != done.Fact.ID {
				t.Errorf("the same request a day later: %+v, %v", again, err)
			}
			for what, other := range c.others {
				_, err := do(other, noon.Add(time.Hour))
				refused, ok := errors.AsType[*model.Refusal](err)
				if !ok || refused.Kind != model.RefusedConflict || !strings.HasPrefix(refused.Why, strings.Split(another, "another action")[0]) {
					t.Errorf("another %s: %v", what, err)
				}
			}
		})
	}
}

// TestARefusedRepeatNamesBothEnds checks the refusals in which both requests differ by a day only.
func TestARefusedRepeatNamesBothEnds(t *testing.T) {
	for want, c := range map[string][2]Request{
		`the id "one" is that of a snooze until 2026-09-16T12:00:00Z, and this one ends 2026-09-17T12:00:00Z; choose another id for this one`: {
			{Alert: "a1", Verb: replycmd.Snooze, For: "2 days"}, {Alert: "a1", Verb: replycmd.Snooze, For: "3 days"},
		},
		"the id \"one\" is that of `notice-given` on 2026-09-10, and this one is on 2026-09-11; choose another id for this one": {
			{Alert: "b1", Verb: replycmd.NoticeGiven, Text: "on 2026-09-10"}, {Alert: "b1", Verb: replycmd.NoticeGiven, Text: "on 2026-09-11"},
		},
		"the id \"one\" is that of `renewed` until 2028-03-31, and this one is until 2029-03-31; choose another id for this one": {
			{Alert: "b1", Verb: replycmd.Renewed, Until: "2028-03-31"}, {Alert: "b1", Verb: replycmd.Renewed, Until: "2029-03-31"},
		},
	} {
		b := newBatch(t, &recordedFacts{}, noon)
		for i, r := range c {
			r.ID, r.Source, r.Proof, r.At, r.By = "shell-one", "shell", ProofShell, noon, "jane@buyer.example"
			if _, err := b.Do(t.Context(), r); i == 0 && err != nil || i == 1 && (err == nil || err.Error() != want) {
				t.Errorf("%s of %s: %v, want %s", r.Verb, r.Alert, err, want)
			}
		}
	}
}
