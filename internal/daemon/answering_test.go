package daemon

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/view"
)

// buyersRegistry has one of each thing that people answer for: on 23 September 2026 an order window can no longer be approved in the
// ordinary way, a delivery is unconfirmed, a contract must be decided about, and two contacts were never called.
const buyersRegistry = `version: 1
calendars:
  munich: {timezone: Europe/Berlin, hours: "08:00-17:00"}
defaults: {country: DE, calendar: munich, owner: buying}
teams:
  buying: {email: buying@buyer.example, members: [jane@buyer.example, joe@buyer.example]}
  leads: {email: leads@buyer.example, members: [lee@buyer.example, lou@buyer.example]}
escalation_policies:
  story: {steps: [{notify: [owner]}, {after: 4 hours, notify: [leads]}], repeat: 1 day, ack_expires: 3 business days, quiet_hours: ignore}
tiers:
  critical: {escalation: story, roles: [], independent_contacts: 0, session_every: 10 years, review_every: 10 years}
mailboxes:
  confirmations: {address: confirmations@buyer.example, purpose: order-confirmation, use_when: confirmations, team: buying, account: corp}
suppliers:
  - id: acme
    name: ACME GmbH
    tier: critical
    contacts:
      - {id: orders, role: orders, name: Order desk, email: orders@acme.example, phone: "+49 89 1234567"}
      - {id: duty, role: escalation, name: Duty manager, phone: "+49 89 1234599", hours: "24/7"}
    supplies:
      - {id: resist, item: photoresist, orders_per_year: 1}
    contracts:
      - {id: msa, title: Supply agreement, supplies: resist, ends: 2026-12-31, renewal: automatic, renewal_term: 12 months, notice: 3 months, decide_within: 10 days}
      - {id: rental, title: Bottle rental, ends: 2026-12-31, renewal: manual}
    order_windows:
      - {id: yearly, title: yearly allocation, supplies: resist, yearly: {opens: 09-01, closes: 09-30}, approval: 10 business days, emergency_approver: buying, confirmation: {mailbox: confirmations, within: 2 business days, subject: [order confirmation]}}
    deliveries:
      - id: weekly
        title: nitrogen
        schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", from: 2026-09-07}
        confirmation: {by: them, mailbox: confirmations, before: 2 business days, subject: [order confirmation]}
`

// buyers is an office that evaluates and sends the mails of each evaluation.
type buyers struct{ *mailFixture }

// manyTexts skips a test with -short that reads many texts in one way, on one goroutine: TestWhatCanBeSaidOfOneAlert and TestEveryActThroughEveryDoor
// take the same way with fewer.
func manyTexts(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("reads many texts in one way: not with -short")
	}
}

func newBuyers(t tester) *buyers {
	t.Helper()
	return newBuyersAt(t, time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC))
}

func newBuyersAt(t tester, now time.Time) *buyers {
	t.Helper()
	return newBuyersOf(t, buyersRegistry, now)
}

// newBuyersOf has a registry of its own.
func newBuyersOf(t tester, registry string, now time.Time) *buyers {
	t.Helper()
	b := &buyers{newMailFixtureOf(t, "false", registry)}
	b.now = now
	composer, err := mailComposer(b.daemon.settings, b.daemon.key)
	if err != nil {
		t.Fatal(err)
	}
	b.daemon.engine.Composer = composer
	b.daemon.engine.Publish = func(p engine.Evaluation) { b.daemon.last.Swap(&p) }
	b.passes()
	return b
}

