package daemon

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/action"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replies"
)

func TestWhoMayAnswerAnAlert(t *testing.T) {
	manyTexts(t)
	const forged = "Authentication-Results: mx.buyer.example; dmarc=fail header.from=buyer.example"
	for name, c := range map[string]struct {
		from string
		more []string
		want string // how the answer begins; empty: there is none
	}{
		"a member of the team":         {"Joe <joe@buyer.example>", nil, "Acknowledged until"},
		"the team itself":              {"buying@buyer.example", nil, "Acknowledged until"},
		"a team not told yet":          {"lee@buyer.example", nil, "NOT acknowledged: you are not in Buying; next step Wed 23 Sep 15:00 (Europe/Berlin), Leads."},
		"a colleague":                  {"eve@buyer.example", nil, "NOT acknowledged: you are not in Buying; next step"},
		"a stranger":                   {"eve@evil.example", nil, ""},
		"a supplier":                   {"orders@acme.example", nil, ""},
		"a stranger under her name":    {`"jane@buyer.example" <eve@evil.example>`, nil, ""},
		"two senders":                  {"jane@buyer.example, eve@evil.example", nil, ""},
		"forged":                       {"jane@buyer.example", []string{forged}, "NOT acknowledged: our mail server could not verify that you sent this."},
		"a stamp of another server":    {"jane@buyer.example", []string{strings.Replace(forged, "mx.buyer", "mx.evil", 1), "Authentication-Results: mx.buyer.example; dmarc=pass"}, "Acknowledged until"},
		"from a domain that goes on":   {"jane@buyer.example.évil.example", []string{"Authentication-Results: mx.buyer.example; dmarc=pass header.from=buyer.example.xn--vil-9la.example"}, ""},
		"a stamp nobody can read":      {"jane@buyer.example", []string{`Authentication-Results: mx.buyer.example; spf=none smtp.mailfrom="x; dmarc=pass`}, "NOT acknowledged: our mail server could not verify that you sent this."},
		"forged by a stranger":         {"eve@evil.example", []string{forged}, ""},
		"an absence":                   {"jane@buyer.example", []string{"Auto-Submitted: auto-replied"}, ""},
		"an absence of Exchange":       {"jane@buyer.example", []string{"X-MS-Exchange-Inbox-Rules-Loop: jane@buyer.example", "Auto-Submitted: auto-generated"}, ""},
		"an old vacation program":      {"jane@buyer.example", []string{"Precedence: auto_reply"}, ""},
		"a mailing list":               {"jane@buyer.example", []string{"Precedence: list", "List-Id: <buyers.buyer.example>"}, ""},
		"without a sender's envelope":  {"jane@buyer.example", []string{"Return-Path: <>"}, ""},
		"a bounce":                     {"MAILER-DAEMON@buyer.example", []string{"Return-Path: <>"}, ""},
		"a machine that nobody reads":  {"noreply@buyer.example", nil, ""},
		"in capitals":                  {"JANE@BUYER.EXAMPLE", nil, "Acknowledged until"},
		"another Reply-To than sender": {"jane@buyer.example", []string{"Reply-To: eve@evil.example"}, "Acknowledged until"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBuyers(t)
			got := b.says(b.single(windowRule), c.from, "ack", c.more...)
			if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("answered %q, want %q", got, c.want)
			}
			b.after(time.Second)
			done := strings.HasPrefix(c.want, "Acknowledged")
			if state := b.alert(windowRule).State; (state == model.StateAcknowledged) != done {
				t.Errorf("the alert is %s", state)
			}
			if told := b.acts(); len(told) > 0 != done {
				t.Errorf("recorded %q", told)
			}
		})
	}
}

// acts returns what was recorded about alerts, as "kind subject actor".
func (b *buyers) acts() []string {
	return slices.DeleteFunc(b.told(), func(line string) bool { return !strings.Contains(line, "/alert/") })
}

func TestWhoeverWasNotifiedOfTheAlertMayAnswerAnyOfItsMails(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	b.after(4 * time.Hour)
	b.after(time.Minute)
	if got := b.says(mail, "lee@buyer.example", "ack"); !strings.HasPrefix(got, "Acknowledged until") {
		t.Errorf("answered %q", got)
	}
	if got := b.says(mail, "eve@buyer.example", "ack"); !strings.HasPrefix(got, "NOT acknowledged: you are not in Buying or Leads;") {
		t.Errorf("answered %q", got)
	}
}

