package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// testStandingParts reads facts in parts, and compares all parts together with what a start reads.
func testStandingParts(t *testing.T, e Engine) {
	rapid.Check(t, func(rt *rapid.T) {
		s, err := e.Open(t.Context(), e.NewDatabase(t))
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		Commit(t, s, model.Change{Facts: outcomes(rt)})
		wanted := store.FactQuery{
			Supplier: rapid.SampledFrom([]string{"", "acme", "nobody"}).Draw(rt, "supplier"),
			Subject:  rapid.SampledFrom(append([]model.Subject{{}}, probedSubjects...)).Draw(rt, "subject"),
			Limit:    rapid.IntRange(1, 7).Draw(rt, "limit"),
		}
		var want, got []model.Fact
		for _, f := range FactsAfter(t, s, 0) {
			if (wanted.Supplier == "" || f.Supplier == wanted.Supplier) && (wanted.Subject.IsZero() || f.Subject == wanted.Subject) {
				want = append(want, f)
			}
		}
		for {
			part, err := s.StandingFacts(t.Context(), wanted)
			if err != nil || len(part) > wanted.Limit {
				rt.Fatalf("%d facts, %v; want at most %d", len(part), err, wanted.Limit)
			}
			got = append(got, part...)
			if len(part) < wanted.Limit {
				break
			}
			wanted.After = part[len(part)-1].Seq
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}
