package verify_test

import (
	"fmt"
	"testing"

	"supplierwatch/internal/verify"
	"supplierwatch/internal/watch"
)

// BenchmarkPlan plans for 10,000 suppliers with two contacts each, as every pass does.
func BenchmarkPlan(b *testing.B) {
	for name, every := range map[string]int{"all unverified": 1, "one in ten": 10, "none": 1 << 30} {
		w := newWorld(b)
		w.Suppliers = nil
		var findings []watch.Finding
		for i := range 10_000 {
			id := fmt.Sprintf("s%05d", i)
			s := supplier(id, "DE", "de", w.acme.Tier, w.team, w.acme.Calendar,
				contact("orders", "orders@"+id+".example", watch.RoleOrders), contact("quality", "quality@"+id+".example", watch.RoleQuality))
			w.Suppliers = append(w.Suppliers, s)
			if i%every == 0 && every < 1<<30 {
				findings = append(findings, watch.Finding{Rule: "contact-unverified", Supplier: id, Subject: "contact/orders"},
					watch.Finding{Rule: "contact-unverified", Supplier: id, Subject: "contact/quality"})
			}
		}
		b.Run("a tick, "+name, func(b *testing.B) {
			for b.Loop() {
				w.planner.Plan(w.Registry, findings, w.facts, w.now, true)
			}
		})
		b.Run("a pass, "+name, func(b *testing.B) {
			for b.Loop() {
				w.planner.Plan(w.Registry, verify.Stirred(w.Registry, findings, w.facts, nil), w.facts, w.now, false)
			}
		})
	}
}
