package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
)

// onCall is a supplier with an order window that can no longer be approved in the ordinary way, and a contract to be decided about today.
func onCall(id string) string {
	day := func(days int) string { return today.AddDate(0, 0, days).Format(time.DateOnly) }
	return undecided(id, "") + fmt.Sprintf(`    order_windows:
      - {id: yearly, title: yearly allocation, opens: %s, closes: %s, approval: 10 business days}
`, day(-10), day(6))
}

const (
	windowRule = "order-window-approval-too-late"
	noticeRule = "contract-notice-due"
)

// TestPeopleAnswerAlerts lets people answer the initial report and later mails from their mail programs.
func TestPeopleAnswerAlerts(t *testing.T) {
	t.Parallel()
	p := openPeople(t, []string{"acme"}, nil)
	p.write(t, "registry/acme.yaml", onCall("acme"))
	p.replace(t, "registry/company.yaml", "{notify: [owner]}]", "{notify: [owner]}, {after: 1 day, notify: [operators]}]")
	p.daemon = startReady(t, "--config", p.config)
	first := p.owners.Wait(t, "mail of the first start", about("Initial report"))
	if !strings.Contains(first.HTML, "mailto:watchdog%2B") || !strings.Contains(first.Text, "REPLY TO THIS MAIL") {
		t.Errorf("the mail says nothing of how it is answered:\n%s", first.Text)
	}
	window, notice := p.number(t, first, "order"), p.number(t, first, "Agreement with")

	p.answer(t, first, "c.stranger@buyer.test", "ack "+notice)
	p.wantAnswer(t, "c.stranger", "NOT acknowledged: you are not in Buying; next step")
	p.answer(t, first, "a.li@buyer.test", "ack")
	p.wantAnswer(t, "a.li", "NOT acknowledged: this mail is about ", "say which one is meant")
	if states := p.states(t); states != "firing firing" {
		t.Errorf("after what was refused the alerts are %s", states)
	}
	p.send(t, outlook(first, "Anna Li <a.li@buyer.test>", "Ack "+notice+", ich rufe an."))
	p.wantAnswer(t, "a.li", notice+". ", "Acknowledged until ", "It reopens then unless it is resolved. Recorded for a.li@buyer.test.")
	p.become(t, "firing acknowledged")

	p.send(t, gmail(first, "b.roy@buyer.test", "On Mon, Nov 2, 2026 at 9:12 AM Supplier Watch <watchdog@buyer.test> wrote:", "placed "+window+" 4500012345"))
	p.wantAnswer(t, "b.roy", "Recorded for b.roy@buyer.test: order 4500012345. The alert is resolved.")
	resolved := p.owners.Wait(t, "notice that the window is settled", about("[RESOLVED]"))
	if !strings.Contains(strings.Join(strings.Fields(resolved.Text), " "), "has ended. Order 4500012345 was recorded by B. Roy (b.roy@buyer.test) on") {
		t.Errorf("who was told is told:\n%s", resolved.Text)
	}
	p.become(t, "resolved acknowledged")

	p.send(t, appleMail(first, "b.roy@buyer.test", "Snooze "+notice+" 2 days."))
	p.wantAnswer(t, "b.roy", "Snoozed until ", "Recorded for b.roy@buyer.test.")
	p.become(t, "resolved snoozed")

	p.answer(t, first, "a.li@buyer.test", "not-mine "+notice)
	p.wantAnswer(t, "a.li", "Escalated by a.li@buyer.test. Notified next, at once or when their hours begin: Operators.")
	passed := p.mail.Mailbox(t, "operators@buyer.test").Wait(t, "the next step", about("Agreement with acme"))
	p.become(t, "resolved firing")

	p.keepNotes(t, passed)
	p.answerByMachine(t, passed)
	p.answer(t, passed, "a.li@buyer.test", "keep no other source")
	p.wantAnswer(t, "a.li", "Recorded for a.li@buyer.test: the contract is kept until "+contractEndInWords()+": no other source. The alert is resolved.")
	p.become(t, "resolved resolved")
}

// TestPeopleAnswerInTheirWords has a range of alerts acknowledged until a day in German, with a note below it, and two alerts settled by one answer. A
// question and the words of our own mail, which a telephone quotes on the line of its attribution, do nothing.
func TestPeopleAnswerInTheirWords(t *testing.T) {
	t.Parallel()
	p := openPeople(t, []string{"acme"}, nil)
	p.write(t, "registry/acme.yaml", onCall("acme"))
	p.daemon = startReady(t, "--config", p.config)
	first := p.owners.Wait(t, "mail of the first start", about("Initial report"))
	window, notice := p.number(t, first, "order"), p.number(t, first, "Agreement with")

	p.answer(t, first, "a.li@buyer.test", "ack "+notice+"?\n\nSent from Yahoo Mail on Android\n\n"+
		"  On Mon, 2 Nov 2026 at 9:12, Supplier Watch<watchdog@buyer.test> wrote:   Alerts to act on\n\nack "+window+"   I have it\nack all\n")
	p.wantAnswer(t, "a.li", "are still open and not acknowledged.", "Did you mean ack?")
	if states := p.states(t); states != "firing firing" {
		t.Errorf("after a question the alerts are %s", states)
	}
	p.answer(t, first, "a.li@buyer.test", "Hallo zusammen,\n\nack "+min(window, notice)+"-"+max(window, notice)+" bis morgen\nIch rufe dort an.")
	p.wantAnswer(t, "a.li", window+". ", notice+". ", "Acknowledged until ", "Recorded for a.li@buyer.test.")
	p.become(t, "acknowledged acknowledged")
	if _, facts := p.daemon.get(t, "/api/v1/facts?subject=alert/"+p.daemon.alert(t, noticeRule).ID); !strings.Contains(facts, "Ich rufe dort an.") {
		t.Errorf("the line below is not noted:\n%s", facts)
	}
	p.answer(t, first, "b.roy@buyer.test", "placed "+window+" 4500012345\nnotice given "+notice+" "+today.AddDate(0, 0, -1).Format(time.DateOnly)+" for "+contractEnd()+"\nMerci")
	p.wantAnswer(t, "b.roy", "Recorded for b.roy@buyer.test: order 4500012345", "Recorded for b.roy@buyer.test: the supplier received our notice on ", "for "+contractEndInWords())
	p.become(t, "resolved resolved")
}

