package compose

import (
	"strings"
	"testing"
	"unicode/utf8"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// TestTheEndOfAnAlertNamesTheSupplier holds that a subject says who it is about, however long the rest is: on the telephone one sees no more.
func TestTheEndOfAnAlertNamesTheSupplier(t *testing.T) {
	s := &model.Supplier{ID: "acme", Name: "ACME Photoresist GmbH", Tier: &model.Tier{ID: "critical"}}
	s.OrderWindows = []*model.OrderWindow{{ID: "w", Title: "yearly allocation of 193 nm photoresist"}}
	v := View{Registry: &model.Registry{Suppliers: []*model.Supplier{s}}}
	for rule, want := range map[string]string{
		"contract-expired":               "[REMOVED] yearly allocation of 193 nm…: expired contract (ACME)",
		"order-window-approval-too-late": "[REMOVED] yearly allocation of 193 nm photoresist: order window (ACME)",
	} {
		one := item{alert: model.Alert{Supplier: "acme", Subject: model.KindOrderWindow.Subject("w"), Rule: rule, State: model.StateWithdrawn}}
		if got := endSubject(v, []item{one}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		for _, n := range []int{2, 10, 1000} {
			many := make([]item, n)
			for i := range many {
				many[i] = one
			}
			if got := endSubject(v, many); !strings.HasSuffix(got, " (ACME)") || utf8.RuneCountInString(got) > envelope.SubjectLimit {
				t.Errorf("%d alerts: %q", n, got)
			}
		}
	}
}

// What names the supplier of a mail about several stays, and what cannot be cut there is cut at its end.
func TestASubjectOfSeveralNamesTheSupplier(t *testing.T) {
	for headline, want := range map[string]string{
		"3 alerts held back. Approve today: 193 nm photoresist order (ACME), ends 30 Sep":    "[CRITICAL] 3 alerts held back. Approve today: 193 nm… (ACME)",
		"Approve today: 193 nm photoresist order (ACME), ends 30 Sep":                        "[CRITICAL] Approve today: 193 nm photoresist order (ACME), ends 30 Sep",
		"Decide today: a very long title of a contract (" + strings.Repeat("long", 20) + ")": "[CRITICAL] Decide today: a very long title of a contract…",
		"Add another way to reach them, by telephone if there is one: Sigma Control Ltd":     "[CRITICAL] Add another way to reach them, by telephone if there is…",
	} {
		if got := envelope.Subject("CRITICAL", headline); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