// outside the mail that it answers, no alert is moved by an answer, whatever it says.
func TestNoAlertOfAnotherMailMoves(t *testing.T) {
	b := newBuyers(t)
	mail, other := b.single(windowRule), b.alert(deliveryRule).ID
	words := []string{
		"ack", "Ack.", "all", "1", "2", "3", "7", "#2", "and", "snooze", "3 days", "not-mine", "help", "placed 45", "accept", "no-answer", "duty",
		"verified", "keep", "\n", "> ack 2", "alert/" + other, other, "\r\nack", "--", "-- \n", "Ref: aaaaaaaaaaaaaaaaaaaaaaaaaa", "ACK ALL", "—", "\x00", "ａｃｋ",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 8).Draw(t, "text"), " ")
		from := rapid.SampledFrom([]string{"jane@buyer.example", "joe@buyer.example", "eve@buyer.example", "eve@evil.example"}).Draw(t, "from")
		b.post(b.replies, answer(mail, from, text))
		for _, line := range b.acts() {
			if !strings.Contains(line, "/alert/"+b.mailsAlert(mail)+" ") || strings.HasSuffix(line, " eve@buyer.example") || strings.HasSuffix(line, " eve@evil.example") {
				t.Fatalf("%q of %s recorded %q", text, from, line)
			}
		}
	})
}

func (b *buyers) mailsAlert(m model.Mail) string { return m.Alerts[0].Alert }

// TestWhatMailProgramsMakeOfAnAnswer quotes our mail, with its own list of commands, as programs do.
func TestWhatMailProgramsMakeOfAnAnswer(t *testing.T) {
	manyTexts(t)
	quotedBy := func(m model.Mail, mark string) string {
		return mark + strings.ReplaceAll(strings.TrimRight(m.Text, "\n"), "\n", "\n"+mark)
	}
	asHTML := func(m model.Mail) string { return strings.ReplaceAll(html.EscapeString(m.Text), "\n", "<br>\n") }
	const page = "Content-Type: text/html; charset=utf-8"
	for name, c := range map[string]struct {
		text func(m model.Mail) string
		more []string
		want string
	}{
		"above a quote": {func(m model.Mail) string {
			return "ack\n\nOn 23 Sep 2026, at 11:00, Supplier Watch <watchdog@buyer.example> wrote:\n\n" + quotedBy(m, "> ")
		}, nil, "Acknowledged"},
		"below a quote": {func(m model.Mail) string {
			return "On 23 Sep 2026, at 11:00, Supplier Watch <watchdog@buyer.example> wrote:\n\n" + quotedBy(m, "> ") + "\n\nack"
		}, nil, "Acknowledged"},
		"between the lines of a quote": {func(m model.Mail) string {
			return quotedBy(m, "> ") + "\nsnooze 3 days\n" + quotedBy(m, "> ")
		}, nil, "Snoozed"},
		"Outlook, in German": {func(m model.Mail) string {
			return `<html><body><div class="WordSection1"><p class="MsoNormal">ack<o:p></o:p></p>
<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Von:</b> watchdog@buyer.example<br>
<b>Gesendet:</b> Mittwoch, 23. September 2026 11:00<br><b>An:</b> jane@buyer.example<br><b>Betreff:</b> Approve today</p></div></div>
<p class="MsoNormal">` + asHTML(m) + `</p></div></body></html>`
		}, []string{page, "Subject: AW: Approve today"}, "Acknowledged"},
		"Outlook, plain": {func(m model.Mail) string {
			return "ack\n\n-----Original Message-----\nFrom: Supplier Watch <watchdog@buyer.example>\nSent: Wednesday, September 23, 2026 11:00 AM\nTo: Jane\nSubject: Approve today\n\n" + m.Text
		}, nil, "Acknowledged"},
		"Gmail": {func(m model.Mail) string {
			return `<div dir="ltr">ack</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Wed, Sep 23, 2026 at 11:00 AM ` +
				`Supplier Watch &lt;watchdog@buyer.example&gt; wrote:<br></div><blockquote class="gmail_quote">` + asHTML(m) + `</blockquote></div>`
		}, []string{page}, "Acknowledged"},
		"Apple Mail": {func(m model.Mail) string {
			return `<html><body dir="auto">ack<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">` +
				`On 23. Sep 2026, at 11:00, Supplier Watch &lt;watchdog@buyer.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">` +
				asHTML(m) + `</div></blockquote></body></html>`
		}, []string{page}, "Acknowledged"},
		"a quote and nothing else": {func(m model.Mail) string { return quotedBy(m, "> ") }, nil, "Nothing was done: your reply contains no command."},
		"our mail handed back": {func(m model.Mail) string {
			return "FYI\n\n---------- Forwarded message ---------\nFrom: Supplier Watch <watchdog@buyer.example>\nDate: Wed, Sep 23, 2026\nSubject: Approve today\nTo: jane\n\n" + m.Text
		}, []string{"Subject: Fwd: Approve today"}, "Saved as a note."},
		"a signature that says ack": {func(model.Mail) string { return "\n-- \nack Industries GmbH, Jane Doe" }, nil, "Nothing was done"},
		"an acknowledged absence": {func(model.Mail) string {
			return "I am out of the office until 30 September. In urgent cases please contact joe@buyer.example. Acknowledged mails are not forwarded."
		}, []string{"Subject: Automatic reply: Approve today", "Auto-Submitted: auto-replied"}, ""},
		"an absence that bears no mark": {func(model.Mail) string {
			return "Ich bin bis zum 30.09.2026 nicht im Büro. In dringenden Fällen wenden Sie sich bitte an joe@buyer.example."
		}, []string{"Subject: Abwesenheitsnotiz: Approve today"}, ""},
		"what comes before the verb":     {func(model.Mail) string { return "Please ack this for me" }, nil, "Saved as a note"},
		"a button, in a mail of its own": {func(model.Mail) string { return "ack\n\n\n" }, []string{"Subject: Approve today"}, "Acknowledged"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBuyers(t)
			m := b.single(windowRule)
			got := b.says(m, "Jane Doe <jane@buyer.example>", c.text(m), c.more...)
			if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("answered %q, want %q", got, c.want)
			}
			b.after(time.Second)
			acted := c.want == "Acknowledged" || c.want == "Snoozed"
			if state := b.alert(windowRule).State; (state != model.StateFiring) != acted {
				t.Errorf("the alert is %s", state)
			}
		})
	}
}