// number returns the number of an item that a mail describes in full.
func (p *people) number(t *testing.T, m *testkit.Message, of string) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^ +(\d+)\. \[CRITICAL\] .*` + regexp.QuoteMeta(of)).FindStringSubmatch(m.Text)
	if found == nil {
		t.Fatalf("the mail does not tell of %q:\n%s", of, m.Text)
	}
	return found[1]
}

// wantAnswer waits for an answer of the watchdog's to somebody that says all of this, in a thread, as machines answer.
func (p *people) wantAnswer(t *testing.T, user string, says ...string) {
	t.Helper()
	m := p.mail.Mailbox(t, user+"@buyer.test").Wait(t, "an answer that says "+strings.Join(says, " … "), func(m *testkit.Message) bool {
		text := strings.Join(strings.Fields(m.Text), " ")
		for _, want := range says {
			if !strings.Contains(text, want) {
				return false
			}
		}
		return m.Header.Get("Auto-Submitted") == "auto-replied"
	})
	if m.Header.Get("In-Reply-To") == "" || !strings.HasPrefix(m.Header.Get("References"), "<") || !strings.HasPrefix(m.Subject(), "Re: [CRITICAL]") {
		t.Errorf("the answer is no part of a thread: %v", m.Header)
	}
}

// states are those of the alerts about the window and the contract.
func (p *people) states(t *testing.T) string {
	t.Helper()
	return p.daemon.alert(t, windowRule).State + " " + p.daemon.alert(t, noticeRule).State
}

func (p *people) become(t *testing.T, states string) {
	t.Helper()
	until(t, "the alerts are "+states, func() bool { return p.states(t) == states })
}

// keepNotes has notes saved, each of which is answered since nobody has acknowledged the alert: one as people write it, one below a long
// quotation, one in an opaque S/MIME signature. One that is encrypted is answered with that.
func (p *people) keepNotes(t *testing.T, m *testkit.Message) {
	t.Helper()
	p.answer(t, m, "b.roy@buyer.test", "They will call back tomorrow.")
	p.wantAnswer(t, "b.roy", `Saved as a note. The alert is still open and not acknowledged. To acknowledge it, reply "ack".`, "keep - we keep the contract for another term")
	p.answer(t, m, "b.roy@buyer.test", "On Mon, Nov 2, 2026 at 9:12 AM Supplier Watch <watchdog@buyer.test> wrote:\n"+
		quoted(strings.Repeat("a line of a long thread\n", 4000))+"\n\nThey did call back.")
	p.send(t, sealed(t, plainly(m, "b.roy@buyer.test", ""), "client-smime-opaque.eml"))
	for _, note := range []string{"They did call back.", "Yes, this is still right."} {
		until(t, "the note is kept: "+note, func() bool {
			_, facts := p.daemon.get(t, "/api/v1/facts?subject=alert/"+p.daemon.alert(t, noticeRule).ID)
			return strings.Contains(facts, note)
		})
	}
	until(t, "every note is answered", func() bool {
		answers := 0
		for _, m := range p.mail.Mailbox(t, "b.roy@buyer.test").All(t) {
			if strings.HasPrefix(m.Text, "Saved as a note") {
				answers++
			}
		}
		return answers == 3
	})
	p.send(t, sealed(t, plainly(m, "b.roy@buyer.test", ""), "client-smime-encrypted.eml"))
	p.wantAnswer(t, "b.roy", "NOT read: your reply is encrypted (S/MIME). Nothing was done.")
}

// sealed puts the S/MIME of a labelled mail into an answer.
func sealed(t *testing.T, w written, file string) written {
	t.Helper()
	raw, err := os.ReadFile("../../internal/mailparse/testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(raw), "\n\n")
	w.kind, w.body = strings.TrimPrefix(head[strings.Index(head, "Content-Type: "):], "Content-Type: "), body
	return w
}

// answerByMachine has an absence and a stranger answer with a command, which does nothing and gets no answer.
func (p *people) answerByMachine(t *testing.T, m *testkit.Message) {
	t.Helper()
	absent := plainly(m, "a.li@buyer.test", "ack\n\nI am out of the installation until "+back.Format("2 January 2006")+".")
	absent.subject, absent.headers = "Automatic reply: "+m.Subject(), append(absent.headers, "Auto-Submitted: auto-replied")
	p.send(t, absent)
	p.answer(t, m, "orders@acme.test", "ack")
	p.answer(t, m, "c.stranger@buyer.test", "help")
	p.wantAnswer(t, "c.stranger", "The first word of an answer counts:") // those before it have been read, too
	if states := p.states(t); states != "resolved firing" {
		t.Errorf("a machine and a stranger made the alert %s", states)
	}
	for _, m := range p.mail.Mailbox(t, "orders@acme.test").All(t) {
		t.Errorf("a stranger got %q", m.Subject())
	}
}
