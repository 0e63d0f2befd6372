package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

// verdict is how a supplier's contact answers, and what people see of it then.
type verdict struct {
	supplier string
	answers  func(t *testing.T, p *people, q *testkit.Message)
	confirms bool     // address and phone count as verified then
	rule     string   // of the finding about the contact; empty: only that it is not verified
	says     []string // what its message says
	waits    string   // why nobody is asked again; empty: nobody need be
}

// Why a contact is not asked again, as the plan says it.
const (
	promised = "we promised not to ask again before DAY"
	asked    = "asked on DAY; nobody has answered yet"
	hasLeft  = "the person has left on DAY: correct the address, or record that the contact was verified"
	cameBack = "a mail came back on DAY: correct the address, or record that the contact was verified"
	refused  = "their server refused the address on DAY: correct the address, or record that the contact was verified"
	objected = "they asked for no such mails on DAY"
)

// verdicts are all that can come back.
func verdicts() []verdict {
	return []verdict{
		{supplier: "heike", answers: byOutlook("Ja, stimmt alles so. Viele Grüße, Heike Huber"), confirms: true},
		{supplier: "colette", answers: byGmail("Le lun. 2 nov. 2026 à 09:12, Buyer AG <watchdog@buyer.test> a écrit :", "Oui, c'est toujours exact.\nCordialement, Colette"), confirms: true},
		{supplier: "tim", answers: byAppleMail("Yes, still right. We are closed from 20 December to 6 January.\n\nTim"), confirms: true},
		{
			supplier: "lithos", answers: byGmail("On Mon, Nov 2, 2026 at 9:12 AM Buyer AG <watchdog@buyer.test> wrote:", "Hello, please use sales@1ithos.test from now on. Kind regards"),
			rule: "contact-changed", says: []string{"Unconfirmed change: ", "sales@1ithos.test", "nobody has called back", "another domain", "imitates the supplier's"}, waits: promised,
		},
		{
			supplier: "cousin", answers: byAppleMail("We have a new address, please write to cousin.orders@gmail.com."),
			rule: "contact-changed", says: []string{"Unconfirmed change: ", "cousin.orders@gmail.com", "free-mail address"}, waits: promised,
		},
		{
			supplier: "iban", answers: byOutlook("Bitte schreiben Sie künftig an neu@iban.test. Unser neues Konto: IBAN DE89 3704 0044 0532 0130 00."),
			rule: "contact-changed", says: []string{"Unconfirmed change: ", "neu@iban.test", "bank details"}, waits: promised,
		},
		{supplier: "vague", answers: byOutlook("Können Sie mir bitte Ihren Bedarf für das erste Quartal schicken?"), says: []string{"A reply came on", "a person must read it"}, waits: promised},
		{supplier: "ticket", answers: byMachine("[Ticket#2026112210000018] We have received your request", "Thank you for contacting us. Your request has been registered under ticket number 2026112210000018.", "Auto-Submitted: auto-replied", "X-OTRS-Loop: True"), waits: asked},
		{
			supplier: "gone", answers: byMachine("Automatic reply: Are you still our contact for orders?", "I no longer work for gone chemicals. Please contact joe@gone.test.", "Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"),
			rule: "contact-left", says: []string{"has left, according to", "joe@gone.test"}, waits: hasLeft,
		},
		{
			supplier: "heir", answers: byAppleMail("Frau Meier arbeitet nicht mehr bei uns."),
			rule: "contact-left", says: []string{"has left, according to"}, waits: hasLeft,
		},
		{supplier: "stop", answers: byGmail("On Mon, Nov 2, 2026 at 9:12 AM Buyer AG <watchdog@buyer.test> wrote:", "stop"), rule: "contact-objected", says: []string{"asked on", "to receive no more verification mails"}, waits: objected},
		{supplier: "away", waits: asked},
		{supplier: "later", rule: "contact-bounced", says: []string{"orders@later.test", "bounced on", "no longer exists"}, waits: cameBack},
		{supplier: "full", rule: "contact-bounced", says: []string{"orders@full.test", "bounced on", "the mailbox is full"}, waits: asked},
		{supplier: unknown, rule: "contact-bounced", says: []string{"orders@unknown.test", "bounced on", "no longer exists"}, waits: cameBack},
		{supplier: ghost, rule: "contact-rejected", says: []string{"orders@ghost.test", "rejected mail"}, waits: refused},
		{supplier: "slow", answers: delayed, waits: asked},
		{supplier: "guess", answers: wrongToken, says: []string{"A reply came on"}, waits: promised},
		{supplier: "hidden", answers: fromElsewhere("orders@elsewhere.test"), rule: "contact-changed", says: []string{"Unconfirmed change: ", "orders@elsewhere.test", "another domain"}, waits: promised},
		{supplier: "forged", answers: unauthenticated, says: []string{"A reply came on", "failed our mail server's check"}, waits: promised},
		{supplier: "handed", answers: forwarded, rule: "contact-changed", says: []string{"Unconfirmed change: ", "paul@parent.test", "another domain"}, waits: promised},
	}
}

