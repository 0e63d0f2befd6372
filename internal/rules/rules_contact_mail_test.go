package rules_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

const desk = "contact/orders"

func TestContactBounced(t *testing.T) {
	verdict := func(v string) map[string]string {
		return map[string]string{"verdict": v, "address": "orders@acme.example"}
	}
	cases := []struct {
		name string
		edit func(*world)
		want string // the end of the message; empty: not raised
	}{
		{"nothing came back", func(*world) {}, ""},
		{"no such user", func(w *world) { w.record(model.FactBounced, desk, "2026-06-08", verdict("gone")) }, "06-08: the mailbox no longer exists."},
		{"no such domain", func(w *world) { w.record(model.FactBounced, desk, "2026-06-08", verdict("no-mail-domain")) }, "s domain accepts no mail."},
		{"a full mailbox", func(w *world) { w.record(model.FactBounced, desk, "2026-06-08", verdict("full")) }, "the mailbox is full, so nobody reads it."},
		{"refused because of us", func(w *world) { w.record(model.FactBounced, desk, "2026-06-08", verdict("ours")) }, ""},
		{"expired on the way", func(w *world) { w.record(model.FactBounced, desk, "2026-06-08", verdict("temporary")) }, ""},
		{"unclear once", func(w *world) { w.record(model.FactBounced, desk, "2026-06-08", verdict("ambiguous")) }, ""},
		{"unclear twice", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("ambiguous"))
			w.record(model.FactBounced, desk, "2026-06-09", verdict("ambiguous"))
		}, "2 bounces without a clear reason."},
		{"of an address that was replaced", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", map[string]string{"verdict": "gone", "address": "old@acme.example"})
		}, ""},
		{"answered since", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.record(model.FactConfirmed, desk, "2026-06-09", nil)
		}, ""},
		{"wrote since, which says nothing of mail to it", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.record(model.FactSeen, desk, "2026-06-09", map[string]string{"proof": "proven"})
		}, "06-08: the mailbox no longer exists."},
		{"wrote an answer without our token", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.mailed(model.FactReplied, desk, "2026-06-09", map[string]string{"proof": "proven"})
		}, "06-08: the mailbox no longer exists."},
		{"answered our mail, and confirmed nothing", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.mailed(model.FactReplied, desk, "2026-06-09", map[string]string{"proof": "token", "mail": "ask-1"})
		}, "06-08: the mailbox no longer exists."},
		{"confirmed in answer to our mail", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.mailed(model.FactConfirmed, desk, "2026-06-09", map[string]string{"proof": "token", "mail": "ask-1"})
		}, ""},
		{"answered our mail, as a forger says", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.mailed(model.FactReplied, desk, "2026-06-09", map[string]string{"proof": "failed", "mail": "ask-1"})
		}, "06-08: the mailbox no longer exists."},
		{"the registry tells that they wrote", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.acme.Contacts[0].Verified = append(w.acme.Contacts[0].Verified, model.Verified{On: date("2026-06-09"), How: model.HowSeen})
		}, "06-08: the mailbox no longer exists."},
		{"called since, which says nothing of the address", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.record(model.FactVerified, desk, "2026-06-09", map[string]string{"how": "call"})
		}, "06-08: the mailbox no longer exists."},
		{"the registry tells of a later answer", func(w *world) {
			w.record(model.FactBounced, desk, "2026-06-08", verdict("gone"))
			w.acme.Contacts[0].Verified = append(w.acme.Contacts[0].Verified, model.Verified{On: date("2026-06-09"), How: model.HowReply})
		}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w)
			f := w.finding(t, "contact-bounced", quiet)
			if c.want == "" {
				same(t, "raised", f != nil, false)
				return
			}
			checkWording(t, f)
			same(t, "message", f.Message[max(0, len(f.Message)-len(c.want)):], c.want)
		})
	}
}

func TestABounceOfTheLastWorkingWayPages(t *testing.T) {
	for id, want := range map[string]model.Route{"critical": model.RoutePage, "important": model.RoutePage, "standard": model.RouteWork} {
		w := newWorld(t)
		w.acme.Tier = w.Registry.Tiers[id]
		gone := map[string]string{"verdict": "gone"}
		w.record(model.FactBounced, desk, "2026-06-08", gone)
		same(t, "with others left in "+id, w.finding(t, "contact-bounced", quiet).Route, model.RouteWork)
		w.record(model.FactWrongNumber, desk, "2026-06-08", nil)
		w.record(model.FactWrongNumber, "contact/duty", "2026-06-08", nil)
		same(t, "with one mailbox left in "+id, w.finding(t, "contact-bounced", quiet).Route, model.RouteWork)
		duty := w.acme.Contacts[1]
		duty.Email, duty.Domain = "", ""
		same(t, "with none left in "+id, w.finding(t, "contact-bounced", quiet).Route, want)
	}
}

