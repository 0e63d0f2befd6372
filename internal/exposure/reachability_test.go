package exposure_test

import (
	"math"
	"testing"

	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules/rulestest"
)

func TestReachability(t *testing.T) {
	year := func(how model.How) []model.Verified {
		return []model.Verified{{On: rulestest.Date("2025-06-10"), How: how}}
	}
	cases := []struct {
		name       string
		edit       func(a, b *model.Contact, w *rulestest.World)
		ways       int
		last       string
		likelihood float64
	}{
		{"nobody was ever found right", func(a, b *model.Contact, _ *rulestest.World) { a.Verified, b.Verified = nil, nil }, 2, "", 0},
		{"one a year ago", func(a, b *model.Contact, _ *rulestest.World) { a.Verified, b.Verified = year(model.HowReply), nil }, 2, "2025-06-10", 0.775},
		{"two a year ago", func(a, b *model.Contact, _ *rulestest.World) {
			a.Verified, b.Verified = year(model.HowReply), year(model.HowCall)
		}, 2, "2025-06-10", 0.949},
		{"seen is no answer", func(a, b *model.Contact, _ *rulestest.World) { a.Verified, b.Verified = year(model.HowSeen), nil }, 2, "", 0.3875},
		{"not independent", func(a, b *model.Contact, _ *rulestest.World) {
			a.Verified, b.Verified = year(model.HowReply), year(model.HowReply)
			b.Email = a.Email
		}, 1, "2025-06-10", 0.775},
		{"answered today", func(a, b *model.Contact, w *rulestest.World) {
			a.Verified, b.Verified = nil, nil
			rulestest.Record(w.Facts, model.FactVerified, "contact/orders", rulestest.Quiet, map[string]string{"how": "call"})
		}, 2, rulestest.Quiet, 1},
		{"called, and wrong since", func(a, b *model.Contact, w *rulestest.World) {
			a.Verified, b.Verified = year(model.HowCall), nil
			rulestest.Record(w.Facts, model.FactWrongNumber, "contact/orders", rulestest.Quiet, nil)
		}, 2, "2025-06-10", 0},
		{"no way left to one", func(a, b *model.Contact, w *rulestest.World) {
			a.Verified, b.Verified = year(model.HowReply), year(model.HowReply)
			a.Email, a.Domain = "", ""
			rulestest.Record(w.Facts, model.FactWrongNumber, "contact/orders", rulestest.Quiet, nil)
		}, 1, "2025-06-10", 0.775},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := rulestest.New(t)
			c.edit(w.Acme.Contacts[0], w.Acme.Contacts[1], w)
			got := exposure.Reachability(w.Registry, w.Facts, rulestest.Noon(rulestest.Quiet))["acme"]
			same(t, "ways", got.Ways, c.ways)
			same(t, "last answer", got.LastAnswer, rulestest.Date(c.last))
			if math.Abs(got.Likelihood-c.likelihood) > 0.0006 {
				t.Errorf("likelihood is %f, want %f", got.Likelihood, c.likelihood)
			}
		})
	}
}
