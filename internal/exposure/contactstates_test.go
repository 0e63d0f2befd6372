package exposure_test

import (
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules/rulestest"
)

const orders = "contact/orders"

// status returns the state of the contact for orders on the quiet day.
func status(w *rulestest.World) apidoc.ContactStatus {
	return exposure.ContactStates(w.Registry, w.Facts, rulestest.Noon(rulestest.Quiet))[0]
}

func TestTheStateOfAContact(t *testing.T) {
	gone := map[string]string{"verdict": "gone"}
	cases := []struct {
		name  string
		edit  func(*rulestest.World)
		state apidoc.ContactState
		says  string
	}{
		{"found right", func(*rulestest.World) {}, apidoc.ContactVerified, "verified on 2025-12-01"},
		{"too long ago", func(w *rulestest.World) { w.Acme.Contacts[0].VerifyEvery = rulestest.Days(30) }, apidoc.ContactOverdue, "last verified on 2025-12-01, which is too long ago"},
		{"never", func(w *rulestest.World) { w.Acme.Contacts[0].Verified = nil }, apidoc.ContactUnverified, "was never verified"},
		{"asked", func(w *rulestest.World) { rulestest.Record(w.Facts, model.FactAsked, orders, "2026-06-08", nil) }, apidoc.ContactAsked, "was asked on 2026-06-08, no answer yet"},
		{"asked, and a ticket was opened", func(w *rulestest.World) {
			rulestest.Record(w.Facts, model.FactAsked, orders, "2026-06-08", nil)
			rulestest.Record(w.Facts, model.FactTicket, orders, "2026-06-08", nil)
		}, apidoc.ContactAsked, "was asked on 2026-06-08; so far a ticket system's receipt"},
		{"asked and answered", func(w *rulestest.World) {
			rulestest.Record(w.Facts, model.FactAsked, orders, "2026-06-08", nil)
			rulestest.Record(w.Facts, model.FactConfirmed, orders, "2026-06-09", nil)
		}, apidoc.ContactVerified, "verified on 2026-06-09"},
		{"silent", func(w *rulestest.World) {
			rulestest.Record(w.Facts, model.FactAsked, orders, "2026-06-01", nil)
			rulestest.Record(w.Facts, model.FactSilent, orders, "2026-06-08", nil)
		}, apidoc.ContactSilent, "was asked and reminded, and did not answer"},
		{"objected", func(w *rulestest.World) { rulestest.Record(w.Facts, model.FactObjected, orders, "2026-06-08", nil) }, apidoc.ContactObjected, "asked not to be written to"},
		{"a wrong number", func(w *rulestest.World) {
			rulestest.Record(w.Facts, model.FactWrongNumber, orders, "2026-06-08", map[string]string{"by": "a.li@buyer.example"})
		}, apidoc.ContactUnreached, "the number is wrong, as a.li@buyer.example reported on 2026-06-08"},
		{"changed", func(w *rulestest.World) {
			rulestest.Record(w.Facts, model.FactChanged, orders, "2026-06-08", map[string]string{"email": "new@acme.example"})
		}, apidoc.ContactChanged, "is said to have changed to new@acme.example; NOT confirmed by a call"},
		{"left", func(w *rulestest.World) {
			rulestest.Record(w.Facts, model.FactLeft, orders, "2026-06-08", map[string]string{"stand_in": "a.li@acme.example"})
		}, apidoc.ContactLeft, "is said to have left; the reply names a.li@acme.example instead"},
		{"refused", func(w *rulestest.World) { rulestest.Record(w.Facts, model.FactRejected, orders, "2026-06-08", gone) }, apidoc.ContactRejected, "the mail server refuses the address"},
		{"bounced, whatever else is known", func(w *rulestest.World) {
			rulestest.Record(w.Facts, model.FactObjected, orders, "2026-06-08", nil)
			rulestest.Record(w.Facts, model.FactBounced, orders, "2026-06-09", gone)
		}, apidoc.ContactBounced, "mail comes back"},
		{"that a server took a mail says nothing", func(w *rulestest.World) {
			w.Acme.Contacts[0].Verified = nil
			rulestest.Record(w.Facts, model.FactDelivery, orders, "2026-06-09", map[string]string{"result": "accepted"})
		}, apidoc.ContactUnverified, "was never verified"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := rulestest.New(t)
			c.edit(w)
			got := status(w)
			same(t, "state", got.State, c.state)
			same(t, "says", got.Says, c.says)
		})
	}
}

func TestWhatIsReportedOfAContact(t *testing.T) {
	w := rulestest.New(t)
	rulestest.Record(w.Facts, model.FactAway, orders, "2026-06-09", map[string]string{"until": "2026-06-20"})
	rulestest.Record(w.Facts, model.FactSeen, orders, "2026-06-10", nil)
	got := status(w)
	same(t, "away", got.AwayUntil.String(), "2026-06-20")
	same(t, "last answer", got.LastAnswer.String(), "2025-12-01")
	same(t, "history", len(got.History), 2)
	same(t, "latest first", got.History[0].Kind, model.FactSeen)
	same(t, "address valid through", got.EmailUntil.IsZero(), false)
}
