package daemon

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

const confirmedByOrders = "confirmed acme/contact/orders orders@acme.example"

// bounce is the notification that our mail came back; the original lies in it.
func bounceOf(original model.Mail, recipient string) string {
	return strings.Join([]string{
		"From: MAILER-DAEMON@mx.acme.example", "To: watchdog@buyer.example", "Subject: Undelivered Mail", "Message-ID: <b-" + original.ID + "@mx.acme.example>",
		"Auto-Submitted: auto-replied", "MIME-Version: 1.0", `Content-Type: multipart/report; report-type=delivery-status; boundary="b"`, "",
		"--b", "Content-Type: text/plain", "", "The mail could not be delivered.", "",
		"--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.acme.example", "", "Final-Recipient: rfc822; " + recipient,
		"Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 user unknown", "",
		"--b", "Content-Type: text/rfc822-headers", "", "Message-ID: <" + original.MessageID + ">", "From: contacts@buyer.example", "",
		"--b--", "",
	}, "\n")
}

func TestAnAnswerFindsItsMailByEachCarrierOfTheToken(t *testing.T) {
	plain := func(token, header, text string) string {
		return "From: orders@acme.example\nSubject: your question\nMessage-ID: <1@acme.example>\n" + header + "\n" + text + "\n"
	}
	for name, mail := range map[string]func(model.Mail) string{
		"the tag of the address": func(m model.Mail) string {
			return plain("", "To: contacts+"+strings.ToUpper(m.Token)+"@buyer.example\n", "yes")
		},
		"the tag, as delivered": func(m model.Mail) string {
			return plain("", "Delivered-To: contacts+"+m.Token+"@buyer.example\n", "yes")
		},
		"our Message-ID, answered":    func(m model.Mail) string { return plain("", "In-Reply-To: <"+m.MessageID+">\n", "yes") },
		"our Message-ID, in a thread": func(m model.Mail) string { return plain("", "References: <x@y.example> <"+m.MessageID+">\n", "yes") },
		"the quoted line":             func(m model.Mail) string { return plain("", "", "yes\n\n> Is this still right?\n> Ref: "+m.Token) },
	} {
		t.Run(name, func(t *testing.T) {
			o := newMailFixture(t)
			o.post(o.replies, mail(o.question("orders")))
			o.expect(confirmedByOrders)
		})
	}
	t.Run("the original of a bounce", func(t *testing.T) {
		o := newMailFixture(t)
		o.post(o.replies, bounceOf(o.question("orders"), "orders@acme.example"))
		o.expect("bounced acme/contact/orders MAILER-DAEMON@mx.acme.example")
	})
	t.Run("a token that nobody signed", func(t *testing.T) {
		o := newMailFixture(t)
		m := o.question("orders")
		m.MessageID, m.Token = strings.Replace(m.MessageID, m.Token, strings.Repeat("a", 26), 1), strings.Repeat("a", 26)
		o.post(o.replies, answer(m, "orders@acme.example", "yes"))
		o.expect("replied acme/contact/orders orders@acme.example")
	})
}

func TestOurOwnMailInOurOwnMailboxIsNoFact(t *testing.T) {
	o := newMailFixture(t)
	letter := o.letter()
	o.post(o.orders, "From: watchdog@buyer.example\nTo: confirmations@buyer.example\nMessage-ID: <"+letter.MessageID+">\nSubject: order confirmation\n\nsend\n")
	o.expect()
	o.answered()
}

func TestARoundTripHasLandedWhereItShould(t *testing.T) {
	o := newMailFixture(t)
	box := o.daemon.registry.Load().Mailboxes[0]
	trip := compose.RoundTrip(o.Identity, "round-trip-1", box, o.now)
	o.commit(model.Change{Outbox: []model.Mail{trip}})
	raw := "From: watchdog@buyer.example\nTo: " + box.Address + "\nMessage-ID: <" + trip.MessageID + ">\n\nThis mail was sent to see whether it arrives.\n"
	o.post(o.replies, raw)
	o.expect()
	o.post(o.orders, raw)
	o.expect("round-trip-landed /mailbox/confirmations watchdog")
}