// byOutlook answers with a program of its own.
func byOutlook(text string) func(*testing.T, *people, *testkit.Message) {
	return func(t *testing.T, p *people, q *testkit.Message) { p.send(t, outlook(q, recipient(q), text)) }
}

func byGmail(said, text string) func(*testing.T, *people, *testkit.Message) {
	return func(t *testing.T, p *people, q *testkit.Message) { p.send(t, gmail(q, recipient(q), said, text)) }
}

func byAppleMail(text string) func(*testing.T, *people, *testkit.Message) {
	return func(t *testing.T, p *people, q *testkit.Message) { p.send(t, appleMail(q, recipient(q), text)) }
}

// byMachine answers by itself.
func byMachine(subject, text string, headers ...string) func(*testing.T, *people, *testkit.Message) {
	return func(t *testing.T, p *people, q *testkit.Message) {
		w := plainly(q, recipient(q), text)
		w.subject, w.headers = subject, append(w.headers, headers...)
		p.send(t, w)
	}
}

// recipient is whom a question was sent to.
func recipient(q *testkit.Message) string { return strings.Trim(q.Header.Get("To"), "<>") }

// delayed is the warning of a server that goes on trying.
func delayed(t *testing.T, p *people, q *testkit.Message) {
	w := answerTo(q, "MAILER-DAEMON@slow.test", "Delayed:")
	w.kind = `multipart/report; report-type=delivery-status; boundary="d"`
	w.body = "--d\nContent-Type: text/plain\n\nYour message could not be delivered for more than 4 hours. It will be retried.\n" +
		"--d\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.slow.test\n\nFinal-Recipient: rfc822; orders@slow.test\nAction: delayed\nStatus: 4.4.1\n" +
		"Diagnostic-Code: X-Postfix; connect to slow.test: Connection timed out\n\n--d--"
	p.send(t, w)
}

// wrongToken answers under a tag that we never gave.
func wrongToken(t *testing.T, p *people, q *testkit.Message) {
	w := plainly(q, recipient(q), "Yes, still right.")
	w.to, w.headers = "watchdog+"+strings.Repeat("ab", 13)+"@buyer.test", nil
	p.send(t, w)
}

// fromElsewhere answers from an address of another domain.
func fromElsewhere(from string) func(*testing.T, *people, *testkit.Message) {
	return func(t *testing.T, p *people, q *testkit.Message) { p.send(t, plainly(q, from, "Yes, still right.")) }
}

// unauthenticated comes from the right address, as it says; our own server knows better.
func unauthenticated(t *testing.T, p *people, q *testkit.Message) {
	w := plainly(q, recipient(q), "Yes, still right.")
	w.headers = append(w.headers, "Authentication-Results: mx.buyer.test; spf=fail smtp.mailfrom=forged.test; dmarc=fail header.from=forged.test")
	p.send(t, w)
}

// forwarded answers a question that a colleague elsewhere was handed.
func forwarded(t *testing.T, p *people, q *testkit.Message) {
	w := answerTo(q, "Paul <paul@parent.test>", "Re: Fwd:")
	w.body = "Hi, that is me now. Yes, all correct.\n\n---------- Forwarded message ---------\nFrom: Buyer AG <watchdog@buyer.test>\nSubject: " + q.Subject() + "\n\n" + q.Text
	p.send(t, w)
}

// TestPeopleAnswer follows contacts through every verdict, each as it arrives by mail, to what our people see of it.
func TestPeopleAnswer(t *testing.T) {
	t.Parallel()
	all := verdicts()
	var suppliers []string
	for _, v := range all {
		suppliers = append(suppliers, v.supplier)
	}
	theirs := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.To, Do: faultyserver.Reply("550 5.1.1 <orders@unknown.test>: Recipient address rejected: User unknown")})
	p := openPeople(t, suppliers, []string{asking("on")}, testkit.WithSmarthost(theirs.Addr),
		testkit.WithVacation("orders@away.test", "Abwesend", "Ich bin bis "+back.Format("02.01.2006")+" nicht im Büro."),
		testkit.WithQuota("orders@full.test", 1000), testkit.WithAcceptAll(nobodyThere+".test"))
	p.daemon = startReady(t, "--config", p.config)
	for _, v := range all {
		if v.answers != nil {
			v.answers(t, p, p.question(t, v.supplier))
		}
	}
	for _, v := range all {
		p.see(t, v)
	}
	p.seeInShell(t, all)
	p.seeNotices(t)
	p.accept(t)
	p.seeNoMore(t, "stop")
}

// back is until when the person who is away is away.
var back = today.AddDate(0, 0, 20)