// passes evaluates once.
func (b *buyers) passes() engine.Evaluation {
	b.t.Helper()
	p, err := b.daemon.engine.Evaluate(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

// after advances the clock and evaluates.
func (b *buyers) after(d time.Duration) engine.Evaluation {
	b.t.Helper()
	b.now = b.now.Add(d)
	return b.passes()
}

// alert returns the alert of a rule.
func (b *buyers) alert(rule string) model.Alert {
	b.t.Helper()
	state, err := b.daemon.store.State(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, a := range state.Alerts {
		if a.Rule == rule {
			return a
		}
	}
	b.t.Fatalf("there is no alert of %s", rule)
	return model.Alert{}
}

// first is the mail of the first start to a recipient, and the number in it of the alert of a rule.
func (b *buyers) first(to, rule string) (model.Mail, int) {
	b.t.Helper()
	id := b.alert(rule).ID
	for _, m := range b.queued(model.MailInitialReport) {
		for i, item := range m.Alerts {
			if m.To.Address == to && item.Alert == id {
				return m, i + 1
			}
		}
	}
	b.t.Fatalf("no mail of the first start to %s tells of %s", to, rule)
	return model.Mail{}, 0
}

// single sends a mail about one alert alone, as escalation does, to the buyers.
func (b *buyers) single(rule string) model.Mail {
	b.t.Helper()
	return b.singleOf(b.alert(rule))
}

func (b *buyers) singleOf(a model.Alert) model.Mail {
	b.t.Helper()
	d := model.Decision{
		At: b.now, Kind: model.MailAlert, Reason: model.ReasonReminder, To: model.Recipient{Team: "buying", Address: "buying@buyer.example"},
		Mail: "single-" + a.ID, Items: []model.DecisionItem{{Alert: a.ID, Reason: model.ReasonReminder}},
	}
	state, err := b.daemon.store.State(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	found := map[string]model.Finding{}
	for _, f := range b.daemon.last.Load().Findings {
		found[f.Key()] = f
	}
	known := view.View{State: state, Registry: b.daemon.registry.Load(), Findings: found, Facts: factindex.New(), Now: b.now}
	m, _, err := b.daemon.engine.Composer.Compose(d, known.Indexed())
	if err != nil {
		b.t.Fatal(err)
	}
	b.commit(model.Change{Outbox: []model.Mail{m}})
	return m
}

// says posts an answer and returns the last receipt, with its lines joined.
func (b *buyers) says(to model.Mail, from, text string, more ...string) string {
	b.t.Helper()
	before := len(b.receipts())
	b.post(b.replies, answer(to, from, text, more...))
	all := b.receipts()
	if len(all) == before {
		return ""
	}
	if len(all) != before+1 {
		b.t.Fatalf("one answer got %d answers: %q", len(all)-before, all)
	}
	return flat(newest(b.queued(model.MailReceipt)).Text)
}

func newest(mails []model.Mail) model.Mail {
	last := mails[0]
	for _, m := range mails {
		if !m.CreatedAt.Before(last.CreatedAt) {
			last = m
		}
	}
	return last
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

const (
	windowRule   = "order-window-approval-too-late"
	deliveryRule = "delivery-unconfirmed"
	noticeRule   = "contract-notice-due"
)

func TestWhatCanBeSaidOfOneAlert(t *testing.T) {
	for _, c := range []struct {
		rule, text string
		want       string // how the answer begins
		state      model.AlertState
	}{
		{windowRule, "ack", "Acknowledged until Mon 28 Sep, 11:00 CEST. It reopens then unless it is resolved. Recorded for jane@buyer.example.", "acknowledged"},
		{windowRule, "Ack! I am on it.", "Acknowledged until Mon 28 Sep", "acknowledged"},
		{windowRule, "snooze 2 days", "Snoozed until Fri 25 Sep, 11:00 CEST. It reopens then unless it is resolved. Recorded for jane@buyer.example.", "snoozed"},
		{windowRule, "snooze 20 days", "Snoozed until Wed 30 Sep, 08:00 CEST and no longer, because a deadline comes on that day. It reopens then unless it is resolved.", "snoozed"},
		{windowRule, "snooze 40 days", "NOT snoozed: 40 days is too long; at most 30 days.", "firing"},
		{windowRule, "ack until Friday, they are closed", "Acknowledged until Fri 25 Sep, 08:00 CEST. It reopens then unless it is resolved. Recorded for jane@buyer.example.", "acknowledged"},
		{windowRule, "ack for 2 hours", "Acknowledged until Wed 23 Sep, 13:00 CEST.", "acknowledged"},
		{windowRule, "Hi all,\n\nOK, ack 1 until 29.9.", "Acknowledged until Tue 29 Sep, 08:00 CEST.", "acknowledged"},
		{windowRule, "ack until 15 Oct", "Acknowledged until Wed 30 Sep, 08:00 CEST and no longer, because a deadline comes on that day.", "acknowledged"},
		{windowRule, "ack until 20 Sep 2026", "NOT acknowledged: 2026-09-20 is not later than now; write a later one, such as 2026-09-24.", "firing"},
		{windowRule, "ack until 1/10/2026", `NOT acknowledged: "1/10/2026" can be read in two ways; write the day as 2026-09-23.`, "firing"},
		{windowRule, "ack until they answer", `NOT acknowledged: "they answer" is not a valid time; expected a day`, "firing"},
		{windowRule, "ack until 2027-01-15", "NOT acknowledged: 2027-01-15 is too far away; at most 30 days.", "firing"},
		{windowRule, "ack 24 Sep", "Acknowledged until Mon 28 Sep, 11:00 CEST.", "acknowledged"},
		{windowRule, "ack 2", "NOT acknowledged: there is no alert 2 in this mail: it is about one alert and needs no number.", "firing"},
		{windowRule, "snooze 2d", "Snoozed until Fri 25 Sep, 11:00 CEST.", "snoozed"},
		{windowRule, "snooze", `NOT snoozed: say for how long, for example "snooze 3 days".`, "firing"},
		{windowRule, "requested PR-1234", "Recorded for jane@buyer.example: purchase request PR-1234. The alert is resolved.", "resolved"},
		{windowRule, "placed 4500012345, by phone", "Recorded for jane@buyer.example: order 4500012345. The alert is resolved", "resolved"},
		{windowRule, "placed", `NOT recorded: say its number, for example "placed 4500012345".`, "firing"},
		{windowRule, "waived stock lasts until spring", "Recorded for jane@buyer.example: the order is skipped on purpose: stock lasts until spring. The alert is resolved", "resolved"},
		{windowRule, "keep", `NOT recorded: "keep" does not apply to an order window. What applies: ack, requested PR-1234, placed 4500012345,`, "firing"},
		{windowRule, "no-answer", "Recorded for jane@buyer.example: nobody answered at Order desk (orders), +49 89 1234567. The alert is still open: next step", "firing"},
		{windowRule, "no-answer duty, tried twice", "Recorded for jane@buyer.example: nobody answered at Duty manager (duty), +49 89 1234599", "firing"},
		{windowRule, "No answer, tried twice", "Recorded for jane@buyer.example: nobody answered at Order desk (orders)", "firing"},
		{windowRule, "wrong-number Duty manager", "Recorded for jane@buyer.example: +49 89 1234599 is not the number of Duty manager (duty)", "firing"},
		{windowRule, "no-answer dutty", `NOT recorded: ACME GmbH has no contact "dutty"; there are orders, duty.`, "firing"},
		{windowRule, "verified", "Recorded for jane@buyer.example: Order desk (orders) was verified by a call to +49 89 1234567", "firing"},
		{windowRule, "verified orders by reply", "Recorded for jane@buyer.example: Order desk (orders) was verified by a reply from orders@acme.example", "firing"},
		{windowRule, "verified duty reply", `NOT recorded: contact "duty" of acme has no address that could reply.`, "firing"},
		{windowRule, "accept", "NOT accepted: it reports no change that waits to be accepted.", "firing"},
		{windowRule, "not-mine", "Escalated by jane@buyer.example. Notified next, at once or when their hours begin: Leads.", "firing"},
		{windowRule, "help", "Current state: next step Wed 23 Sep 15:00 (Europe/Berlin), Leads; an ack holds until Mon 28 Sep 11:00. The first word of an answer counts: ack - I am taking this requested PR-1234 - the emergency", "firing"},
		{deliveryRule, "confirmed", "Recorded for jane@buyer.example: the delivery is confirmed. The alert is resolved", "resolved"},
		{deliveryRule, "waived plant is closed", "Recorded for jane@buyer.example: the delivery is skipped on purpose: plant is closed", "resolved"},
		{deliveryRule, "placed 45", `NOT recorded: "placed" does not apply to a delivery. What applies: ack, confirmed, waived`, "firing"},
		{noticeRule, "keep no other source", "Recorded for jane@buyer.example: the contract is kept until Thu 31 Dec: no other source. The alert is resolved", "resolved"},
		{noticeRule, "notice given", `NOT recorded: say on which day the supplier received it, for example "notice given 2026-09-23", or "notice given 2026-09-23 for 2026-12-31" if it names the end.`, "firing"},
		{noticeRule, "notice given by courier", "NOT recorded: say on which day the supplier received it", "firing"},
		{noticeRule, "notice given on 2026-09-20", "Recorded for jane@buyer.example: the supplier received our notice on Sun 20 Sep; the contract ends on Thu 31 Dec. The alert is resolved", "resolved"},
		{noticeRule, "notice given 1 Sep 2026, by courier", "Recorded for jane@buyer.example: the supplier received our notice on Tue 1 Sep; the contract ends on Thu 31 Dec", "resolved"},
		{noticeRule, "Notice given am 20. September for 31. Dezember", "Recorded for jane@buyer.example: the supplier received our notice on Sun 20 Sep, for Thu 31 Dec; the contract ends on Thu 31 Dec", "resolved"},
		{noticeRule, "notice given lunes", "Recorded for jane@buyer.example: the supplier received our notice on Mon 21 Sep; the contract ends on Thu 31 Dec", "resolved"},
		{noticeRule, "notice given 20.9. zum 31.12.", "Recorded for jane@buyer.example: the supplier received our notice on Sun 20 Sep, for Thu 31 Dec; the contract ends on Thu 31 Dec", "resolved"},
		{noticeRule, "notice given 20 sept. pour le 31 décembre", "Recorded for jane@buyer.example: the supplier received our notice on Sun 20 Sep, for Thu 31 Dec; the contract ends on Thu 31 Dec", "resolved"},
		{noticeRule, "notice given 20.9. per Bote", "Recorded for jane@buyer.example: the supplier received our notice on Sun 20 Sep; the contract ends on Thu 31 Dec", "resolved"},
		{noticeRule, "notice given 20.9., Ende ist 31.12.2027", `NOT recorded: write "for" before the end that the notice names`, "firing"},
		{noticeRule, "notice given 20.9. zum Jahresende", "NOT recorded: say for which end the notice is", "firing"},
		{noticeRule, "notice given not yet", "Saved as a note.", "firing"},
		{noticeRule, "keep calling them", "Saved as a note.", "firing"},
		{noticeRule, "renewed bis 31.12.2028", "Recorded for jane@buyer.example: the contract is renewed until Sun 31 Dec 2028. The alert is resolved", "resolved"},
		{noticeRule, "Renewed jusqu’au 31 décembre 2028", "Recorded for jane@buyer.example: the contract is renewed until Sun 31 Dec 2028. The alert is resolved", "resolved"},
		{windowRule, "ack bis Freitag, sie haben zu", "Acknowledged until Fri 25 Sep, 08:00 CEST.", "acknowledged"},
		{windowRule, "ack\nbis Freitag", "Acknowledged until Fri 25 Sep, 08:00 CEST.", "acknowledged"},
		{windowRule, "snooze zwei Tage", "Snoozed until Fri 25 Sep, 11:00 CEST.", "snoozed"},
		{windowRule, "snooze 1.5 days", `NOT snoozed: write the period in whole numbers, for example "36 hours".`, "firing"},
		{windowRule, "placed the order", `NOT recorded: say its number, for example "placed 4500012345".`, "firing"},
		{windowRule, "placed on Monday by phone", `NOT recorded: say its number, for example "placed 4500012345".`, "firing"},
		{windowRule, "placed not yet", "Saved as a note. The alert is still open and not acknowledged.", "firing"},
		{windowRule, "placed 4500012345 am 21.9.", "Recorded for jane@buyer.example: order 4500012345, placed on Mon 21 Sep. The alert is resolved", "resolved"},
		{windowRule, "verified the number is wrong", "Saved as a note. The alert is still open and not acknowledged.", "firing"},
		{windowRule, "ack?", `Saved as a note. The alert is still open and not acknowledged. To acknowledge it, reply "ack". Did you mean ack?`, "firing"},
		{windowRule, "Ack not possible, I am on a plane", "Saved as a note. The alert is still open and not acknowledged.", "firing"},
		{noticeRule, "notice given 2026-09-20 2026-12-31", `NOT recorded: write "for" before the end that the notice names, for example "notice given 2026-09-20 for 2026-12-31".`, "firing"},
		{noticeRule, "renewed 2028-12-31", "Recorded for jane@buyer.example: the contract is renewed until Sun 31 Dec 2028. The alert is resolved", "resolved"},
		{noticeRule, "renewed 2026-01-31", `NOT recorded: until: 2026-01-31 has passed; write the new last day, for example "renewed 2028-03-31".`, "firing"},
		{noticeRule, "renewed 30.11.2026", "NOT recorded: until: the contract runs until 2026-12-31 anyway;", "firing"},
		{noticeRule, "renewed until 31 March 2029, signed today", "Recorded for jane@buyer.example: the contract is renewed until Sat 31 Mar 2029. The alert is resolved", "resolved"},
		{windowRule, "placed on Monday 4500012345", "Recorded for jane@buyer.example: order 4500012345, placed on Mon 21 Sep. The alert is resolved", "resolved"},
		{windowRule, "placed yesterday", `NOT recorded: say its number, for example "placed 4500012345".`, "firing"},
		{windowRule, "snooze until Monday, they are closed", "Snoozed until Mon 28 Sep, 08:00 CEST. It reopens then unless it is resolved. Recorded for jane@buyer.example.", "snoozed"},
		{windowRule, "snooze 25 Sep", "Snoozed until Fri 25 Sep, 08:00 CEST.", "snoozed"},
		{windowRule, "snooze 20/10/2026", `NOT snoozed: "20/10/2026" can be read in two ways; write the day as 2026-09-23.`, "firing"},
	} {
		t.Run(c.text, func(t *testing.T) {
			b := newBuyers(t)
			if got := b.says(b.single(c.rule), "jane@buyer.example", c.text); !strings.HasPrefix(got, c.want) {
				t.Errorf("answered %q\n    want %q", got, c.want)
			}
			b.after(time.Second)
			if got := b.alert(c.rule); got.State != c.state {
				t.Errorf("the alert is %s, want %s", got.State, c.state)
			}
		})
	}
}

// TestAReceiptSaysWhatTheMachineDoes compares until when a receipt says that an alert is acknowledged with when that really ends.
func TestAReceiptSaysWhatTheMachineDoes(t *testing.T) {
	for _, text := range []string{"ack", "snooze 30 hours", "snooze 25 days"} {
		for _, rule := range []string{windowRule, deliveryRule, noticeRule} {
			b := newBuyers(t)
			got := b.says(b.single(rule), "jane@buyer.example", text)
			b.after(time.Minute)
			a := b.alert(rule)
			want := a.HeldUntil.In(mustZone(t)).Format("until Mon 2 Jan, 15:04 MST")
			if !strings.Contains(got, want) {
				t.Errorf("%s, %s: told %q, and it %s", rule, text, got, want)
			}
			b.now = a.HeldUntil
			b.passes()
			if a := b.alert(rule); a.State == model.StateAcknowledged || a.State == model.StateSnoozed {
				t.Errorf("%s, %s: at %s it is still %s", rule, text, b.now, a.State)
			}
		}
	}
}

func mustZone(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestADigestIsAnsweredByNumber(t *testing.T) {
	b := newBuyers(t)
	mail, n := b.first("buying@buyer.example", deliveryRule)
	_, other := b.first("buying@buyer.example", windowRule)
	got := b.says(mail, "jane@buyer.example", "ack")
	for _, want := range []string{
		fmt.Sprintf("NOT acknowledged: this mail is about %d alerts: say which one is meant, for example \"ack 1\", or \"ack all\".", len(mail.Alerts)),
		fmt.Sprintf("%d. Check the delivery: nitrogen", n), "next step Wed 23 Sep 15:00, Leads; an ack holds until Mon 28 Sep 11:00", "Times Europe/Berlin.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("answered %q, want %q in it", got, want)
		}
	}
	got = b.says(mail, "jane@buyer.example", fmt.Sprintf("ack %d %d called them", n, other))
	for _, want := range []string{fmt.Sprintf("%d. Check the delivery: nitrogen", n), fmt.Sprintf("%d. Approve now, order by 30 Sep:", other)} {
		if !strings.Contains(got, want) {
			t.Errorf("answered %q, want %q in it", got, want)
		}
	}
	if strings.Count(got, "Recorded for jane@buyer.example") != 2 {
		t.Errorf("answered %q, want a line for each", got)
	}
	b.after(time.Second)
	for rule, state := range map[string]model.AlertState{deliveryRule: model.StateAcknowledged, windowRule: model.StateAcknowledged, noticeRule: model.StateFiring} {
		if got := b.alert(rule); got.State != state {
			t.Errorf("%s is %s, want %s", rule, got.State, state)
		}
	}
	if notes := b.alert(deliveryRule).Notes; len(notes) != 1 || notes[0] != "jane@buyer.example: called them" {
		t.Errorf("noted %q", notes)
	}
}

func TestAllOfAMailAndOneLineEach(t *testing.T) {
	b := newBuyers(t)
	mail, _ := b.first("buying@buyer.example", windowRule)
	got := b.says(mail, "jane@buyer.example", "ack all\nplaced the order by phone")
	if n := strings.Count(got, "Recorded for jane@buyer.example"); n != len(mail.Alerts) {
		t.Errorf("%d lines for %d alerts: %q", n, len(mail.Alerts), got)
	}
	if want := `Not carried out: "placed the order by phone". If it is a command, send it in an answer of its own.`; !strings.Contains(got, want) {
		t.Errorf("answered %q, want %q in it", got, want)
	}
}

// TestTwoCommandsInOneReply sends two commands on one line and on two, about one alert and about two of a digest.
func TestTwoCommandsInOneReply(t *testing.T) {
	for _, text := range []string{"ack D, placed W 4500012345", "ack D\nplaced W 4500012345", "Hi,\nack D\n\nplaced W 4500012345\n\nack D", "ack D and placed W 4500012345"} {
		b := newBuyers(t)
		mail, delivery := b.first("buying@buyer.example", deliveryRule)
		_, window := b.first("buying@buyer.example", windowRule)
		got := b.says(mail, "jane@buyer.example", strings.NewReplacer("D", fmt.Sprint(delivery), "W", fmt.Sprint(window)).Replace(text))
		if n := strings.Count(got, "jane@buyer.example"); n != 2 || strings.Contains(got, "NOT") || strings.Contains(got, "Not ") {
			t.Errorf("%q: answered %q", text, got)
		}
		b.after(time.Second)
		if d, w := b.alert(deliveryRule).State, b.alert(windowRule).State; d != model.StateAcknowledged || w != model.StateResolved {
			t.Errorf("%q: the delivery is %s and the window %s", text, d, w)
		}
	}
}

// TestACommandBehindANoteIsNamed holds that a command behind the free text of another one is not carried out, and that the answer says so.
func TestACommandBehindANoteIsNamed(t *testing.T) {
	b := newBuyers(t)
	mail, delivery := b.first("buying@buyer.example", deliveryRule)
	_, window := b.first("buying@buyer.example", windowRule)
	got := b.says(mail, "jane@buyer.example", fmt.Sprintf("ack %d I called, placed %d 4500012345", delivery, window))
	if want := fmt.Sprintf("Not carried out: %q.", fmt.Sprintf("placed %d 4500012345", window)); !strings.Contains(got, "Acknowledged until") || !strings.Contains(got, want) {
		t.Errorf("answered %q, want %q in it", got, want)
	}
	b.after(time.Second)
	if d, w := b.alert(deliveryRule).State, b.alert(windowRule).State; d != model.StateAcknowledged || w != model.StateFiring {
		t.Errorf("the delivery is %s and the window %s", d, w)
	}
}

// TestTwoCommandsAboutOneAlert holds that both are recorded, each under an id of its own.
func TestTwoCommandsAboutOneAlert(t *testing.T) {
	b := newBuyers(t)
	got := b.says(b.single(windowRule), "jane@buyer.example", "ack\nno-answer duty\nack the rest is a text")
	for _, want := range []string{"Acknowledged until", `Not carried out: "no-answer duty".`, `Not carried out: "ack the rest is a text".`} {
		if !strings.Contains(got, want) {
			t.Errorf("answered %q, want %q in it", got, want)
		}
	}
	got = b.says(b.single(deliveryRule), "jane@buyer.example", "ack, no-answer")
	if !strings.Contains(got, "Acknowledged until") || !strings.Contains(got, "Recorded for jane@buyer.example: nobody answered at Order desk") {
		t.Errorf("answered %q", got)
	}
}

// TestOneCommandIsWrongAndTheOtherIsDone holds that a mistake in one command does not cost the other.
func TestOneCommandIsWrongAndTheOtherIsDone(t *testing.T) {
	b := newBuyers(t)
	mail, delivery := b.first("buying@buyer.example", deliveryRule)
	got := b.says(mail, "jane@buyer.example", fmt.Sprintf("ack 99\nack %d", delivery))
	for _, want := range []string{
		fmt.Sprintf("NOT acknowledged: there is no alert 99 in this mail: its alerts are numbered from 1 to %d.", len(mail.Alerts)), "Acknowledged until Mon 28 Sep",
		"That mail is about these alerts.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("answered %q, want %q in it", got, want)
		}
	}
}

// latest escalates the alert of the order window, once the others are settled, and returns the mail about it to the buyers.
func (b *buyers) latest() model.Mail {
	b.t.Helper()
	b.says(b.single(deliveryRule), "joe@buyer.example", "confirmed")
	b.says(b.single(noticeRule), "joe@buyer.example", "keep no other source")
	b.after(time.Second)
	b.after(4 * time.Hour)
	b.after(time.Minute) // mails wait for others to the same recipient
	id := b.alert(windowRule).ID
	for _, m := range b.queued(model.MailAlert) {
		if m.To.Address == "buying@buyer.example" && len(m.Alerts) == 1 && m.Alerts[0].Alert == id && !strings.HasPrefix(m.ID, "single-") {
			return m
		}
	}
	b.t.Fatal("no mail is about the alert of the order window alone")
	return model.Mail{}
}

// TestOtherWordsForAnAcknowledgement holds that they count in answer to the latest mail of one open alert that nobody has acknowledged.
func TestOtherWordsForAnAcknowledgement(t *testing.T) {
	manyTexts(t)
	for text, counts := range map[string]bool{
		"OK.": true, "on it\n\nJane": true, "Ich k\u00fcmmere mich!": true, "I\u2019ve got it": true, "Je m'en occupe": true, "ok\n\n-- \nJane Doe\nPurchasing": true,
		"thanks": false, "got it": false, "noted": false, "yes": false, "\U0001F44D": false, "ok thanks": false, "ok?": false, "seen": false, "ok\nbut not today": false,
		"\U0001F44D Jane reacted via Gmail": false, "Liked \u201cApprove today\u201d": false,
	} {
		b := newBuyers(t)
		mail, first := b.latest(), b.single(windowRule) // which the alert does not count among its mails
		if got := b.says(first, "jane@buyer.example", text); !strings.HasPrefix(got, "Saved as a note.") {
			t.Errorf("%q in answer to an earlier mail: %q", text, got)
		}
		got := b.says(mail, "jane@buyer.example", text, "Message-ID: <later@client.example>")
		if strings.HasPrefix(got, "Acknowledged until") != counts || !counts && !strings.HasPrefix(got, "Saved as a note.") {
			t.Errorf("%q: answered %q", text, got)
		}
		b.after(time.Second)
		if state := b.alert(windowRule).State; (state == model.StateAcknowledged) != counts {
			t.Errorf("%q: the alert is %s", text, state)
		}
		if got := b.says(mail, "joe@buyer.example", "on it"); counts && !strings.HasPrefix(got, "Saved as a note. The alert is acknowledged or over.") {
			t.Errorf("%q, then another: answered %q", text, got)
		}
	}
}

func TestWhatWasSaidIsObservedWhenItCame(t *testing.T) {
	b := newBuyers(t)
	mail, came := b.single(windowRule), b.now
	b.now = came.Add(3 * time.Hour)
	for i, ahead := range []time.Duration{-3 * time.Hour, time.Hour} {
		m := b.received(answer(mail, "jane@buyer.example", fmt.Sprintf("placed 450001%d", i)))
		m.Received[0].Arrived = b.now.Add(ahead)
		b.take(b.replies, m)
	}
	placed := factindex.New(b.facts()...).Kind("acme", model.KindOrderWindow.Subject("yearly"), model.FactPlaced)
	if len(placed) != 2 {
		t.Fatalf("recorded %v", b.told())
	}
	for i, want := range []time.Time{came, b.now} {
		f := placed[i]
		if !f.ObservedAt.Equal(want) || !f.RecordedAt.Equal(b.now) || f.Source != "mail" || f.Actor != "jane@buyer.example" || f.Data["window"] != "2026-09-01" {
			t.Errorf("recorded %+v, want it observed at %s", f, want)
		}
	}
}

func TestAnOrderIsPlacedAfterItsRequestHasSettledTheWindow(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	b.says(mail, "jane@buyer.example", "requested PR-1")
	b.after(time.Hour)
	got := b.says(mail, "joe@buyer.example", "placed 4500012345")
	if want := "Recorded for joe@buyer.example: order 4500012345. The alert had ended before (resolved)."; got != want {
		t.Errorf("answered %q, want %q", got, want)
	}
	if got := b.says(mail, "joe@buyer.example", "ack"); !strings.HasPrefix(got, "NOT acknowledged: it is over: resolved on 2026-09-23") {
		t.Errorf("answered %q", got)
	}
}
