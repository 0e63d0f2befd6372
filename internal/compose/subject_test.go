package compose

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"supplierwatch/internal/civil"
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

// TestOnlyASubjectIsCut compares the headline on a page with the subject of the mail. What follows the supplier goes first, then words of the item.
func TestOnlyASubjectIsCut(t *testing.T) {
	s := &model.Supplier{ID: "acme", Name: "ACME Photoresist GmbH", Tier: &model.Tier{ID: "critical"}}
	v := View{Registry: &model.Registry{Suppliers: []*model.Supplier{s}}}
	for headline, subject := range map[string]string{
		"Order now: 193 nm photoresist (ACME), runs out 9 Dec":                                "[CRITICAL] Order now: 193 nm photoresist (ACME), runs out 9 Dec",
		"Order now: 193 nm photoresist in bottles of one gallon (ACME), runs out 9 Dec":       "[CRITICAL] Order now: 193 nm photoresist in… (ACME), runs out 9 Dec",
		"Notice must be sent by 23 Dec: Agreement with ACME (ACME), renews to 31 Dec 2027":    "[CRITICAL] Notice must be sent by 23 Dec: Agreement with ACME (ACME)",
		"Find another way to reach the contacts for quality: ACME Photoresist GmbH":           "[CRITICAL] Find another way to reach the contacts for quality: ACME",
		"Add a contact for quality, regulatory, logistics and service: ACME Photoresist GmbH": "[CRITICAL] Add a contact for quality, regulatory, logistics and…: ACME",
		"Set up a mailbox for order confirmations, delivery notes, changes and invoices":      "[CRITICAL] Set up a mailbox for order confirmations, delivery notes…",
	} {
		a := model.Alert{Supplier: "acme", Rule: "cover-below-lead-time", State: model.StateFiring}
		f := model.Finding{Severity: model.Critical, Advice: model.Advice{Headline: headline}}
		if got := headlineOf(v, a, f); got != headline {
			t.Errorf("a page shows %q, want %q", got, headline)
		}
		if got := alertsSubject(v, []item{{alert: a, finding: f}}); got != subject {
			t.Errorf("subject %q, want %q", got, subject)
		}
	}
}

// TestAStockIsCountedInTheOwnersBusinessDays compares the text with the calendar of the owner, which has a holiday.
func TestAStockIsCountedInTheOwnersBusinessDays(t *testing.T) {
	office, err := civil.BuildCalendar(civil.CalendarSpec{Location: time.UTC, Closed: []civil.Days{civil.DaysOn(day("2026-12-03"))}})
	if err != nil {
		t.Fatal(err)
	}
	s := &model.Supplier{ID: "acme", Name: "ACME", Owner: &model.Team{ID: "buying", Calendar: office}}
	s.Supplies = []*model.Supply{{ID: "r", Item: "resist", StockCover: &model.StockCover{Period: civil.Period{BusinessDays: 3}, AsOf: day("2026-12-01")}}}
	v := View{Registry: &model.Registry{Suppliers: []*model.Supplier{s}}, Now: instant("2026-12-02T09:00:00Z")}
	text := strings.Join(reasonsOf(v, model.Alert{Supplier: "acme"}, model.Finding{}, readerOf(v, model.Recipient{})), "\n")
	if want := "lasts until Mon 7 Dec (5 days)"; !strings.Contains(text, want) {
		t.Errorf("%q, want %q", text, want)
	}
}
