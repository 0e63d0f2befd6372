package main

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestPeopleRelease is about a company that sends verification mails only after one of its people approves, and whose registry is written by
// people alone.
func TestPeopleRelease(t *testing.T) {
	t.Parallel()
	p := openPeople(t, []string{"mute", "moved", "one", "two"}, []string{strings.Replace(asking("ask"), "answer_within: 1 day", "answer_within: 3 seconds", 1)})
	p.replace(t, "supplierwatch.yaml", "registry_writable: true", "registry_writable: false")
	p.daemon = startReady(t, "--config", p.config)
	p.releaseInShell(t)
	p.send(t, appleMail(p.question(t, "moved"), "Ann <orders@moved.test>", "Please write to desk@moved.test from now on."))
	p.followSilence(t, "mute")
	p.releaseByMail(t)
	letter := p.letterAbout(t, "desk@moved.test")
	p.answer(t, letter, "b.roy@buyer.test", "accept "+numberOf(t, letter, "moved"))
	p.wantReceipt(t, "b.roy", "moved/contact/orders is now desk@moved.test.", "The registry does not say so yet, and the alert stays until it does.", `email: "desk@moved.test"`)
	until(t, "the change is confirmed, and the registry does not say so", func() bool {
		return strings.Contains(p.findings(t, "moved")["contact-changed"].Message, "the registry still has the old details")
	})
}

// releaseInShell has two suppliers asked by a command beside the daemon.
func (p *people) releaseInShell(t *testing.T) {
	t.Helper()
	said := shell(t, "verify", "mute", "moved", "--send", "--config", p.config)
	if said.code != 0 || !strings.Contains(said.out, "orders@mute.test") {
		t.Errorf("verify --send ended with %d:\n%s%s", said.code, said.out, said.err)
	}
}

// followSilence waits until somebody has been asked and reminded, and has not answered.
func (p *people) followSilence(t *testing.T, id string) {
	t.Helper()
	question := p.question(t, id)
	box := p.mail.Mailbox(t, "orders@"+id+".test")
	box.Wait(t, "question", about("Is this still right?"))
	time.Sleep(3 * time.Second) // an answer has its time by the wall clock
	p.daemon.signal(t, syscall.SIGHUP)
	reminder := box.Wait(t, "reminder", about("we asked whether you are still our contact"))
	if got := reminder.Header.Get("In-Reply-To"); got != question.Header.Get("Message-Id") {
		t.Errorf("the reminder answers %q, want the question %q", got, question.Header.Get("Message-Id"))
	}
	time.Sleep(4 * time.Second)
	p.daemon.signal(t, syscall.SIGHUP) // an evaluation records that nobody answered,
	time.Sleep(time.Second)
	p.daemon.signal(t, syscall.SIGHUP) // and the next one reports it
	untilWithin(t, aMinute, "nobody has answered", func() bool {
		return strings.Contains(p.findings(t, id)["contact-silent"].Message, "verification request and its reminder")
	})
	if mails := box.All(t); len(mails) != 2 {
		t.Errorf("%s got %d mails, want a question and a reminder", id, len(mails))
	}
}

// releaseByMail releases the verification mails that a weekly summary lists, by answering it.
func (p *people) releaseByMail(t *testing.T) {
	t.Helper()
	letter := p.letterAbout(t, "VERIFICATION MAILS WAITING FOR RELEASE")
	for _, want := range []string{"orders@one.test, in English and German", "orders@two.test", "Reply send to this mail to release the mails"} {
		if !strings.Contains(strings.Join(strings.Fields(letter.Text), " "), want) {
			t.Errorf("the letter does not say %q:\n%s", want, letter.Text)
		}
	}
	p.answer(t, letter, "c.stranger@buyer.test", "send")
	p.wantReceipt(t, "c.stranger", "NOT released: you are not in Buying.")
	for _, id := range []string{"one", "two"} {
		if mails := p.mail.Mailbox(t, "orders@"+id+".test").All(t); len(mails) > 0 {
			t.Errorf("%s was written to before anybody released it", id)
		}
	}
	p.answer(t, letter, "a.li@buyer.test", "Send.")
	p.wantReceipt(t, "a.li", "Released by a.li@buyer.test.", "one/orders", "two/orders")
	p.question(t, "one")
	p.question(t, "two")
}
