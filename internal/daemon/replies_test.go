package daemon

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
)

const releasedByJane = "released acme/contact/orders jane@buyer.example"

func TestWhoMayRelease(t *testing.T) {
	const forged = "Authentication-Results: mx.buyer.example; dmarc=fail header.from=buyer.example"
	for name, c := range map[string]struct {
		from, text string
		more       []string
		want       string // the answer; empty: none
		done       bool
	}{
		"a member":                {"Jane <jane@buyer.example>", "send", nil, "jane@buyer.example: Released by jane@buyer.example.", true},
		"the team's own address":  {"buying@buyer.example", "Send!", nil, "buying@buyer.example: Released", true},
		"a colleague":             {"eve@buyer.example", "send", nil, "eve@buyer.example: NOT released: you are not in Buying.", false},
		"a stranger":              {"eve@evil.example", "send", nil, "", false},
		"a stranger named as her": {`"jane@buyer.example" <eve@evil.example>`, "send", nil, "", false},
		"nobody":                  {"", "send", nil, "", false},
		"two":                     {"jane@buyer.example, eve@evil.example", "send", nil, "", false},
		"forged":                  {"jane@buyer.example", "send", []string{forged}, "jane@buyer.example: NOT released: our mail server", false},
		"without our stamp":       {"jane@buyer.example", "send", []string{strings.Replace(forged, "mx.buyer", "mx.evil", 1)}, "jane@buyer.example: NOT released: our mail server says nothing", false},
		"with further words":      {"jane@buyer.example", "Send me the list first.", nil, "jane@buyer.example: NOT released: write", false},
		"by a machine":            {"jane@buyer.example", "send", []string{"Auto-Submitted: auto-replied"}, "", false},
		"by another machine":      {"jane@buyer.example", "send", []string{"Auto-Submitted: auto-generated"}, "", false},
		"by a list":               {"jane@buyer.example", "send", []string{"Precedence: bulk"}, "", false},
		"without a return path":   {"jane@buyer.example", "send", []string{"Return-Path: <>"}, "", false},
		"in a quotation":          {"jane@buyer.example", "> send", nil, "jane@buyer.example: Nothing was done: your reply contains no command.", false},
		"something else":          {"jane@buyer.example", "Thank you.", nil, "jane@buyer.example: Nothing was done", false},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMailFixture(t)
			o.post(o.replies, answer(o.letter(), c.from, c.text, c.more...))
			if c.want == "" {
				o.answered()
			} else {
				o.answered(c.want)
			}
			if released := len(o.told()) > 0; released != c.done {
				t.Errorf("told %v", o.told())
			}
		})
	}
}

func TestOneMessageGetsOneAnswerWhereverItLies(t *testing.T) {
	o := newMailFixture(t)
	raw := answer(o.letter(), "jane@buyer.example", "send")
	o.post(o.replies, raw)
	o.post(o.orders, raw)
	o.expect(releasedByJane)
	o.answered("jane@buyer.example: Released")
	o.post(o.replies, answer(o.letter(), "jane@buyer.example", "send", "Message-ID: <again@client.example>"))
	o.expect(releasedByJane)
	o.answered("jane@buyer.example: Released", "jane@buyer.example: Released")
}

func TestAnAnswerToAReceiptIsOneToTheMailThatWasAnsweredFirst(t *testing.T) {
	o := newMailFixture(t)
	o.post(o.replies, answer(o.letter(), "jane@buyer.example", "Send them all."))
	receipt := o.queued(model.MailReceipt)[0]
	o.post(o.replies, answer(receipt, "jane@buyer.example", "send", "Auto-Submitted: auto-replied"))
	o.answered("jane@buyer.example: NOT released: write")
	o.post(o.replies, answer(receipt, "jane@buyer.example", "send", "Message-ID: <again@client.example>"))
	o.expect(releasedByJane)
	o.answered("jane@buyer.example: NOT released: write", "jane@buyer.example: Released")
}

func TestASupplierCannotSpeakForUs(t *testing.T) {
	o := newMailFixture(t)
	question := o.question("orders")
	o.alerted("orders")
	o.post(o.replies,
		answer(question, "orders@acme.example", "accept"),
		answer(question, "jane@buyer.example", "send"), // our colleague who was forwarded the mail to them
		answer(model.Mail{ID: "x", MessageID: strings.Repeat("a", 26) + "@buyer.example"}, "jane@buyer.example", "accept"))
	o.answered()
	for _, line := range o.told() {
		if !strings.HasPrefix(line, "replied acme/contact/orders orders@acme.example") {
			t.Errorf("told %s", line)
		}
	}
}

func TestASummaryCanBeAnsweredForAMonth(t *testing.T) {
	o := newMailFixture(t)
	letter := o.letter()
	o.now = letter.CreatedAt.Add(incoming.AnswerableFor)
	o.post(o.replies, answer(letter, "jane@buyer.example", "send"))
	o.now = o.now.Add(time.Second)
	o.post(o.replies, answer(letter, "joe@buyer.example", "send"))
	o.answered("jane@buyer.example: Released", "joe@buyer.example: NOT released: what that mail was about is over; it is from 2026-09-14.")
}

