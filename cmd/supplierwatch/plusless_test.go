package main

import (
	"regexp"
	"strings"
	"testing"

	"supplierwatch/internal/testkit"
)

// TestPeopleWithoutPlus follows answers through a mail server that knows no plus addresses: by the Message-ID that they answer, by the line in
// what they quote, and by the original in a bounce.
func TestPeopleWithoutPlus(t *testing.T) {
	t.Parallel()
	p := openPeople(t, []string{"threads", "quotes", "bare", nobodyThere}, []string{asking("on")}, testkit.WithoutPlus(), testkit.WithAcceptAll(nobodyThere+".test"))
	p.replace(t, "supplierwatch.yaml", "identity: {", "identity: {plus: false, ")
	p.daemon = startReady(t, "--config", p.config)

	q := p.question(t, "threads")
	if to := q.Header.Get("Reply-To"); to != "<watchdog@buyer.test>" {
		t.Errorf("answers go to %q, want an address without a tag", to)
	}
	if !regexp.MustCompile(`(?m)^.*\b[a-z2-7]{26}\b.*$`).MatchString(q.Text) {
		t.Errorf("the question has no line by which its quote is known:\n%s", q.Text)
	}
	p.send(t, plainly(q, "orders@threads.test", "Yes, still right."))

	w := appleMail(p.question(t, "quotes"), "orders@quotes.test", "Yes, still right.")
	w.headers = nil // some programs and gateways refer to nothing
	p.send(t, w)
	for _, id := range []string{"threads", "quotes"} {
		p.see(t, verdict{supplier: id, confirms: true})
	}

	w = plainly(p.question(t, "bare"), "orders@bare.test", "Yes, still right.")
	w.headers = nil
	p.send(t, w)
	p.see(t, verdict{supplier: "bare", says: []string{"A reply came on"}, waits: promised})
	p.see(t, verdict{supplier: nobodyThere, rule: "contact-bounced", says: []string{"no longer exists"}, waits: cameBack})
	if mails := p.mail.Mailbox(t, "orders@threads.test").All(t); len(mails) != 1 || strings.Contains(mails[0].Header.Get("Return-Path"), "+") {
		t.Errorf("%d mails, want the question alone, from an address without a tag", len(mails))
	}
}
