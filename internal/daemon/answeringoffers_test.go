package daemon

import (
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// TestWhatAMailOffersCanBeDone answers every alert of a year with every command that its mail offers, as the mail writes it: none is refused,
// and what is offered as evidence settles the alert.
func TestWhatAMailOffersCanBeDone(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: takes minutes under the race detector, and nothing here runs at the same time")
	}
	seen := map[string]bool{}
	for _, day := range []string{"2026-08-20", "2026-09-01", "2026-09-10", "2026-09-23", "2026-10-12", "2026-12-20", "2027-01-12"} {
		now, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		try := func(before string) *buyers {
			b := newBuyersAt(t, now.Add(9*time.Hour))
			if before != "" {
				b.says(b.single(windowRuleOf(b)), "jane@buyer.example", before)
				b.after(20 * 24 * time.Hour)
			}
			return b
		}
		for _, before := range []string{"", "requested PR-1", "placed 45"} {
			if before != "" && day != "2026-09-10" {
				continue
			}
			b := try(before)
			for _, a := range b.firing() {
				if seen[a.Rule] {
					continue
				}
				seen[a.Rule] = true
				for _, o := range b.offered(a) {
					checkOffer(t, try(before), a, o)
				}
			}
		}
	}
	for _, rule := range []string{
		"order-window-opening", "order-window-open", "order-window-closing", windowRule, "order-window-missed", "approval-overdue", "order-unconfirmed",
		deliveryRule, "contract-notice-approaching", noticeRule, "contract-notice-missed", "contract-expiring", "contract-expired", "contact-unverified",
	} {
		if !seen[rule] {
			t.Errorf("no alert of %s was answered", rule)
		}
	}
}

func windowRuleOf(b *buyers) string {
	for _, a := range b.firing() {
		if a.Subject == model.KindOrderWindow.Subject("yearly") {
			return a.Rule
		}
	}
	b.t.Fatalf("no alert is about the window")
	return ""
}

// firing returns the open alerts in the order of their ids.
func (b *buyers) firing() []model.Alert {
	b.t.Helper()
	state, err := b.daemon.store.State(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	var all []model.Alert
	for _, a := range state.Alerts {
		if a.State == model.StateFiring {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(x, y model.Alert) int { return strings.Compare(x.ID, y.ID) })
	return all
}

func (b *buyers) offered(a model.Alert) []replycmd.Offer {
	b.t.Helper()
	batch, err := b.daemon.actions.Begin(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return action.Offers(batch.View, a)
}

func checkOffer(t *testing.T, b *buyers, a model.Alert, o replycmd.Offer) {
	t.Helper()
	mail := b.singleOf(a)
	line := "\n  " + o.Line(0) + "  "
	if !strings.Contains(mail.Text, line) && !strings.Contains(mail.Text, "\n  "+o.Line(0)+"\n") {
		t.Errorf("%s: the mail does not offer %q:\n%s", a.Rule, o.Line(0), mail.Text)
	}
	got := b.says(mail, mail.To.Address, strings.Replace(o.Line(0), "DATE", "today", 1)) // DATE is for the reader to fill in
	if got == "" || strings.Contains(got, "NOT ") {
		t.Errorf("%s: %q is answered %q", a.Rule, o.Line(0), got)
	}
	b.after(time.Second)
	state, err := b.daemon.store.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if now := state.Alerts[a.ID]; o.Verb.Settles() && now.State.Open() && now.Rule == a.Rule {
		t.Errorf("%s: %q does not settle it: %s", a.Rule, o.Line(0), got)
	}
}
