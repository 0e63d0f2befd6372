package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
)

// story notifies the owner, then the leads, then the operators. A dead domain is
// reported to its owner alone, so that the two never share a mail.
const story = `  story:
    steps:
      - notify: [owner]
      - {after: 3 seconds, notify: [leads]}
      - {after: 7 seconds, notify: [operators]}
    repeat: 1 day
    quiet_hours: ignore
  domain: {steps: [{notify: [owner]}], repeat: 1 day, quiet_hours: ignore}
`

// pumps is a supplier whose contacts have mail addresses.
const pumps = `version: 1
suppliers:
  - id: pumps
    name: Evac Pumpen AG
    tier: vital
    owner: purchasing
    contacts:
      - {role: orders, email: orders@pumps.test, phone: "+49 89 1234577"}
      - {role: escalation, email: duty@pumps.test, phone: "+49 89 1234588"}
`

// additions is what the story adds to a company: a tier of its own for the supplier
// with the dead domain, and a role mailbox.
const additions = `  vital: {escalation: domain, probe_every: 1 second}
mailboxes:
  confirmations: {address: confirmations@buyer.test, purpose: order-confirmation, team: purchasing, account: corp}
`

// buyer is a company on a mail system of its own, with the name server that it
// asks for its suppliers' domains.
type buyer struct {
	*installation
	mail *testkit.Mail
	dns  *testkit.DNS

	oncall, leads, purchasing, operators *testkit.Mailbox
}

func openBuyer(t *testing.T) *buyer {
	t.Helper()
	program(t)
	b := &buyer{installation: newInstallation(t), mail: testkit.StartMail(t), dns: testkit.StartDNS(t)}
	b.oncall, b.leads = b.mail.Mailbox(t, "oncall"), b.mail.Mailbox(t, "leads")
	b.purchasing, b.operators = b.mail.Mailbox(t, "purchasing"), b.mail.Mailbox(t, "operators")
	for _, user := range []string{"watchdog", "confirmations"} {
		b.write(t, user+".pw", b.mail.User(t, user).Password+"\n")
	}
	_, port := split(t, b.mail.Submission)
	relay := fmt.Sprintf("{host: localhost, port: %s, tls: starttls, auth: plain, username: watchdog@buyer.test, "+
		"password: {file: watchdog.pw}, ca_file: %s}", port, b.mail.CAFile)
	_, port = split(t, b.mail.IMAPS)
	account := fmt.Sprintf("imap: {corp: {host: localhost, port: %s, tls: implicit, username: confirmations@buyer.test, "+
		"password: {file: confirmations.pw}, ca_file: %s}}", port, b.mail.CAFile)
	b.configure(t, relay, account,
		fmt.Sprintf("probe: {resolver: %q, failures: 1, over: 0 seconds, timeout: 5 seconds, allow: [127.0.0.0/8]}", b.dns.Addr),
		fmt.Sprintf("vantage: {names: [], connect: [%q]}", b.mail.SMTP))
	b.write(t, "registry/company.yaml", company(crew("oncall")+crew("leads")+crew("purchasing")+crew("operators"), story)+additions)
	b.write(t, "registry/acme.yaml", undecided("acme", ""))
	b.write(t, "registry/pumps.yaml", pumps)
	return b
}

// TestMainJob follows two alerts from start to end: a contract that nobody decides
// about, and a supplier's domain that takes no mail any more.
func TestMainJob(t *testing.T) {
	t.Parallel()
	b := openBuyer(t)
	b.dns.Set(t, "pumps.test", "MX 0 .")

	daemon := startReady(t, "--config", b.config)
	first := b.oncall.Wait(t, "first mail about the contract", about("Agreement with acme"))
	b.checkFirst(t, daemon, first)
	dead := b.purchasing.Wait(t, "mail about the dead domain", about("pumps.test"))
	b.checkDead(t, daemon, dead)

	escalated := b.leads.Wait(t, "escalated mail", about("Agreement with acme"))
	b.checkEscalated(t, daemon, escalated)
	b.acknowledge(t, daemon, escalated)
	if code, body := daemon.get(t, "/metrics"); code != 200 || !strings.Contains(body, `supplierwatch_probes_total{kind="imap",reason="ok",result="ok"}`) {
		t.Errorf("the role mailbox was not logged into:\n%s", body)
	}

	b.write(t, "registry/acme.yaml", undecided("acme", kept()))
	daemon.signal(t, syscall.SIGHUP)
	wantThread(t, b.oncall.Wait(t, "mail that it is over", about("[RESOLVED]")), first)
	wantThread(t, b.leads.Wait(t, "mail that it is over", about("[RESOLVED]")), escalated)
	daemon.awaitState(t, "contract-notice-due", "resolved")

	daemon.stop(t)
	daemon = b.restartUnchanged(t)
	b.dns.Set(t, "pumps.test", "MX 10 mail.pumps.test.")
	b.dns.Set(t, "mail.pumps.test", "A 127.0.0.1")
	// A schedule knows nothing finer than minutes.
	untilWithin(t, 75*time.Second, "the next look finds the domain mended", func() bool {
		return daemon.alert(t, "domain-no-mail").State == "resolved"
	})
	wantThread(t, b.purchasing.Wait(t, "mail that the domain takes mail again", about("[RESOLVED]")), dead)
	daemon.stop(t)
}

