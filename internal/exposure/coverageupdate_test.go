package exposure_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules/rulestest"
)

// TestTheCoverageUpdatedIsThatComputedAnew lets facts, probes, days, registries and clocks change in any order.
func TestTheCoverageUpdatedIsThatComputedAnew(t *testing.T) {
	w := rulestest.New(t)
	registry := func(n int) *model.Registry {
		r := *w.Registry
		r.Suppliers = nil
		for i := range n {
			s := rulestest.Supplier(fmt.Sprintf("s%d", i), fmt.Sprintf("Supplier %d", n-i), r.Tiers[[]string{"critical", "important", "standard"}[i%3]], w.Owner)
			s.Calendar = &civil.Calendar{Location: time.FixedZone("supplier", (i-1)*9*3600)}
			if i == 1 {
				s.Was = []string{"former"}
			}
			for _, c := range s.Contacts {
				c.Verified, c.VerifyEvery = nil, rulestest.Months(3)
			}
			r.Suppliers = append(r.Suppliers, s)
		}
		return &r
	}
	registries := []*model.Registry{registry(3), registry(4)}
	rapid.Check(t, func(t *rapid.T) {
		updates, facts, now, r := &exposure.CoverageUpdates{}, factindex.New(), rulestest.Noon("2026-12-10"), registries[0]
		since := rulestest.Noon("2026-09-20")
		for range rapid.IntRange(1, 10).Draw(t, "steps") {
			switch rapid.IntRange(0, 7).Draw(t, "what") {
			case 0, 1, 2:
				s := rapid.SampledFrom(r.Suppliers).Draw(t, "supplier")
				id := rapid.SampledFrom(append([]string{s.ID}, s.Was...)).Draw(t, "id")
				verifiedOn(facts, id, rapid.SampledFrom(s.Contacts).Draw(t, "contact").ID, civil.DateOf(now).AddDays(-rapid.IntRange(-1, 130).Draw(t, "days ago")))
			case 3:
				facts.Add(model.Fact{Seq: facts.Seq() + 1, Supplier: r.Suppliers[0].ID, Subject: model.KindDomain.Subject("a"), Kind: model.FactProbeOK, ObservedAt: now, RecordedAt: now})
			case 4, 5:
				now = now.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "hours")) * time.Hour)
			case 6:
				now = now.Add(-time.Duration(rapid.IntRange(1, 100).Draw(t, "hours back")) * time.Hour)
			case 7:
				r = rapid.SampledFrom(registries).Draw(t, "registry")
			}
			same := updates.Same(r, facts, now)
			want := exposure.Coverage(r, facts, now, since, 3)
			if got := updates.At(r, facts, now, since, 3); !reflect.DeepEqual(got, want) {
				t.Fatalf("same %v: got %+v, want %+v", same, got, want)
			}
			if !updates.Same(r, facts, now) {
				t.Fatal("what was just computed is taken for another coverage")
			}
		}
	})
}
