package rules_test

import (
	"math"
	"testing"

	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
)

func TestReachability(t *testing.T) {
	year := func(how model.How) []model.Verified { return []model.Verified{{On: date("2025-06-10"), How: how}} }
	cases := []struct {
		name       string
		edit       func(a, b *model.Contact, w *world)
		ways       int
		last       string
		likelihood float64
	}{
		{"nobody was ever found right", func(a, b *model.Contact, _ *world) { a.Verified, b.Verified = nil, nil }, 2, "", 0},
		{"one a year ago", func(a, b *model.Contact, _ *world) { a.Verified, b.Verified = year(model.HowReply), nil }, 2, "2025-06-10", 0.775},
		{"two a year ago", func(a, b *model.Contact, _ *world) {
			a.Verified, b.Verified = year(model.HowReply), year(model.HowCall)
		}, 2, "2025-06-10", 0.949},
		{"seen is no answer", func(a, b *model.Contact, _ *world) { a.Verified, b.Verified = year(model.HowSeen), nil }, 2, "", 0.3875},
		{"not independent", func(a, b *model.Contact, _ *world) {
			a.Verified, b.Verified = year(model.HowReply), year(model.HowReply)
			b.Email = a.Email
		}, 1, "2025-06-10", 0.775},
		{"answered today", func(a, b *model.Contact, w *world) {
			a.Verified, b.Verified = nil, nil
			w.record(model.FactVerified, "contact/orders", quiet, map[string]string{"how": "call"})
		}, 2, quiet, 1},
		{"called, and wrong since", func(a, b *model.Contact, w *world) {
			a.Verified, b.Verified = year(model.HowCall), nil
			w.record(model.FactWrongNumber, "contact/orders", quiet, nil)
		}, 2, "2025-06-10", 0},
		{"no way left to one", func(a, b *model.Contact, w *world) {
			a.Verified, b.Verified = year(model.HowReply), year(model.HowReply)
			a.Email, a.Domain = "", ""
			w.record(model.FactWrongNumber, "contact/orders", quiet, nil)
		}, 1, "2025-06-10", 0.775},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w.acme.Contacts[0], w.acme.Contacts[1], w)
			got := exposure.Reachability(w.Registry, w.facts, noon(quiet))["acme"]
			same(t, "ways", got.Ways, c.ways)
			same(t, "last answer", text(got.LastAnswer), c.last)
			if math.Abs(got.Likelihood-c.likelihood) > 0.0006 {
				t.Errorf("likelihood is %f, want %f", got.Likelihood, c.likelihood)
			}
		})
	}
}