// see waits until the page shows the answer about a contact.
func (p *people) see(t *testing.T, v verdict) {
	t.Helper()
	want := map[string]string{"email": "never", "phone": "never"}
	if v.confirms {
		want = map[string]string{"email": "valid", "phone": "valid"}
	}
	var found map[string]finding
	var rules []string
	until(t, fmt.Sprintf("%s is understood and it is said %q", v.supplier, v.says), func() bool {
		// The findings are read last, so that they are not older than the rest.
		verified, waits := p.verifications(t, v.supplier), p.waits(t, v.supplier)
		found, rules = p.findings(t, v.supplier), nil
		for _, f := range found {
			if f.Subject == "contact/orders" && f.Rule != "contact-unverified" {
				rules = append(rules, f.Rule)
			}
		}
		return maps.Equal(verified, want) && (v.rule == "" || found[v.rule].Rule != "") && waits == v.waits &&
			says(found[cmp.Or(v.rule, "contact-unverified")].Message, v.says)
	})
	if v.rule != "" && !slices.Equal(rules, []string{v.rule}) || v.rule == "" && len(rules) > 0 {
		t.Errorf("of %s the rules %v stand, want %q", v.supplier, rules, v.rule)
	}
	if _, untold := found["not-told"]; untold == v.confirms {
		t.Errorf("whether %s knows our mailboxes: %v, want %v", v.supplier, !untold, v.confirms)
	}
}

// says reports whether a message says everything that is wanted.
func says(message string, all []string) bool {
	return !slices.ContainsFunc(all, func(want string) bool { return !strings.Contains(message, want) })
}

// waits returns why the plan does not ask a supplier now; empty if it need not be asked.
func (p *people) waits(t *testing.T, supplier string) string {
	t.Helper()
	said := shell(t, "verify", supplier+"/orders", "--plan", "--config", p.config, "--format", "json")
	var doc struct {
		Skipped []struct{ Because string }
		Asks    []struct{ Address string }
	}
	if err := json.Unmarshal([]byte(said.out), &doc); err != nil {
		t.Fatalf("the plan: %v\n%s%s", err, said.out, said.err)
	}
	switch {
	case len(doc.Asks) > 0:
		return "would be asked" // the plan knows nothing of the second that it is made in
	case len(doc.Skipped) == 0:
		return ""
	}
	return strings.TrimSpace(strings.Trim(regexp.MustCompile(`\d{4}-\d\d-\d\d`).ReplaceAllString(doc.Skipped[0].Because, "DAY"), "."))
}

// seeInShell wants `check` and `status` to say the same of every contact as the page.
func (p *people) seeInShell(t *testing.T, all []verdict) {
	t.Helper()
	check := shell(t, "check", "--config", p.config, "--format", "json")
	status := shell(t, "status", "--config", p.config, "--format", "json")
	var doc struct{ Findings []finding }
	if err := json.Unmarshal([]byte(check.out), &doc); err != nil {
		t.Fatalf("check: %v\n%s%s", err, check.out, check.err)
	}
	open := parseAlerts(t, status.out)
	for _, v := range all {
		if v.rule == "" {
			continue
		}
		if !slices.ContainsFunc(doc.Findings, func(f finding) bool { return f.Supplier == v.supplier && f.Rule == v.rule }) {
			t.Errorf("check does not tell of %s at %s", v.rule, v.supplier)
		}
		if !slices.ContainsFunc(open, func(a alert) bool { return a.Supplier == v.supplier && a.Rule == v.rule && a.State == "firing" }) {
			t.Errorf("status does not tell of %s at %s", v.rule, v.supplier)
		}
	}
}

// seeNotices expects that the old address is notified of an announced change.
func (p *people) seeNotices(t *testing.T) {
	t.Helper()
	for _, id := range []string{"hidden", "cousin"} {
		notice := p.mail.Mailbox(t, "orders@"+id+".test").Wait(t, "notice of the change", about("a change of your contact was announced"))
		if !strings.Contains(notice.Text, "We change nothing until we have spoken to you") {
			t.Errorf("the notice to %s says:\n%s", id, notice.Text)
		}
		if id == "cousin" {
			p.send(t, appleMail(notice, recipient(notice), "That was not us!"))
			until(t, "what the old address says is told", func() bool {
				return strings.Contains(p.findings(t, id)["contact-changed"].Message, "orders@cousin.test replied to our question about it")
			})
		}
	}
}

// seeNoMore wants whoever asked for no more mails to have got none but the question.
func (p *people) seeNoMore(t *testing.T, id string) {
	t.Helper()
	if said := shell(t, "verify", id, "--send", "--config", p.config); !strings.Contains(said.out+said.err, "no contact may be asked now") {
		t.Errorf("verify --send ended with %d:\n%s%s", said.code, said.out, said.err)
	}
	if mails := p.mail.Mailbox(t, "orders@"+id+".test").All(t); len(mails) != 1 {
		t.Errorf("%s got %d mails, want the question alone", id, len(mails))
	}
}
