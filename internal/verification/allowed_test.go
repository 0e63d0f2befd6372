package verification_test

import (
	"testing"

	"supplierwatch/internal/model"
)

func TestAMailThatWaitedGoesInTheirHoursAlone(t *testing.T) {
	for name, c := range map[string]struct {
		now     string
		arrange func(*world)
		address string
		want    bool
	}{
		"at work":              {monday, func(*world) {}, "quality@acme.example", true},
		"in the evening":       {"2026-03-02T20:00:00Z", func(*world) {}, "quality@acme.example", false},
		"on their holiday":     {"2026-03-04T09:00:00Z", func(*world) {}, "QUALITY@acme.example", false},
		"they objected":        {monday, func(w *world) { w.tell(model.FactObjected, "acme", "quality", nil) }, "quality@acme.example", false},
		"do_not_contact since": {monday, func(w *world) { w.gas.DoNotContact = true }, "orders@acme.example", false},
		"nobody's any more":    {"2026-03-02T20:00:00Z", func(*world) {}, "old@acme.example", true},
	} {
		w := newWorld(t)
		w.now = instant(c.now)
		c.arrange(w)
		if got := w.planner.Allowed(c.address, w.Registry, w.facts, w.now); got != c.want {
			t.Errorf("%s: may is %t", name, got)
		}
	}
}
