package daemon

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
)

// forgedRegistry has two suppliers whose orders and delivery are unconfirmed on 23 September 2026.
const forgedRegistry = `version: 1
calendars:
  munich: {timezone: Europe/Berlin, hours: "08:00-17:00"}
defaults: {country: DE, calendar: munich, owner: buying}
teams:
  buying: {email: buying@buyer.example, members: [jane@buyer.example, joe@buyer.example]}
tiers:
  critical: {roles: [], independent_contacts: 0, session_every: 10 years, review_every: 10 years}
mailboxes:
  confirmations: {address: confirmations@buyer.example, purpose: order-confirmation, use_when: confirmations, team: buying, account: corp}
suppliers:
  - id: acme
    name: ACME GmbH
    tier: critical
    contacts:
      - {id: orders, role: orders, email: orders@acme.example}
      - {id: quality, role: quality, email: quality@acme.example}
    order_windows:
      - id: yearly
        title: yearly allocation
        yearly: {opens: 09-01, closes: 09-30}
        confirmation: {mailbox: confirmations, within: 2 business days, subject: [order confirmation, Auftragsbestätigung]}
        placed: [{window: 2026-09-01, at: 2026-09-07, reference: "4500000001"}]
    deliveries:
      - id: weekly
        title: nitrogen
        schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", from: 2026-09-07}
        since: 2026-09-21
        confirmation: {by: them, mailbox: confirmations, before: 2 business days, subject: [delivery confirmation]}
  - id: zeta
    name: Zeta AG
    tier: critical
    contacts:
      - {id: sales, role: orders, email: sales@zeta.example}
    order_windows:
      - id: annual
        title: annual order
        yearly: {opens: 09-01, closes: 09-30}
        confirmation: {mailbox: confirmations, within: 2 business days, subject: [order confirmation]}
        placed: [{window: 2026-09-01, at: 2026-09-07, reference: "4500000002"}, {window: 2026-09-01, at: 2026-09-08, reference: "4500000003"}]
`

// newForged is an office with everything of that registry in trouble: mail to a contact came back, another one is silent.
func newForged(t tester) *buyers {
	t.Helper()
	b := newBuyersOf(t, forgedRegistry, time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC))
	given := func(supplier, contact string, kind model.FactKind, data map[string]string) model.Fact {
		data["address"] = contact + "@" + supplier + ".example"
		return model.Fact{
			ID: "given-" + supplier + contact + string(kind), Supplier: supplier, Subject: model.KindContact.Subject(contact), Kind: kind, ObservedAt: b.now, RecordedAt: b.now,
			Actor: model.ActorWatchdog, Source: "imap", Data: data,
		}
	}
	b.commit(model.Change{Facts: []model.Fact{
		given("zeta", "sales", model.FactBounced, map[string]string{"verdict": "gone", "mail": "ask-1", "proof": "token"}),
		given("acme", "quality", model.FactSilent, map[string]string{"mail": "ask-2"}),
		given("acme", "orders", model.FactLeft, map[string]string{"mail": "ask-3", "proof": "token"}),
	}})
	b.after(time.Minute)
	return b
}