func TestContactLeftSilentObjected(t *testing.T) {
	call := map[string]string{"how": "call"}
	cases := []struct {
		rule, name string
		edit       func(*world)
		want       bool
	}{
		{"contact-left", "left", func(w *world) { w.record(model.FactLeft, desk, "2026-06-08", nil) }, true},
		{"contact-left", "somebody writes from there", func(w *world) {
			w.record(model.FactLeft, desk, "2026-06-08", nil)
			w.record(model.FactSeen, desk, "2026-06-09", nil)
		}, true},
		{"contact-left", "somebody confirms from there", func(w *world) {
			w.record(model.FactLeft, desk, "2026-06-08", nil)
			w.record(model.FactConfirmed, desk, "2026-06-09", nil)
		}, false},
		{"contact-silent", "silent", func(w *world) { w.record(model.FactSilent, desk, "2026-06-08", nil) }, true},
		{"contact-silent", "answered late", func(w *world) {
			w.record(model.FactSilent, desk, "2026-06-08", nil)
			w.record(model.FactReplied, desk, "2026-06-09", nil)
		}, false},
		{"contact-silent", "somebody writes from there", func(w *world) {
			w.record(model.FactSilent, desk, "2026-06-08", nil)
			w.record(model.FactSeen, desk, "2026-06-09", map[string]string{"proof": "proven"})
			w.mailed(model.FactReplied, desk, "2026-06-09", map[string]string{"proof": "not stamped"})
		}, true},
		{"contact-silent", "called", func(w *world) {
			w.record(model.FactSilent, desk, "2026-06-08", nil)
			w.record(model.FactVerified, desk, "2026-06-09", call)
		}, false},
		{"contact-silent", "called before", func(w *world) {
			w.record(model.FactVerified, desk, "2026-06-07", call)
			w.record(model.FactSilent, desk, "2026-06-08", nil)
		}, true},
		{"contact-silent", "it bounced, which says more", func(w *world) {
			w.record(model.FactSilent, desk, "2026-06-08", nil)
			w.record(model.FactBounced, desk, "2026-06-09", map[string]string{"verdict": "gone"})
		}, false},
		{"contact-objected", "objected", func(w *world) { w.record(model.FactObjected, desk, "2026-06-08", nil) }, true},
		{"contact-objected", "and wrote about an order since", func(w *world) {
			w.record(model.FactObjected, desk, "2026-06-08", nil)
			w.record(model.FactSeen, desk, "2026-06-09", nil)
		}, true},
		{"contact-objected", "the registry says so", func(w *world) {
			w.record(model.FactObjected, desk, "2026-06-08", nil)
			w.acme.DoNotContact = true
		}, false},
	}
	for _, c := range cases {
		t.Run(c.rule+": "+c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w)
			f := w.finding(t, c.rule, quiet)
			same(t, "raised", f != nil && !f.Pending, c.want)
			checkWording(t, f)
		})
	}
}

func TestAnAffirmativeAnswerVerifies(t *testing.T) {
	w := newWorld(t)
	c := w.acme.Contacts[0]
	c.Verified, c.VerifyEvery = nil, days(30)
	same(t, "asked nobody", w.finding(t, "contact-unverified", quiet) != nil, true)
	w.record(model.FactConfirmed, desk, "2026-06-09", map[string]string{"address": "orders@acme.example"})
	same(t, "answered", w.finding(t, "contact-unverified", quiet) != nil, false)
	same(t, "the phone was not in the question", w.finding(t, "contact-phone-unverified", quiet) != nil, true)
	w.record(model.FactConfirmed, desk, "2026-06-09", map[string]string{"phone": "+49 89 1234567"})
	same(t, "the phone was", w.finding(t, "contact-phone-unverified", quiet) != nil, false)
	c.Email = "other@acme.example"
	w.forget()
	w.record(model.FactConfirmed, desk, "2026-06-09", map[string]string{"address": "orders@acme.example"})
	same(t, "another address stands there now", w.finding(t, "contact-unverified", quiet) != nil, true)
}

func TestAChangeByMailSaysWhatIsSuspicious(t *testing.T) {
	w := newWorld(t)
	w.record(model.FactChanged, desk, "2026-06-09", map[string]string{"email": "orders@acne.example", "flags": "look-alike bank-details"})
	same(t, "message", w.finding(t, "contact-changed", quiet).Message, "Unconfirmed change: orders at ACME Photoresist GmbH has changed to "+
		"orders@acne.example, according to a report of 2026-06-09; nobody has called back to confirm it. Warning signs: it has a domain that imitates the supplier's "+
		"and it contains bank details that are new or announced as changed.")
}