func TestTheSameAnswerDoesNothingTwice(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	raw := answer(mail, "jane@buyer.example", "not-mine")
	b.post(b.replies, raw)
	b.post(b.orders, raw)
	b.post(b.replies, raw, raw)
	b.open()
	b.validity++
	b.post(b.replies, raw)
	if acts := b.acts(); len(acts) != 1 || len(b.receipts()) != 1 {
		t.Errorf("recorded %q, answered %q", acts, b.receipts())
	}
	// The same words, handed on by somebody who may not say them, do nothing either.
	if got := b.says(mail, "eve@buyer.example", "not-mine", "Resent-From: jane@buyer.example", "Sender: jane@buyer.example"); !strings.HasPrefix(got, "NOT escalated") {
		t.Errorf("answered %q", got)
	}
	if acts := b.acts(); len(acts) != 1 {
		t.Errorf("recorded %q", acts)
	}
}

func TestATokenSaysWhichMailIsAnswered(t *testing.T) {
	b := newBuyers(t)
	window, delivery := b.single(windowRule), b.single(deliveryRule)
	// The thread is that of one mail, the address that of another: the address is what they answered.
	b.post(b.replies, strings.Replace(answer(window, "jane@buyer.example", "ack"), "To: watchdog@", "To: watchdog+"+strings.ToUpper(delivery.Token)+"@", 1))
	b.after(time.Second)
	if b.alert(windowRule).State != model.StateFiring || b.alert(deliveryRule).State != model.StateAcknowledged {
		t.Errorf("the window is %s, the delivery %s", b.alert(windowRule).State, b.alert(deliveryRule).State)
	}
	strange := delivery
	strange.MessageID = "x@buyer.example"
	before := len(b.receipts())
	b.post(b.replies,
		answer(strange, "jane@buyer.example", "ack"),
		strings.Replace(answer(strange, "joe@buyer.example", "ack"), "To: watchdog@", "To: watchdog+"+strings.Repeat("a", 26)+"@", 1))
	if len(b.receipts()) != before || len(b.acts()) != 1 {
		t.Errorf("without our token: recorded %q, answered %q", b.acts(), b.receipts()[before:])
	}
}