// openAlerts returns the open alerts, by what they are about.
func (b *buyers) openAlerts() map[string]model.Alert {
	b.t.Helper()
	state, err := b.daemon.store.State(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	found := map[string]model.Alert{}
	for _, a := range state.Alerts {
		if a.State.Open() {
			found[a.Key] = a
		}
	}
	return found
}

const (
	provenAcme = "Authentication-Results: mx.buyer.example; dmarc=pass header.from=acme.example\n"
	provenZeta = "Authentication-Results: mx.buyer.example; dmarc=pass header.from=zeta.example\n"
	failedAcme = "Authentication-Results: mx.buyer.example; dmarc=fail header.from=acme.example\n"

	acmeOrder     = "acme/order-window/yearly/order-unconfirmed/2026-09-01"
	zetaOrder     = "zeta/order-window/annual/order-unconfirmed/2026-09-01"
	acmeDelivery  = "acme/delivery/weekly/delivery-unconfirmed/2026-09-21"
	zetaBounced   = "zeta/contact/sales/contact-bounced"
	acmeSilent    = "acme/contact/quality/contact-silent"
	acmeLeft      = "acme/contact/orders/contact-left"
	unverifiedOne = "zeta/contact/sales/verification"
)

// written is a mail to the mailbox for confirmations.
func (b *buyers) written(head, from, subject, text string) {
	b.t.Helper()
	b.uid++
	b.post(b.orders, fmt.Sprintf("%sFrom: %s\nTo: confirmations@buyer.example\nSubject: %s\nMessage-ID: <w%d@sender.example>\n\n%s\n", head, from, subject, b.uid, text))
	b.after(time.Minute)
}

// stays sees that alerts are still open under the same rule.
func (b *buyers) stays(keys ...string) {
	b.t.Helper()
	open := b.openAlerts()
	for _, key := range keys {
		if open[key].ID == "" {
			b.t.Errorf("%s is not open; open are %v", key, slices.Sorted(maps.Keys(open)))
		}
	}
}

// Mail from an address is no proof about mail to it, whoever sent it.
func TestAMailFromALostAddressEndsNothing(t *testing.T) {
	for name, head := range map[string]string{"spam": "", "forged": failedAcme, "really them": provenZeta} {
		t.Run(name, func(t *testing.T) {
			b := newForged(t)
			b.stays(zetaBounced, unverifiedOne)
			b.written(head, "sales@zeta.example", "Great offers", "Buy now.")
			b.written(head, "sales@zeta.example", "Re: your question", "Yes, all is fine.")
			b.stays(zetaBounced, unverifiedOne)
			for _, s := range exposure.ContactStates(b.daemon.registry.Load(), factindex.New(b.facts()...), b.now) {
				if s.Supplier != "zeta" {
					continue
				}
				wrote := strings.HasSuffix(s.Says, "; they wrote from here on 2026-09-23")
				if s.State != apidoc.ContactBounced || !s.EmailUntil.IsZero() || wrote != (name == "really them") {
					t.Errorf("the contact is %s until %s: %s", s.State, s.EmailUntil, s.Says)
				}
			}
		})
	}
}

// Only a confirmation of the address ends it: whoever reads another mailbox may answer as well.
func TestAConfirmationWithATokenEndsWhatCameBack(t *testing.T) {
	for text, ends := range map[string]bool{"Yes, this is right.": true, "Who are you?": false} {
		b := newForged(t)
		ask := b.sent(model.Mail{
			ID: "ask-sales", Kind: model.MailVerification, To: model.Recipient{Address: "sales@zeta.example"},
			About: []model.SubjectRef{{Supplier: "zeta", Subject: model.KindContact.Subject("sales")}},
		})
		b.post(b.replies, answer(ask, "sales@zeta.example", text, "Authentication-Results: mx.buyer.example; none"))
		b.after(time.Minute)
		if a := b.openAlerts()[zetaBounced]; (a.ID == "") != ends {
			t.Errorf("%q: ended %v, want %v: %s", text, a.ID == "", ends, a.Message)
		}
	}
}

// What a mail server or a filter answers shows that no person read our mail, in whatever words.
func TestAnAnswerOfAProgramEndsNothing(t *testing.T) {
	for name, head := range map[string]string{
		"a bounce in Czech":   "From: MAILER-DAEMON@zeta.example\nReturn-Path: <>\nSubject: Zpráva nedoručena\n",
		"a generated one":     "From: postmaster@zeta.example\nAuto-Submitted: auto-generated\nSubject: xyz\n",
		"a list's moderation": "From: sales-bounces@zeta.example\nPrecedence: bulk\nSubject: Your message awaits moderator approval\n",
		"a quarantine":        "From: quarantine@zeta.example\nReturn-Path: <>\nSubject: Message quarantined\n",
		"nobody's address":    "From: noreply@zeta.example\nSubject: xyz\n",
		"a filter":            "From: antispam@zeta.example\nSubject: Held\n",
	} {
		b := newForged(t)
		ask := b.sent(model.Mail{
			ID: "ask-sales", Kind: model.MailVerification, To: model.Recipient{Address: "sales@zeta.example"},
			About: []model.SubjectRef{{Supplier: "zeta", Subject: model.KindContact.Subject("sales")}},
		})
		b.post(b.replies, head+"To: watchdog@buyer.example\nIn-Reply-To: <"+ask.MessageID+">\nMessage-ID: <p1@zeta.example>\n\nVaše zpráva nebyla přečtena.\n")
		b.after(time.Minute)
		if open := b.openAlerts(); open[zetaBounced].ID == "" {
			t.Errorf("%s ends it", name)
		}
	}
}

func TestTheConfirmationOfAnotherOrderEndsNothing(t *testing.T) {
	for _, text := range []string{
		"We confirm purchase order 4599999999.", "Ihre Bestellung 4599999999 ist bestätigt.", "Votre commande n° 4599999999", "PO-4599999999/10",
		"Vostro ordine 4599999999", "Su pedido: 4599999999", "Uw bestelling 4599999999", "4599999999", "Order confirmation 4599999999",
	} {
		b := newForged(t)
		b.written(provenAcme, "orders@acme.example", "order confirmation", text)
		b.stays(acmeOrder)
		if a := b.openAlerts()[acmeOrder]; !strings.Contains(a.Message, "it names another order (") {
			t.Errorf("%q: the alert says %s", text, a.Message)
		}
	}
}

// Their own numbers are no numbers of orders.
func TestNumbersOfTheirsNameNoOrder(t *testing.T) {
	for _, text := range []string{
		"Order confirmation no. 4599999999", "Invoice 4599999999", "Lieferschein-Nr. 4599999999", "customer number 4599999999", "our order 4599999999",
		"Tel. +49 4599999999",
	} {
		b := newForged(t)
		b.written(provenAcme, "orders@acme.example", "order confirmation", text)
		if a := b.openAlerts()[acmeOrder]; a.ID != "" {
			t.Errorf("%q: still open: %s", text, a.Message)
		}
	}
}

func TestOurOrderIsConfirmedInSeveralSpellings(t *testing.T) {
	for _, text := range []string{
		"We confirm purchase order 4500000001.", "PO-4500000001", "Bestellnummer: 0004500000001", "PO 4500000001/10", "votre commande 4500 000 001",
		"orders 4599999999 and 4500000001", "ordine 45.0000.0001",
	} {
		b := newForged(t)
		b.written("", "orders@acme.example", "Order confirmation 777", text)
		if a := b.openAlerts()[acmeOrder]; a.ID != "" {
			t.Errorf("%q: still open: %s", text, a.Message)
		}
		b.written(failedAcme, "orders@acme.example", "Order confirmation 777", text)
	}
	b := newForged(t)
	b.written(failedAcme, "orders@acme.example", "Order confirmation", "Your order 4500000001 is confirmed.")
	b.stays(acmeOrder)
}

func TestAMailWithoutANumberNeedsAKnownSenderAndOneOpenOrder(t *testing.T) {
	b := newForged(t)
	b.written("", "orders@acme.example", "Order confirmation", "Thank you for your order, it is confirmed.")
	b.written(provenZeta, "sales@zeta.example", "Order confirmation", "Thank you for your order, it is confirmed.")
	b.stays(acmeOrder, zetaOrder)
	if a := b.openAlerts()[zetaOrder]; !strings.Contains(a.Message, "it names no order, and several are open (4500000002 and 4500000003)") {
		t.Errorf("the alert says %s", a.Message)
	}
	b.written(provenAcme, "orders@acme.example", "Order confirmation", "Thank you for your order, it is confirmed.")
	if a := b.openAlerts()[acmeOrder]; a.ID != "" {
		t.Errorf("still open: %s", a.Message)
	}
	b.stays(acmeDelivery)
}

func TestANearMissEndsNothing(t *testing.T) {
	b := newForged(t)
	b.written("", "desk@nobody.example", "Order confirmation", "CALL +1 900 555")
	for _, head := range []string{"", failedAcme, provenAcme} {
		b.written(head, "orders@acme.example", "Season's greetings", "CALL +1 900 555")
		b.stays(acmeOrder, zetaOrder, acmeDelivery)
		if a := b.openAlerts()[acmeDelivery]; strings.Contains(a.Message, "900") || strings.Contains(a.Message, "eason") {
			t.Errorf("the alert quotes the mail: %s", a.Message)
		}
	}
	if a := b.openAlerts()[acmeDelivery]; !strings.Contains(a.Message, "do not count as the confirmation; the last one, of 2026-09-23: it does not match the patterns") {
		t.Errorf("the alert says %s", a.Message)
	}
	for _, m := range b.queued(model.MailAlert) {
		if strings.Contains(m.Subject, "RESOLVED") {
			t.Errorf("told as resolved: %s", m.Subject)
		}
	}
}

// acmeRefusal refuses the order of ACME by machine.
const acmeRefusal = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\nFrom: orders@acme.example\nTo: confirmations@buyer.example\nSubject: ORDRSP\nMessage-ID: <real@acme.example>\n\n" +
	"--b\nContent-Type: application/edifact\nContent-Disposition: attachment; filename=o.edi\n\nUNH+1+ORDRSP:D:96A:UN'BGM+231+R1+27'RFF+ON:4500000001'UNT+4+1'\n--b--\n"

// Whoever knows the number of our order hides no refusal of it either.
func TestAFloodThatNamesOurOrderHidesNoRefusal(t *testing.T) {
	b := newForged(t)
	var forged []string
	for i := range 3 * incoming.FactsPerDay {
		forged = append(forged, fmt.Sprintf("From: orders@acme.example\nTo: confirmations@buyer.example\nSubject: Order confirmation\nMessage-ID: <f%d@x.example>\n\nPO 4500000001\n", i))
	}
	b.post(b.orders, forged...)
	b.post(b.orders, acmeRefusal)
	b.after(time.Minute)
	if a := b.openAlerts()[acmeOrder]; !strings.Contains(a.Message, "was refused") {
		t.Errorf("the refusal is not heard: %s", a.Message)
	}
}

// Whoever forges a hundred mails a day hides neither a refusal nor a confirmation that names our order.
func TestAFloodOfForgedConfirmationsHidesNoRealAnswer(t *testing.T) {
	confirmation := "From: orders@acme.example\nTo: confirmations@buyer.example\nSubject: Order confirmation\nMessage-ID: <real2@acme.example>\n\nYour order 4500000001 is confirmed.\n"
	for _, head := range []string{"", provenAcme} {
		b := newForged(t)
		var forged []string
		for i := range 3 * incoming.FactsPerDay {
			forged = append(forged, fmt.Sprintf("From: orders@acme.example\nTo: confirmations@buyer.example\nSubject: Order confirmation\nMessage-ID: <f%d@x.example>\n\nPO 4599%06d\n", i, i))
		}
		b.post(b.orders, forged...)
		b.post(b.orders, head+acmeRefusal)
		b.after(time.Minute)
		if a := b.openAlerts()[acmeOrder]; !strings.Contains(a.Message, "was refused") {
			t.Errorf("the refusal is not heard: %s", a.Message)
		}
		b.post(b.orders, head+confirmation)
		b.after(time.Minute)
		if a := b.openAlerts()[acmeOrder]; a.ID != "" {
			t.Errorf("the confirmation is not heard: %s", a.Message)
		}
	}
}

func TestStopOfAnUnknownSenderIsANote(t *testing.T) {
	b := newForged(t)
	b.post(b.replies, "From: orders@acme.example\nTo: watchdog@buyer.example\nSubject: Re: your question\nMessage-ID: <s1@x.example>\n\nstop\n")
	b.after(time.Minute)
	if got := b.told(); !slices.Equal(got, []string{"replied acme/contact/orders orders@acme.example"}) {
		t.Errorf("told %q", got)
	}
}

// TestNothingUnauthenticatedEndsLowersOrRenamesAnAlert holds guarantee 7: whatever is written by senders who are not known, every alert that
// would be open without their mails is open with them, as grave, under the same rule, and without a word of theirs.
func TestNothingUnauthenticatedEndsLowersOrRenamesAnAlert(t *testing.T) {
	const mark = "qqzzqq"
	const days = 3
	alone, left := newForged(t), make([]map[string]model.Alert, days)
	for day := range days {
		alone.after(20 * time.Hour)
		left[day] = alone.openAlerts()
	}
	rapid.Check(t, func(rt *rapid.T) {
		attacked := newForged(t)
		for day := range rapid.IntRange(1, days).Draw(rt, "days") {
			var mails, replies []string
			for range rapid.IntRange(1, 6).Draw(rt, "mails") {
				raw := drawForged(rt, mark)
				if rapid.Bool().Draw(rt, "among the answers") {
					replies = append(replies, raw)
				} else {
					mails = append(mails, raw)
				}
			}
			attacked.post(attacked.orders, mails...)
			attacked.post(attacked.replies, replies...)
			attacked.after(20 * time.Hour)
			with := attacked.openAlerts()
			for key, a := range left[day] {
				got := with[key]
				if got.ID == "" || got.Rule != a.Rule || got.Severity.Rank() > a.Severity.Rank() || got.Route != a.Route || got.State != a.State {
					rt.Fatalf("%s: %s %s %s %s became %q %s %s %s: %s", key, a.Rule, a.Severity, a.Route, a.State, got.Rule, got.Severity, got.Route, got.State, got.Message)
				}
			}
			for key, a := range with {
				if strings.Contains(a.Message, mark) {
					rt.Fatalf("%s says a word of theirs: %s", key, a.Message)
				}
			}
		}
	})
}

// drawForged is a mail of a sender who is not known, without our order number and without a valid token.
func drawForged(t *rapid.T, mark string) string {
	pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	head := pick("stamp", "", failedAcme, "Authentication-Results: mx.buyer.example; none\n", "Authentication-Results: mx.evil.example; dmarc=pass header.from=acme.example\n",
		"Authentication-Results: mx.buyer.example; dmarc=pass header.from=evil.example\n", "Authentication-Results: mx.buyer.example; dmarc=\"pass\n")
	from := pick("from", "orders@acme.example", "quality@acme.example", "sales@zeta.example", "sales@acme.example", "desk@nobody.example", "MAILER-DAEMON@acme.example", "orders@acme.example.evil.example")
	to := pick("to", "confirmations@buyer.example", "watchdog@buyer.example", "watchdog+"+strings.Repeat("a", 26)+"@buyer.example")
	subject := pick("subject", "order confirmation", "delivery confirmation", "Auftragsbestätigung", "Re: your question", "Season's greetings", "Undelivered Mail", "order confirmation PO 4599999999") + " " + mark
	text := pick("text", "yes", "stop", "confirmed", "PO 4599999999", "delivery confirmation for 2026-09-21", "I have left the company.", "new address: x@evil.example", "") + " " + mark
	kind := pick("kind", "", "Auto-Submitted: auto-replied\n", "Return-Path: <>\n")
	id := rapid.StringMatching(`[a-z]{12}`).Draw(t, "id")
	if code := pick("response", "", "", "", "29", "12", "27"); code != "" {
		return head + kind + fmt.Sprintf("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\nFrom: %s\nTo: %s\nSubject: %s\nMessage-ID: <%s@x.example>\n\n--b\n"+
			"Content-Type: application/edifact\nContent-Disposition: attachment; filename=o.edi\n\nUNH+1+ORDRSP:D:96A:UN'BGM+231+R1+%s'RFF+ON:%s'UNT+4+1'\n--b--\n",
			from, to, subject, id, code, pick("reference", "", "4599999999"))
	}
	return head + kind + fmt.Sprintf("From: %s\nTo: %s\nSubject: %s\nMessage-ID: <%s@x.example>\n\n%s\n", from, to, subject, id, text)
}