// about chooses mails that say a text in their subject or their plain part.
func about(text string) func(*testkit.Message) bool {
	return func(m *testkit.Message) bool {
		return strings.Contains(m.Subject(), text) || strings.Contains(m.Text, text)
	}
}

// answerable is an address by which an answer finds the mail it answers.
var answerable = regexp.MustCompile(`^<watchdog\+[a-z2-7]{26}@buyer\.test>$`)

// checkFirst looks at the mail of the first start: what it says, and the
// headers that make it ours and keep machines from answering it.
func (b *buyer) checkFirst(t *testing.T, d *daemon, m *testkit.Message) {
	t.Helper()
	a := d.awaitAccepted(t, "contract-notice-due", 0)
	wantHeaders(t, m, map[string]string{
		"To": "<oncall@buyer.test>", "Cc": "", "Bcc": "",
		"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "DR, OOF, AutoReply",
		"List-Id": "<supplierwatch.buyer.test>",
		"From":    `"Supplier Watch" <watchdog@buyer.test>`, "In-Reply-To": "",
	})
	wantShown(t, m, a.to("oncall@buyer.test"))
	if to := m.Header.Get("Reply-To"); !answerable.MatchString(to) {
		t.Errorf("answers go to %q, want the watchdog with a token", to)
	}
	if n := len([]rune(m.Subject())); n > 70 || !strings.HasPrefix(m.Subject(), "[CRITICAL] ") {
		t.Errorf("subject of %d characters %q, want [CRITICAL] and at most 70", n, m.Subject())
	}
	for _, want := range []string{"Agreement with", "No decision is recorded.", "supplierwatch ack " + a.ID} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the first mail does not say %q:\n%s", want, m.Text)
		}
	}
	if !strings.Contains(m.HTML, "Agreement with") {
		t.Errorf("its HTML does not name the contract:\n%s", m.HTML)
	}
}

// checkDead looks at the mail about the domain, which was found after the
// first start.
func (b *buyer) checkDead(t *testing.T, d *daemon, m *testkit.Message) {
	t.Helper()
	a := d.awaitAccepted(t, "domain-no-mail", 0)
	wantHeaders(t, m, map[string]string{"To": "<purchasing@buyer.test>"})
	wantShown(t, m, a.to("purchasing@buyer.test"))
	for _, want := range []string{"Evac Pumpen AG", "pumps.test", "+49 89 1234577"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the mail about the domain does not say %q:\n%s", want, m.Text)
		}
	}
}

// checkEscalated expects the step everywhere: in the mail, in the thread of those
// who were notified before, and in the output of `status` beside the daemon.
func (b *buyer) checkEscalated(t *testing.T, d *daemon, m *testkit.Message) {
	t.Helper()
	a := d.awaitAccepted(t, "contract-notice-due", 1)
	if a.Step != 1 || a.Reason != "escalated" || a.State != "firing" {
		t.Errorf("the alert is %s at step %d for %q, want firing at 1, escalated", a.State, a.Step, a.Reason)
	}
	if told := a.results(1); len(told) != 2 || told["oncall@buyer.test"] != "accepted" || told["leads@buyer.test"] != "accepted" {
		t.Errorf("step 1 was told to %v, want to oncall and leads", told)
	}
	wantHeaders(t, m, map[string]string{"To": "<leads@buyer.test>", "In-Reply-To": ""})
	said := shell(t, "status", "--config", b.config)
	if said.code != 0 || !strings.Contains(said.out, a.ID) || !strings.Contains(said.out, "leads@buyer.test") {
		t.Errorf("status ended with %d and does not tell of %s to leads:\n%s%s", said.code, a.ID, said.out, said.err)
	}
	said = shell(t, "status", "--config", b.config, "--format", "json")
	if open := parseAlerts(t, said.out); !slices.ContainsFunc(open, func(x alert) bool { return x.ID == a.ID && x.Step >= 1 }) {
		t.Errorf("status in JSON does not tell of %s at step 1:\n%s", a.ID, said.out)
	}
}