func TestAButtonWorksWhereTheServerKnowsNoPlusAddresses(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	b.post(b.replies, "From: jane@buyer.example\nTo: watchdog@buyer.example\nSubject: Re: "+mail.Subject+"\nMessage-ID: <button@client.example>\n\nack\n\nRef: "+mail.Token+"\n")
	if got := b.receipts(); len(got) != 2 || !strings.HasPrefix(got[0], "jane@buyer.example: Acknowledged until") {
		t.Errorf("answered %q", got)
	}
}

func TestNotesAreKeptAndAnswered(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: takes minutes under the race detector, and nothing here runs at the same time")
	}
	b := newBuyers(t)
	mail, other := b.single(windowRule), b.single(deliveryRule)
	got := b.says(mail, "jane@buyer.example", "They promised an offer\nby Friday.")
	for _, want := range []string{
		"Saved as a note. The alert is still open and not acknowledged. To acknowledge it, reply \"ack\".", "next step Wed 23 Sep 15:00 (Europe/Berlin), Leads; an ack holds until Mon 28 Sep 11:00.",
		"ack - I am taking this", "placed 4500012345 - the order has been placed", "not-mine - escalate now",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("answered %q, want %q in it", got, want)
		}
	}
	for i := range 1000 {
		b.post(b.replies, answer(mail, "jane@buyer.example", fmt.Sprintf("and another thing, number %d", i)))
	}
	if n := len(b.receipts()); n != replies.AnswersPerAlert {
		t.Errorf("a thousand notes within an hour got %d answers, want %d", n, replies.AnswersPerAlert)
	}
	if got := b.says(other, "jane@buyer.example", "about the nitrogen"); !strings.HasPrefix(got, "Saved as a note") {
		t.Errorf("about another alert: %q", got)
	}
	if got := b.says(mail, "joe@buyer.example", "me too"); !strings.HasPrefix(got, "Saved as a note") {
		t.Errorf("somebody else: %q", got)
	}
	for _, text := range []string{"let me see", "please let me see"} {
		if got := b.says(mail, "eve@buyer.example", text); !strings.HasPrefix(got, "NOT saved: you are not in Buying; next step") {
			t.Errorf("a colleague: %q", got)
		}
	}
	b.after(2 * time.Hour)
	if got := b.says(mail, "jane@buyer.example", "one more"); !strings.HasPrefix(got, "NOT saved: you have written 20 notes about this alert within a day.") {
		t.Errorf("the 22nd note of a day: %q", got)
	}
	b.after(24 * time.Hour)
	if got := b.says(mail, "jane@buyer.example", "the offer is here"); !strings.HasPrefix(got, "Saved as a note") {
		t.Errorf("the next day: %q", got)
	}
	b.passes()
	notes := b.alert(windowRule).Notes
	if len(notes) != action.NotesADay+2 || notes[0] != "jane@buyer.example: They promised an offer by Friday." {
		t.Errorf("%d notes, the first is %q", len(notes), notes[0])
	}
	if got := b.alert(windowRule).State; got != model.StateFiring {
		t.Errorf("the alert is %s", got)
	}
}

