package rules_test

import (
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
)

// status returns how the order desk stands on the quiet day.
func (w *world) status() apidoc.ContactStatus {
	return exposure.ContactStates(w.Registry, w.facts, noon(quiet))[0]
}

func TestTheStateOfAContact(t *testing.T) {
	gone := map[string]string{"verdict": "gone"}
	cases := []struct {
		name  string
		edit  func(*world)
		state apidoc.ContactState
		says  string
	}{
		{"found right", func(*world) {}, apidoc.ContactVerified, "found right on 2025-12-01"},
		{"too long ago", func(w *world) { w.acme.Contacts[0].VerifyEvery = days(30) }, apidoc.ContactOverdue, "last found right on 2025-12-01, which is too long ago"},
		{"never", func(w *world) { w.acme.Contacts[0].Verified = nil }, apidoc.ContactUnverified, "was never verified"},
		{"asked", func(w *world) { w.record(model.FactAsked, desk, "2026-06-08", nil) }, apidoc.ContactAsked, "was asked on 2026-06-08, no answer yet"},
		{"asked, and a ticket was opened", func(w *world) {
			w.record(model.FactAsked, desk, "2026-06-08", nil)
			w.record(model.FactTicket, desk, "2026-06-08", nil)
		}, apidoc.ContactAsked, "was asked on 2026-06-08; so far a ticket system's receipt"},
		{"asked and answered", func(w *world) {
			w.record(model.FactAsked, desk, "2026-06-08", nil)
			w.record(model.FactConfirmed, desk, "2026-06-09", nil)
		}, apidoc.ContactVerified, "found right on 2026-06-09"},
		{"silent", func(w *world) {
			w.record(model.FactAsked, desk, "2026-06-01", nil)
			w.record(model.FactSilent, desk, "2026-06-08", nil)
		}, apidoc.ContactSilent, "was asked and reminded, and did not answer"},
		{"objected", func(w *world) { w.record(model.FactObjected, desk, "2026-06-08", nil) }, apidoc.ContactObjected, "asked not to be written to"},
		{"a wrong number", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-08", map[string]string{"by": "a.li@buyer.example"})
		}, apidoc.ContactUnreached, "the number is wrong, as a.li@buyer.example reported on 2026-06-08"},
		{"changed", func(w *world) {
			w.record(model.FactChanged, desk, "2026-06-08", map[string]string{"email": "new@acme.example"})
		}, apidoc.ContactChanged, "is said to have changed to new@acme.example; NOT confirmed by a call"},
		{"left", func(w *world) {
			w.record(model.FactLeft, desk, "2026-06-08", map[string]string{"stand_in": "a.li@acme.example"})
		}, apidoc.ContactLeft, "is said to have left; it names a.li@acme.example instead"},
		{"refused", func(w *world) { w.record(model.FactRejected, desk, "2026-06-08", gone) }, apidoc.ContactRejected, "the mail server refuses the address"},
		{"bounced, whatever else is known", func(w *world) {
			w.record(model.FactObjected, desk, "2026-06-08", nil)
			w.record(model.FactBounced, desk, "2026-06-09", gone)
		}, apidoc.ContactBounced, "mail comes back"},
		{"that a server took a mail says nothing", func(w *world) {
			w.acme.Contacts[0].Verified = nil
			w.record(model.FactDelivery, desk, "2026-06-09", map[string]string{"result": "accepted"})
		}, apidoc.ContactUnverified, "was never verified"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w)
			got := w.status()
			same(t, "state", got.State, c.state)
			same(t, "says", got.Says, c.says)
		})
	}
}

func TestWhatIsReportedOfAContact(t *testing.T) {
	w := newWorld(t)
	w.record(model.FactAway, desk, "2026-06-09", map[string]string{"until": "2026-06-20"})
	w.record(model.FactSeen, desk, "2026-06-10", nil)
	got := w.status()
	same(t, "away", got.AwayUntil.String(), "2026-06-20")
	same(t, "last answer", got.LastAnswer.String(), "2025-12-01")
	same(t, "history", len(got.History), 2)
	same(t, "latest first", got.History[0].Kind, model.FactSeen)
	same(t, "address valid through", got.EmailUntil.IsZero(), false)
}
