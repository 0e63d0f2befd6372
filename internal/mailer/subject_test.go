package mailer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"supplierwatch/internal/watch"
)

// TestTheEndOfAnAlertNamesTheSupplier holds that a subject says who it is about, however long the rest is: on the telephone one sees no more.
func TestTheEndOfAnAlertNamesTheSupplier(t *testing.T) {
	s := &watch.Supplier{ID: "acme", Name: "ACME Photoresist GmbH", Tier: &watch.Tier{ID: "critical"}}
	s.OrderWindows = []*watch.OrderWindow{{ID: "w", Title: "yearly allocation of 193 nm photoresist"}}
	v := View{Registry: &watch.Registry{Suppliers: []*watch.Supplier{s}}}
	for rule, want := range map[string]string{
		"contract-expired":               "[WITHDRAWN] yearly allocation of 193 nm…: contract expired (ACME)",
		"order-window-approval-too-late": "[WITHDRAWN] yearly allocation…: order window approval too late (ACME)",
	} {
		one := item{alert: watch.Alert{Supplier: "acme", Subject: "order-window/w", Rule: rule, State: watch.StateWithdrawn}}
		if got := v.endedSubject([]item{one}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		for _, n := range []int{2, 10, 1000} {
			many := make([]item, n)
			for i := range many {
				many[i] = one
			}
			if got := v.endedSubject(many); !strings.HasSuffix(got, " (ACME)") || utf8.RuneCountInString(got) > subjectLimit {
				t.Errorf("%d alerts: %q", n, got)
			}
		}
	}
}