// What ends with a reason that weighs more is held and not resolved.
func TestSilenceIsHeldWhileMailComesBack(t *testing.T) {
	w := newWorld(t)
	w.record(model.FactSilent, desk, "2026-06-08", nil)
	w.record(model.FactBounced, desk, "2026-06-09", map[string]string{"verdict": "gone"})
	f := w.finding(t, "contact-silent", quiet)
	same(t, "held", f != nil && f.Pending, true)
}

func TestWordsOfAnUnknownSenderStandInNoFinding(t *testing.T) {
	w := newWorld(t)
	w.acme.Contacts[0].Verified = nil
	w.mailed(model.FactReplied, desk, "2026-06-09", map[string]string{"address": "orders@acme.example", "reply": "Call +1 900", "proof": "not stamped"})
	f := w.finding(t, "contact-unverified", quiet)
	same(t, "message", f.Message, "The contact orders at ACME Photoresist GmbH has never been verified.")
	same(t, "quote", f.Advice.Quote, "")
}

func TestAnUnclearAnswerIsForTheOwnerToRead(t *testing.T) {
	w := newWorld(t)
	w.acme.Contacts[0].Verified = nil
	w.record(model.FactReplied, desk, "2026-06-09", map[string]string{"address": "orders@acme.example", "reply": "Please use the portal."})
	f := w.finding(t, "contact-unverified", quiet)
	checkWording(t, f)
	same(t, "message", f.Message, "The contact orders at ACME Photoresist GmbH has never been verified. A reply came on 2026-06-09; a person must read it.")
	same(t, "headline", f.Advice.Headline, "Read the reply: orders (ACME)")
	same(t, "what they wrote", f.Advice.How[len(f.Advice.How)-1], `They wrote: "Please use the portal."`)
	w.record(model.FactReplied, desk, "2026-06-09", map[string]string{"address": "orders@acme.example", "flags": "failed-dmarc"})
	same(t, "of a forged one", w.finding(t, "contact-unverified", quiet).Message, "The contact orders at ACME Photoresist GmbH has never been verified. "+
		"A reply came on 2026-06-09; a person must read it. Warning signs: the sender failed our mail server's check (DMARC).")
	w.record(model.FactConfirmed, desk, "2026-06-10", map[string]string{"address": "orders@acme.example"})
	same(t, "once it is clear", w.finding(t, "contact-unverified", quiet) != nil, false)
}

func TestAChangeToAYoungDomainSaysSo(t *testing.T) {
	for registered, want := range map[string]bool{"2026-05-30T00:00:00Z": true, "2025-06-11T00:00:00Z": true, "2025-06-01T00:00:00Z": false, "": false} {
		w := newWorld(t)
		w.record(model.FactChanged, desk, "2026-06-09", map[string]string{"email": "orders@mail.acme-orders.example"})
		w.probe("acme", "registration/acme-orders.example", 0, model.FactProbeOK, map[string]string{"registered": registered})
		f := w.finding(t, "contact-changed", quiet)
		same(t, "told of one registered "+registered, strings.Contains(f.Message, "Warning signs: the domain it names was registered only on "), want)
	}
}

// TestWhatTheOldAddressSaysOfAChangeIsReported is told that a change was announced, and answers that it is none, must be heard.
func TestWhatTheOldAddressSaysOfAChangeIsReported(t *testing.T) {
	w := newWorld(t)
	w.record(model.FactReplied, desk, "2026-06-07", map[string]string{"address": "orders@acme.example", "reply": "Who are you?"})
	w.record(model.FactChanged, desk, "2026-06-08", map[string]string{"email": "new@acme-sales.example"})
	same(t, "what was said before", strings.Contains(w.finding(t, "contact-changed", quiet).Message, "replied"), false)
	w.record(model.FactReplied, desk, "2026-06-08", map[string]string{"address": "orders@acme.example", "reply": "The change is right."})
	same(t, "what answers none of our mails", strings.Contains(w.finding(t, "contact-changed", quiet).Message, "replied"), false)
	w.record(model.FactReplied, desk, "2026-06-09", map[string]string{"address": "orders@acme.example", "reply": "That was not us!", "mail": "notice-1"})
	f := w.finding(t, "contact-changed", quiet)
	checkWording(t, f)
	same(t, "it is told", strings.HasSuffix(f.Message, " replied to our question about it on 2026-06-09: read that reply first."), true)
	same(t, "what they wrote", f.Advice.Quote, "That was not us!")
}