// acknowledge takes the alert over beside the running daemon, with the line
// that the mail gives for it, and wants the next step not to come. The daemon
// hears of it when that step would be due.
func (b *buyer) acknowledge(t *testing.T, d *daemon, m *testkit.Message) {
	t.Helper()
	a := d.alert(t, "contract-notice-due")
	line := regexp.MustCompile(`supplierwatch ack \S+ --note "on it" (\\\n *)?--config \S+`).FindString(m.Text)
	if line == "" {
		t.Fatalf("the mail gives no line that acknowledges:\n%s", m.Text)
	}
	said := paste(t, line+" --by a.li@buyer.test")
	if said.code != 0 || !strings.Contains(said.out, a.ID+": Acknowledged until ") {
		t.Fatalf("%s\nended with %d:\n%s%s", line, said.code, said.out, said.err)
	}
	a = d.awaitState(t, "contract-notice-due", "acknowledged")
	if a.AcknowledgedBy == nil || *a.AcknowledgedBy != "a.li@buyer.test" {
		t.Errorf("acknowledged by %v, want a.li@buyer.test", a.AcknowledgedBy)
	}
	stays(t, 3*time.Second, "nobody is told after the acknowledgement", func() bool {
		return !slices.ContainsFunc(b.operators.All(t), about("Agreement with acme")) && len(d.alert(t, "contract-notice-due").results(2)) == 0
	})
}

// restartUnchanged starts the daemon again while nothing has changed, and
// wants it to remember everything and to say nothing.
func (b *buyer) restartUnchanged(t *testing.T) *daemon {
	t.Helper()
	mails := b.count(t)
	before := shell(t, "status", "--config", b.config, "--format", "json", "--all")
	d := startReady(t, "--config", b.config)
	until(t, "the domain is looked at again", func() bool {
		return d.metric(t, `supplierwatch_probes_total{kind="dns",reason="null-mx",result="failed"}`) > 0
	})
	stays(t, 2*time.Second, "a restart announces nothing anew", func() bool { return b.count(t) == mails })
	was, is := parseAlerts(t, before.out), d.alerts(t)
	if !slices.EqualFunc(was, is, func(x, y alert) bool { return x.ID == y.ID && x.State == y.State && len(x.Notified) == len(y.Notified) }) {
		t.Errorf("before the restart there were %+v\nafter it %+v", was, is)
	}
	return d
}

// count returns how many mails all teams have.
func (b *buyer) count(t *testing.T) (mails int) {
	t.Helper()
	for _, box := range []*testkit.Mailbox{b.oncall, b.leads, b.purchasing, b.operators} {
		mails += len(box.All(t))
	}
	return mails
}

// awaitAccepted waits until a step's mails were all taken by the relay.
func (d *daemon) awaitAccepted(t *testing.T, rule string, step int) alert {
	t.Helper()
	var a alert
	until(t, fmt.Sprintf("the mails of step %d about %s are accepted", step, rule), func() bool {
		a = d.alert(t, rule)
		told := a.results(step)
		for _, result := range told {
			if result != "accepted" {
				return false
			}
		}
		return len(told) > 0
	})
	return a
}

func wantHeaders(t *testing.T, m *testkit.Message, want map[string]string) {
	t.Helper()
	for name, value := range want {
		if got := m.Header.Get(name); got != value {
			t.Errorf("%s of %q is %q, want %q", name, m.Subject(), got, value)
		}
	}
}

// wantShown wants a mail to be the one that the page shows, whose token it hides.
func wantShown(t *testing.T, m *testkit.Message, shown notified) {
	t.Helper()
	id := m.Header.Get("Message-Id")
	if !ownToken.MatchString(id) || asShown(id) != shown.MessageID {
		t.Errorf("the mail %q is %q, and %q is shown", m.Subject(), id, shown.MessageID)
	}
}

// wantThread wants a mail to answer another one, as mail programs see it.
func wantThread(t *testing.T, m, first *testkit.Message) {
	t.Helper()
	id := first.Header.Get("Message-Id")
	wantHeaders(t, m, map[string]string{"In-Reply-To": id, "References": id})
}