// TestWrongTokensBlockNobody shows invented tokens under the names of everybody whose mail matters, and sees that their real mail counts.
func TestWrongTokensBlockNobody(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	strange := mail
	var wrong []string
	for n := range 22 {
		strange.MessageID = fmt.Sprintf("%s%02d@buyer.example", strings.Repeat("ab", 12), 22+n%55)
		for _, from := range []string{"jane@buyer.example", "orders@acme.example"} {
			wrong = append(wrong, answer(strange, from, "ack", fmt.Sprintf("Message-ID: <guess-%d-%s>", n, from),
				"Received: from evil (evil.example [192.0.2.7]) by mx.buyer.example; Wed, 23 Sep 2026 09:00:00 +0000"))
		}
	}
	many := strange
	many.MessageID = mail.MessageID
	wrong = append(wrong, answer(many, "jane@buyer.example", strings.Repeat("Ref: "+strings.Repeat("ab", 13)+"\n", 22), "Message-ID: <guess-many@evil.example>", "In-Reply-To: <x@evil.example>"))
	b.post(b.replies, wrong...)
	if n := strings.Count(b.log.String(), "not issued here"); n != incoming.LoggedPerHost+1 {
		t.Errorf("%d mails with wrong tokens were logged, want %d", n, incoming.LoggedPerHost+1)
	}
	notices := b.queued(model.MailOperators)
	if len(notices) != 1 || strings.Contains(notices[0].Text, "jane") || !strings.Contains(notices[0].Text, "192.0.2.7") {
		t.Errorf("the operators are told %v", notices)
	}
	if got := b.says(mail, "jane@buyer.example", "ack"); !strings.HasPrefix(got, "Acknowledged") {
		t.Errorf("answered %q", got)
	}
	b.restart()
	b.post(b.replies, answer(strange, "jane@buyer.example", "ack", "Message-ID: <guess-again@evil.example>"))
	if n := len(b.queued(model.MailOperators)); n != 1 {
		t.Errorf("the operators were told %d times in a day", n)
	}
	b.now = b.now.Add(24 * time.Hour)
	b.post(b.replies, answer(strange, "jane@buyer.example", "ack", "Message-ID: <guess-next-day@evil.example>"))
	if n := len(b.queued(model.MailOperators)); n != 2 {
		t.Errorf("the operators were told %d times in two days", n)
	}
}

// restart opens the office again, as after a kill, and evaluates.
func (b *buyers) restart() {
	b.t.Helper()
	composer, publish := b.daemon.engine.Composer, b.daemon.engine.Publish
	b.open()
	b.daemon.engine.Composer, b.daemon.engine.Publish = composer, publish
	b.passes()
}

func TestProgramsThatAnswerEachOtherDoNotGoOnForEver(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	var raw []string
	for n := range 2 * replies.AnswersPerAlert {
		raw = append(raw, answer(mail, "jane@buyer.example", fmt.Sprintf("acknowledged by the %dth program", n)))
	}
	b.post(b.replies, raw...)
	if n := len(b.receipts()); n != replies.AnswersPerAlert {
		t.Errorf("%d answers within an hour, want %d", n, replies.AnswersPerAlert)
	}
	if n := len(b.acts()); n != len(raw) {
		t.Errorf("%d of %d commands were done", n, len(raw))
	}
	b.now = b.now.Add(time.Hour)
	if got := b.says(mail, "jane@buyer.example", "ack"); got == "" {
		t.Error("an hour later nothing is answered")
	}
}

func TestAnAnswerLongAfterDoesNothing(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(deliveryRule)
	b.says(mail, "jane@buyer.example", "confirmed")
	b.after(incoming.AnswerableFor + time.Hour)
	if got := b.says(mail, "jane@buyer.example", "waived too late"); got != "NOT recorded: what that mail was about is over; it is from 2026-09-23." {
		t.Errorf("answered %q", got)
	}
}

func TestAReceiptIsInTheThreadAndIsSentOnce(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	b.says(mail, "jane@buyer.example", "ack", "Message-ID: <their@client.example>")
	m := b.queued(model.MailReceipt)[0]
	if m.Subject != "Re: "+mail.Subject || !slices.Equal(m.References, []string{mail.MessageID, "their@client.example"}) || m.To.Address != "jane@buyer.example" {
		t.Errorf("the receipt is %q to %s, in the thread %q", m.Subject, m.To, m.References)
	}
}

// TestWrongTokensHideNoBounce shows invented tokens under the name of mail servers, before and after a real bounce, also to a daemon that reads
// an old mailbox for the first time.
func TestWrongTokensHideNoBounce(t *testing.T) {
	o := newMailFixture(t)
	question := o.question("orders")
	strange := question
	var wrong []string
	for n := range 30 {
		strange.MessageID = fmt.Sprintf("%s%02d@buyer.example", strings.Repeat("ba", 12), 22+n%55)
		wrong = append(wrong, strings.Replace(bounceOf(strange, "orders@acme.example"), "Message-ID: <", fmt.Sprintf("Message-ID: <old-%d-", n), 1))
	}
	o.post(o.replies, append(wrong, bounceOf(question, "orders@acme.example"))...)
	o.expect("bounced acme/contact/orders MAILER-DAEMON@mx.acme.example")
}
