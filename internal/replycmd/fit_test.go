package replycmd

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// offered returns what a mail lists of some offers.
func offered(offers []Offer, number int) string {
	var all []string
	for _, o := range offers {
		all = append(all, o.Line(number))
	}
	return strings.Join(all, "; ")
}

// TestFitting lists the commands that fit an alert: what settles it before what puts it off, and what is about a contact only where it has one to call
// or to write to.
func TestFitting(t *testing.T) {
	page := func(rule string) model.Finding {
		return model.Finding{Rule: rule, Route: model.RoutePage, Severity: model.Critical, Supplier: "acme"}
	}
	both, mail, phone := &model.Contact{Email: "a@acme.example", Phone: "+49 89 1"}, &model.Contact{Email: "a@acme.example"}, &model.Contact{Phone: "+49 89 1"}
	with := func(f model.Finding, change func(*model.Finding)) model.Finding {
		change(&f)
		return f
	}
	for name, tt := range map[string]struct {
		finding model.Finding
		contact *model.Contact
		want    string
	}{
		"an order":        {page(rulebook.OrderWindowClosing), nil, "ack; requested PR-1234; placed 4500012345; waived no need; not-mine; snooze 3 days"},
		"too late":        {page(rulebook.OrderWindowMissed), nil, "ack; placed 4500012345; waived no need; not-mine; snooze 3 days"},
		"a contract":      {page(rulebook.ContractExpired), nil, "ack; renewed 2028-03-31; not-mine; snooze 3 days"},
		"a delivery":      {page(rulebook.DeliveryUnconfirmed), nil, "ack; confirmed; waived cancelled; not-mine; snooze 3 days"},
		"a contact":       {page(rulebook.ContactBounced), both, "ack; verified call; verified reply; not-mine; snooze 3 days"},
		"without a phone": {page(rulebook.ContactBounced), mail, "ack; verified reply; not-mine; snooze 3 days"},
		"without a mail":  {page(rulebook.ContactBounced), phone, "ack; verified call; not-mine; snooze 3 days"},
		"a changed contact": {
			with(page(rulebook.ContactChanged), func(f *model.Finding) { f.Advice.Accept, f.Advice.Call = true, true }), both,
			"ack; accept; no-answer; wrong-number; not-mine; snooze 3 days",
		},
		"a call at nobody's": {with(page("x"), func(f *model.Finding) { f.Advice.Call, f.Supplier = true, "" }), nil, "ack; not-mine; snooze 3 days"},
		"a task":             {with(page("x"), func(f *model.Finding) { f.Route = model.RouteWork }), nil, "ack; snooze 3 days"},
		"information":        {with(page("x"), func(f *model.Finding) { f.Severity = model.Info }), nil, "ack; snooze 3 days"},
		"said once":          {with(page("x"), func(f *model.Finding) { f.NotifyOnce = true }), nil, "ack; snooze 3 days"},
	} {
		if got := offered(Fitting(tt.finding, tt.contact), 0); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// TestOffersNumberTheAlert holds that a command about an alert has its number in a mail of several, before its own words.
func TestOffersNumberTheAlert(t *testing.T) {
	offers := []Offer{{Verb: Placed, Example: "4500012345"}, {Verb: Snooze, Words: "3 days"}, {Verb: Send}, {Verb: Help}}
	if got, want := offered(offers, 2), "placed 2 4500012345; snooze 2 3 days; send; help"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	received := civil.NewDate(2026, 12, 1)
	if with, without := NoticeExample(received, "2027-03-31"), NoticeExample(received, ""); with != "notice given 2026-12-01 for 2027-03-31" || without != "notice given 2026-12-01" {
		t.Errorf("%q, %q", with, without)
	}
}

// TestVerbs holds what each verb does to an alert: a receipt names it, and only two of them pause it.
func TestVerbs(t *testing.T) {
	for verb, want := range map[Verb]struct {
		done           string
		holds, settles bool
	}{
		Ack: {"acknowledged", true, false}, Snooze: {"snoozed", true, false}, NotMine: {"escalated", false, false}, Accept: {"accepted", false, false},
		Send: {"released", false, false}, Placed: {"recorded", false, true}, Verified: {"recorded", false, false},
	} {
		if verb.Done() != want.done || verb.Holds() != want.holds || verb.Settles() != want.settles {
			t.Errorf("%s: %s, holds: %t, settles: %t", verb, verb.Done(), verb.Holds(), verb.Settles())
		}
	}
	if !Placed.AppliesTo(model.KindSupply) || Placed.AppliesTo(model.KindContract) || !Ack.AppliesTo(model.KindContract) {
		t.Error("a verb applies to other subjects")
	}
}
