package verification_test

import (
	"fmt"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// BenchmarkPlan plans for suppliers with two contacts each: at a tick, which looks at everybody, and in an evaluation, which looks only at those with
// whom something goes on.
func BenchmarkPlan(b *testing.B) {
	for _, suppliers := range []int{100, 1_000, 10_000} {
		for _, x := range []struct {
			name  string
			every int // so manieth supplier was never verified
		}{{"all-unverified", 1}, {"one-in-ten", 10}, {"none", suppliers + 1}} {
			w, findings := crowd(b, suppliers, x.every)
			measure := func(when string, plan func()) {
				b.Run(fmt.Sprintf("%s/%s/%d", when, x.name, suppliers), func(b *testing.B) {
					for b.Loop() {
						plan()
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*suppliers), "ns/supplier")
				})
			}
			measure("tick", func() { w.planner.Plan(w.Registry, findings, w.facts, w.now, true) })
			measure("evaluation", func() {
				w.planner.Plan(w.Registry, verification.AffectedFindings(w.Registry, findings, w.facts, nil), w.facts, w.now, false)
			})
		}
	}
}

// crowd is many suppliers, and what is found about every so manieth of them.
func crowd(b *testing.B, suppliers, every int) (*world, []model.Finding) {
	w := newWorld(b)
	w.Suppliers = nil
	var findings []model.Finding
	for i := range suppliers {
		id := fmt.Sprintf("s%05d", i)
		w.Suppliers = append(w.Suppliers, supplier(id, "DE", "de", w.acme.Tier, w.team, w.acme.Calendar,
			contact("orders", "orders@"+id+".example", model.RoleOrders), contact("quality", "quality@"+id+".example", model.RoleQuality)))
		if (i+1)%every == 0 {
			findings = append(findings, model.Finding{Rule: "contact-unverified", Supplier: id, Subject: model.KindContact.Subject("orders")},
				model.Finding{Rule: "contact-unverified", Supplier: id, Subject: model.KindContact.Subject("quality")})
		}
	}
	return w, findings
}