func TestAnAlertThatCameBackIsKnownToHaveReachedNobody(t *testing.T) {
	o := newMailFixture(t)
	o.post(o.replies, bounceOf(o.alerted("orders"), "buying@buyer.example"))
	o.expect("delivery /alert/a3f09c watchdog")
	if f := o.facts()[0]; f.Data["result"] != "bounced" || f.Data["mail"] != "alert-1" {
		t.Errorf("it tells %v", f.Data)
	}
	o.answered()
}

func TestWhereAMailLiesSaysWhatItIs(t *testing.T) {
	const proven = "Authentication-Results: mx.buyer.example; dmarc=pass header.from=acme.example\n"
	unproven := "From: orders@acme.example\nTo: %s\nSubject: Re: your question\nMessage-ID: <s1@acme.example>\n\nstop\n"
	confirmation := proven + "From: orders@acme.example\nTo: %s\nSubject: order confirmation 4711\nMessage-ID: <c1@acme.example>\n\nThank you.\n"
	stop := proven + unproven
	both := func(o *mailFixture) incoming.Folder {
		return incoming.Folder{Account: "corp", Name: "INBOX", Replies: true, Mailboxes: o.orders.Mailboxes}
	}
	for name, c := range map[string]struct {
		raw, to string
		folder  func(*mailFixture) incoming.Folder
		want    []string
	}{
		"a confirmation in the role mailbox":  {confirmation, "confirmations@buyer.example", func(o *mailFixture) incoming.Folder { return o.orders }, []string{"confirmation acme/delivery/weekly watchdog", "seen acme/contact/orders watchdog"}},
		"a confirmation among the answers":    {confirmation, "watchdog@buyer.example", func(o *mailFixture) incoming.Folder { return o.replies }, nil},
		"a confirmation where both come":      {confirmation, "confirmations@buyer.example", both, []string{"confirmation acme/delivery/weekly watchdog", "seen acme/contact/orders watchdog"}},
		"an objection among the answers":      {stop, "watchdog@buyer.example", func(o *mailFixture) incoming.Folder { return o.replies }, []string{"objected acme/contact/orders orders@acme.example"}},
		"an objection that is not proven":     {unproven, "watchdog@buyer.example", func(o *mailFixture) incoming.Folder { return o.replies }, []string{"replied acme/contact/orders orders@acme.example"}},
		"an objection to us where both come":  {stop, "watchdog@buyer.example", both, []string{"objected acme/contact/orders orders@acme.example"}},
		"an objection to one where both come": {stop, "confirmations@buyer.example", both, []string{"near-miss acme/delivery/weekly watchdog", "seen acme/contact/orders watchdog"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMailFixture(t)
			o.post(c.folder(o), fmt.Sprintf(c.raw, c.to))
			o.expect(c.want...)
		})
	}
}

func TestWhoAnswersOurQuestionMayConfirmAnOrderToo(t *testing.T) {
	o := newMailFixture(t)
	raw := answer(o.question("orders"), "orders@acme.example", "Yes.", "Cc: confirmations@buyer.example")
	o.post(o.orders, strings.Replace(raw, "Subject: Re: ", "Subject: Re: order confirmation 4711", 1))
	o.expect(confirmedByOrders, "confirmation acme/delivery/weekly watchdog", "seen acme/contact/orders watchdog")
}

