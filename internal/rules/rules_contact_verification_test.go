package rules_test

import (
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// verifying returns a world in which only its first contact is judged, with the tier's 120 days.
func verifying(t *testing.T, seen ...model.Verified) (*world, *model.Contact) {
	w := newWorld(t)
	c := w.acme.Contacts[0]
	c.Verified, c.VerifyEvery = seen, civil.Period{}
	return w, c
}

func TestVerificationLine(t *testing.T) {
	w, c := verifying(t)
	w.raised(t, "contact-unverified", []string{quiet}, nil)
	w.raised(t, "contact-phone-unverified", nil, []string{quiet})

	c.Verified = []model.Verified{{On: date("2026-03-01"), How: model.HowSeen}}
	w.raised(t, "contact-unverified", []string{quiet}, nil)
	c.Verified = []model.Verified{{On: date("2026-03-01"), How: model.HowReply}, {On: date("2026-03-01"), How: model.HowCall}}
	w.raised(t, "contact-unverified", nil, []string{quiet})
	w.raised(t, "contact-verification-due", []string{"2026-06-15", "2026-06-29"}, []string{"2026-06-14", "2026-06-30"})
	w.raised(t, "contact-verification-overdue", []string{"2026-06-30"}, []string{"2026-06-29"})
	f := w.finding(t, "contact-verification-overdue", "2026-07-01")
	same(t, "due", f.Due.String(), "2026-06-29")
	same(t, "key", f.Key(), "acme/contact/orders/verification")
	same(t, "severity", f.Severity, model.Critical)
	checkWording(t, f)

	w.record(model.FactVerified, "contact/orders", "2026-06-20", map[string]string{"how": "reply"})
	w.raised(t, "contact-verification-overdue", nil, []string{"2026-07-01"})
}

func TestPhoneBesideAnAddressMayWaitTwiceAsLong(t *testing.T) {
	w, c := verifying(t, model.Verified{On: date("2026-03-01"), How: model.HowReply}, model.Verified{On: date("2026-03-01"), How: model.HowCall})
	w.raised(t, "contact-phone-unverified", []string{"2026-10-28"}, []string{"2026-10-27"})
	c.Verified = c.Verified[:1]
	w.raised(t, "contact-phone-unverified", []string{"2026-03-02"}, nil)
	// Without an address it is the phone that counts, after the simple time.
	c.Email, c.Domain = "", ""
	c.Verified = []model.Verified{{On: date("2026-03-01"), How: model.HowCall}}
	w.raised(t, "contact-verification-overdue", []string{"2026-06-30"}, []string{"2026-06-29"})
	w.raised(t, "contact-phone-unverified", nil, []string{"2026-12-01"})
}

func TestVerificationRows(t *testing.T) {
	w, _ := verifying(t, model.Verified{On: date("2026-03-01"), How: model.HowReply})
	got := map[string]string{}
	for _, d := range rules.Deadlines(w.Registry, w.facts, noon("2026-06-20")) {
		if d.Kind == model.DeadlineVerification && d.Subject == model.KindContact.Subject("orders") {
			got[d.Channel] = d.State + " " + text(d.Due)
		}
	}
	if len(got) != 2 || got["email"] != "due 2026-06-29" || got["phone"] != "never " {
		t.Errorf("rows are %v", got)
	}
}

func TestSessions(t *testing.T) {
	w := newWorld(t)
	w.raised(t, "session-overdue", nil, []string{quiet})
	same(t, "state", w.row(t, model.DeadlineSession, quiet, "").State, "never")
	w.acme.Sessions = &model.Sessions{Held: []model.Session{{On: date("2025-12-10")}, {On: date("2025-06-10")}}}
	w.raised(t, "session-due", []string{"2026-05-27", "2026-06-10"}, []string{"2026-05-26", "2026-06-11"})
	w.raised(t, "session-overdue", []string{"2026-06-11"}, []string{"2026-06-10"})
	same(t, "last day of the warning", w.finding(t, "session-due", "2026-06-10").ExpiresOn.String(), "2026-06-10")
	f := w.finding(t, "session-overdue", "2026-06-11")
	same(t, "last day", f.ExpiresOn.IsZero(), true)
	same(t, "due", f.Due, w.row(t, model.DeadlineSession, "2026-06-11", "").Due)
	checkWording(t, f)
	w.record(model.FactSessionHeld, "session", "2026-06-01", nil)
	w.raised(t, "session-overdue", nil, []string{"2026-06-11"})
	w.acme.Tier.SessionEvery = civil.Period{}
	if row := w.row(t, model.DeadlineSession, quiet, ""); row != nil {
		t.Errorf("a tier without sessions has the row %+v", row)
	}
}

func TestAContactWithoutANameOfItsOwnIsCalledOne(t *testing.T) {
	w := newWorld(t)
	w.acme.Contacts[0].Verified = nil
	for name, want := range map[string]string{
		"":           "The contact orders at ACME Photoresist GmbH has never been verified.",
		"orders":     "The contact orders at ACME Photoresist GmbH has never been verified.", // what a loader writes for none
		"Order desk": "Order desk at ACME Photoresist GmbH has never been verified.",
	} {
		w.acme.Contacts[0].Name = name
		same(t, name, w.finding(t, "contact-unverified", quiet).Message, want)
	}
}