func TestAnOldThreadConfirmsNothingUnlessItIsStillAsked(t *testing.T) {
	for state, want := range map[model.AlertState]string{
		model.StateFiring: confirmedByOrders, model.StateResolved: "replied acme/contact/orders orders@acme.example",
	} {
		o := newMailFixture(t)
		question := o.question("orders")
		o.commit(model.Change{Alerts: []model.Alert{{
			ID: "b00001", Key: "acme|contact/orders|verification", Supplier: "acme", Subject: model.KindContact.Subject("orders"), Group: model.GroupVerification, State: state, Since: o.now,
		}}})
		o.now = o.now.AddDate(0, 2, 0)
		o.post(o.replies, answer(question, "orders@acme.example", "yes"))
		o.expect(want)
	}
}

// changed records that a mail announced another address of a contact.
func (o *mailFixture) announced(id, email string) {
	o.commit(model.Change{Facts: []model.Fact{{
		ID: "given-" + id, Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: model.FactChanged, ObservedAt: o.now, RecordedAt: o.now,
		Actor: "orders@acme.example", Source: "imap", Evidence: "mail", Data: map[string]string{"email": email},
	}}})
}

func (o *mailFixture) registryText() string {
	o.t.Helper()
	text, err := os.ReadFile(filepath.Join(o.dir, "registry.yaml"))
	if err != nil {
		o.t.Fatal(err)
	}
	return string(text)
}

func TestAChangeIsAcceptedByMail(t *testing.T) {
	for writable, says := range map[string]string{"true": "Written into the registry,", "false": `email: "new@acme.example"`} {
		t.Run("writable: "+writable, func(t *testing.T) {
			o := newMailFixtureWhere(t, writable)
			o.announced("1", "new@acme.example")
			mail := o.alerted("orders")
			o.post(o.replies, answer(mail, "jane@buyer.example", "accept"))
			o.expect("changed acme/contact/orders jane@buyer.example")
			o.answered("jane@buyer.example: Accepted by jane@buyer.example: acme/contact/orders is now")
			if text := o.receipts()[0]; !strings.Contains(text, says) {
				t.Errorf("answered %q, want %q in it", text, says)
			}
			if written := strings.Contains(o.registryText(), "email: new@acme.example"); fmt.Sprint(written) != writable {
				t.Errorf("the registry:\n%s", o.registryText())
			}
			o.post(o.replies, answer(mail, "joe@buyer.example", "accept"))
			o.answered("jane@buyer.example: Accepted", "joe@buyer.example: NOT accepted: it reports no change that waits")
		})
	}
}

func TestWhatIsNotAccepted(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(*mailFixture) model.Mail
		want    string
	}{
		"an alert that is over": {func(o *mailFixture) model.Mail {
			o.announced("1", "new@acme.example")
			m := o.alerted("orders")
			state, _ := o.daemon.store.State(o.t.Context())
			a := state.Alerts["a3f09c"]
			a.State, a.EndedAt = model.StateResolved, o.now
			o.commit(model.Change{Alerts: []model.Alert{a}})
			return m
		}, "it is over"},
		"a change without details": {func(o *mailFixture) model.Mail { o.announced("1", ""); return o.alerted("orders") }, "the mail does not say to what it changed"},
		"a change that came after the mail": {func(o *mailFixture) model.Mail {
			o.announced("1", "new@acme.example")
			m := o.alerted("orders")
			o.now = o.now.Add(time.Hour)
			o.announced("2", "orders@evil.example")
			return m
		}, "another change was announced"},
		"no address": {func(o *mailFixture) model.Mail {
			o.announced("1", "x\"\n    tier: none@evil.example")
			return o.alerted("orders")
		}, "email:"},
		"an address that is too long": {func(o *mailFixture) model.Mail {
			o.announced("1", strings.Repeat("x", 300)+"@evil.example")
			return o.alerted("orders")
		}, "email:"},
		"an alert of another contact": {func(o *mailFixture) model.Mail { o.announced("1", "new@acme.example"); return o.alerted("quality") }, "it reports no change"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMailFixtureWhere(t, "true")
			before := o.registryText()
			o.post(o.replies, answer(c.prepare(o), "jane@buyer.example", "accept"))
			o.expect()
			text := strings.Join(strings.Fields(strings.Join(o.receipts(), "")), " ")
			if !strings.Contains(text, "NOT accepted: "+c.want) {
				t.Errorf("answered %q, want %q", text, c.want)
			}
			if o.registryText() != before {
				t.Errorf("the registry was changed:\n%s", o.registryText())
			}
		})
	}
}

func TestNothingOfAMailGetsIntoTheHeaderOfItsAnswer(t *testing.T) {
	o := newMailFixture(t)
	o.post(o.replies, answer(o.letter(), "jane@buyer.example", "send", "Message-ID: <a\rBcc:eve@evil.example>", "Subject: =?utf-8?q?x=0D=0ABcc:_eve@evil.example?="))
	m := o.queued(model.MailReceipt)[0]
	for _, value := range append(m.References, m.Subject, m.To.Address) {
		if strings.ContainsAny(value, "\r\n") {
			t.Errorf("%q stands in the header", value)
		}
	}
}