func TestAFolderThatIsReadAgainHasNoNewFacts(t *testing.T) {
	o := newMailFixture(t)
	question, letter := o.question("orders"), o.letter()
	mails := []string{
		answer(question, "orders@acme.example", "yes"), answer(letter, "jane@buyer.example", "send"),
		"From: jane@buyer.example\nTo: watchdog@buyer.example\nIn-Reply-To: <" + letter.MessageID + ">\nDate: Mon, 14 Sep 2026 08:55:00 +0000\n\nsend\n",
	}
	o.post(o.replies, mails...)
	before, receipts := o.told(), len(o.receipts())
	o.validity, o.uid = 2, 0
	o.open()
	o.post(o.replies, mails...)
	o.expect(before...)
	if n := len(o.receipts()); n != receipts || n != 2 {
		t.Errorf("%d receipts at first, %d when it was read again; want 2", receipts, n)
	}
}

func TestWhatIsKeptIsKeptWithItsPosition(t *testing.T) {
	o := newMailFixture(t)
	o.post(o.replies, answer(o.question("orders"), "orders@acme.example", "yes"))
	positions, err := o.daemon.store.Positions(t.Context())
	if want := (model.FolderPosition{Account: "watchdog", Folder: "INBOX", UIDValidity: 1, UID: 1}); err != nil || len(positions) != 1 || positions[0] != want {
		t.Errorf("positions %v, %v; want %v", positions, err, want)
	}
	o.daemon.store.Close()
	b := imap.Batch{Received: []imap.Received{{UID: 2, Arrived: o.now, Message: mailparse.Message{Kind: mailparse.KindReply}}}}
	if err := o.HandleBatch(t.Context(), o.replies, b); err == nil {
		t.Error("a batch that could not be kept is taken for kept")
	}
}

func TestAPoisonedMessageIsRecordedAndTheOthersAreRead(t *testing.T) {
	o := newMailFixture(t)
	question := o.question("orders")
	raw := mailparse.Read([]byte(answer(question, "orders@acme.example", "yes")))
	b := imap.Batch{
		Received:    []imap.Received{{UID: 8, Arrived: o.now, Message: raw}},
		Quarantined: []imap.Quarantined{{UID: 7, Reason: "the server gives no text of it"}},
	}
	o.take(o.replies, b)
	o.take(o.replies, b)
	o.expect(confirmedByOrders, "quarantined /replies watchdog")
}

func TestAClockThatRunsAheadProvesNothingForTheFuture(t *testing.T) {
	o := newMailFixture(t)
	m := mailparse.Read([]byte(answer(o.question("orders"), "orders@acme.example", "yes")))
	o.take(o.replies, imap.Batch{Received: []imap.Received{{UID: 1, Arrived: o.now.AddDate(73, 0, 0), Message: m}}})
	o.expect(confirmedByOrders)
	for _, f := range o.facts() {
		if f.ObservedAt.After(o.now) {
			t.Errorf("%s was observed on %s", f.Kind, f.ObservedAt)
		}
	}
}

func TestAFloodOfMailsIsNoFloodOfFacts(t *testing.T) {
	o := newMailFixture(t)
	question := o.question("orders")
	const each = 400
	for batch := range 5 {
		var answers, mails []string
		for i := range each {
			n := batch*each + i
			answers = append(answers, fmt.Sprintf("From: orders@acme.example\nAuto-Submitted: auto-replied\nSubject: Away\nIn-Reply-To: <%s>\nMessage-ID: <%d@a.example>\n\nI am out of the office.\n", question.MessageID, n))
			mails = append(mails,
				fmt.Sprintf("From: u%d@acme.example\nTo: confirmations@buyer.example\nSubject: x\nMessage-ID: <%d@b.example>\n\nx\n", n, n),
				fmt.Sprintf("From: u@d%d.example\nTo: confirmations@buyer.example\nSubject: order confirmation\nMessage-ID: <%d@c.example>\n\nx\n", n, n))
		}
		o.post(o.replies, answers...)
		o.post(o.orders, mails...)
		o.now = o.now.Add(time.Minute)
	}
	kinds := map[model.FactKind]int{}
	for _, f := range o.facts() {
		kinds[f.Kind]++
	}
	for kind, n := range kinds {
		if n > incoming.FactsPerDay {
			t.Errorf("%d facts of the kind %s", n, kind)
		}
	}
}
