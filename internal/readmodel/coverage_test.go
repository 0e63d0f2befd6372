package readmodel

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// coverageFacts are facts beside an evaluation, and what the store holds of them.
type coverageFacts struct {
	index *factindex.Index
	first []model.Fact
	err   error
}

func (f coverageFacts) KnownFacts(context.Context) (*factindex.Index, error) { return f.index, f.err }

func (f coverageFacts) StandingFacts(context.Context, store.FactQuery) ([]model.Fact, error) {
	return f.first, nil
}

// verifiedRegistry has suppliers of a critical tier, each with a contact.
func verifiedRegistry(suppliers int) *model.Registry {
	tier := &model.Tier{ID: "critical", IndependentContacts: 1, VerifyEvery: civil.Period{Months: 3}}
	calendar := &civil.Calendar{Location: time.UTC}
	r := &model.Registry{Unowned: calendar, Tiers: map[string]*model.Tier{"critical": tier}}
	for n := range suppliers {
		id := fmt.Sprintf("s-%05d", n)
		r.Suppliers = append(r.Suppliers, &model.Supplier{ID: id, Name: id, Tier: tier, Calendar: calendar, Contacts: []*model.Contact{
			{ID: "orders", Email: "orders@" + id + ".example", Phone: "+49 89 1", Number: "+49891" + id, PhoneKind: model.PhoneOrdinary},
		}})
	}
	return r
}

func verifiedAt(seq int64, supplier string, at time.Time) model.Fact {
	return model.Fact{
		Seq: seq, Supplier: supplier, Subject: model.KindContact.Subject("orders"), Kind: model.FactVerified, ObservedAt: at, RecordedAt: at,
		Data: map[string]string{"how": "reply"},
	}
}

// TestTheCoverageIsComputedAgainWhenItMayHaveChanged checks facts, the registry, and the day; and that nothing else computes it anew.
func TestTheCoverageIsComputedAgainWhenItMayHaveChanged(t *testing.T) {
	now := time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC)
	last, r := &LastEvaluation{}, verifiedRegistry(2)
	facts := coverageFacts{index: factindex.New(), first: []model.Fact{verifiedAt(1, "s-00000", now.AddDate(0, -2, 0))}}
	c := &Coverage{Last: last, Facts: facts, Store: facts}
	covered := func(at time.Time, registry *model.Registry) int {
		t.Helper()
		last.Swap(&engine.Evaluation{At: at, Registry: registry})
		if err := c.Update(t.Context()); err != nil {
			t.Fatal(err)
		}
		if h := c.Load(); !h.AsOf.Equal(at) || h.Since != civil.NewDate(2026, 10, 10) {
			t.Errorf("the coverage is as of %s, recorded since %s", h.AsOf, h.Since)
		}
		return c.Load().Tiers[0].Now().Covered
	}
	if err := c.Update(t.Context()); err != nil || c.Load() != nil {
		t.Fatalf("before the first evaluation: %v %v", c.Load(), err)
	}
	if n := covered(now, r); n != 0 {
		t.Errorf("%d are covered without any verification", n)
	}
	facts.index.Add(verifiedAt(1, "s-00000", now))
	if n := covered(now.Add(time.Minute), r); n != 1 {
		t.Errorf("%d are covered after a verification", n)
	}
	before := &c.Load().Tiers[0].Points[0]
	if covered(now.Add(2*time.Minute), r); &c.Load().Tiers[0].Points[0] != before {
		t.Error("the coverage was computed anew although nothing has changed")
	}
	if n := covered(now.AddDate(0, 4, 0), r); n != 0 {
		t.Errorf("%d are covered four months later", n)
	}
	covered(now, r)
	if covered(now, verifiedRegistry(3)); c.Load().Tiers[0].Now().Of() != 3 {
		t.Errorf("the coverage of another registry is %+v", c.Load())
	}
	c.Facts = coverageFacts{err: errors.New("locked")}
	if err := c.Update(t.Context()); err == nil || c.Load() == nil {
		t.Error("a state that cannot be read goes unnoticed")
	}
}

func BenchmarkCoverage(b *testing.B) {
	now := time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC)
	for _, n := range []int{100, 1_000, 10_000} {
		last, r, index := &LastEvaluation{}, verifiedRegistry(n), factindex.New()
		for i, s := range r.Suppliers {
			index.Add(verifiedAt(int64(i+1), s.ID, now.AddDate(0, -i%14, 0)))
		}
		last.Swap(&engine.Evaluation{At: now, Registry: r})
		facts := coverageFacts{index: index}
		update := func(b *testing.B, c *Coverage) {
			if err := c.Update(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(fmt.Sprintf("all/%d", n), func(b *testing.B) {
			for b.Loop() {
				update(b, &Coverage{Last: last, Facts: facts, Store: facts})
			}
		})
		b.Run(fmt.Sprintf("fact/%d", n), func(b *testing.B) {
			c := &Coverage{Last: last, Facts: facts, Store: facts}
			update(b, c)
			for b.Loop() {
				index.Add(verifiedAt(index.Seq()+1, "s-00007", now))
				update(b, c)
			}
		})
	}
}
