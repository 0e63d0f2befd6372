package testkit

import (
	"strings"
	"testing"

	"github.com/miekg/dns"

	"supplierwatch/internal/testkit/faultyserver"
)

// Suppliers answer mail in many ways; one mail system plays them all.
func TestSuppliers(t *testing.T) {
	t.Parallel()
	m := StartMail(t,
		WithUsers("watchdog@buyer.test", "jane@acme.test", "joe@acme.test", "full@acme.test"),
		WithVacation("jane@acme.test", `Abwesend: "Jane"`, "Ich bin bis 30.11.2026 nicht im Büro.\nVertretung: joe@acme.test"),
		WithQuota("full@acme.test", 4000),
		WithAcceptAll("later.test"),
	)
	for name, test := range map[string]func(*testing.T, *Mail){
		"one is away and says so":            testVacation,
		"an automatic mail gets no answer":   testVacationSilent,
		"all is taken, and some comes back":  testAcceptAll,
		"a mailbox is over quota":            testOverQuota,
		"the quota is told to whoever reads": testQuotaTold,
	} {
		t.Run(name, func(t *testing.T) { test(t, m) })
	}
}

// write sends a mail from the watchdog, under a plus address.
func write(t *testing.T, m *Mail, to, subject, more string) {
	t.Helper()
	raw := "From: watchdog@buyer.test\r\nTo: " + to + "\r\nMessage-ID: <" + subject + "@buyer.test>\r\n" +
		"Subject: " + subject + "\r\n" + more + "\r\nIs this still right?\r\n"
	client := submission(t, m)
	login(t, client, m, "watchdog")
	must(t, client.SendMail("watchdog+"+subject+"@buyer.test", []string{to}, strings.NewReader(raw)), "send")
}

// cameBack finds what came to the plus address under which a mail was sent.
func cameBack(subject string) func(*Message) bool {
	return func(got *Message) bool {
		return strings.EqualFold(got.Header.Get("Delivered-To"), "watchdog+"+subject+"@buyer.test")
	}
}

func testVacation(t *testing.T, m *Mail) {
	write(t, m, "jane@acme.test", "question", "")
	got := m.Mailbox(t, "watchdog").Wait(t, "vacation reply", cameBack("question"))
	if got.Subject() != `Abwesend: "Jane"` || !strings.Contains(got.Text, "Büro") {
		t.Errorf("got %q: %q", got.Subject(), got.Text)
	}
	for header, want := range map[string]string{"Auto-Submitted": "auto-replied", "In-Reply-To": "<question@buyer.test>"} {
		if value := got.Header.Get(header); !strings.Contains(value, want) {
			t.Errorf("%s is %q, want %q", header, value, want)
		}
	}
}

// The answer to the second mail is the first that comes.
func testVacationSilent(t *testing.T, m *Mail) {
	write(t, m, "jane@acme.test", "automatic", "Auto-Submitted: auto-generated\r\n")
	write(t, m, "jane@acme.test", "personal", "")
	box := m.Mailbox(t, "watchdog")
	box.Wait(t, "answer to the second mail", cameBack("personal"))
	for _, got := range box.All(t) {
		if cameBack("automatic")(got) {
			t.Errorf("the automatic mail was answered: %q", got.Subject())
		}
	}
}

func testAcceptAll(t *testing.T, m *Mail) {
	write(t, m, "anybody@later.test", "lost", "")
	got := m.Mailbox(t, "watchdog").Wait(t, "bounce", cameBack("lost"))
	report := string(got.Raw)
	for _, want := range []string{"multipart/report", "message/delivery-status", "Status: 5.1.1", "<lost@buyer.test>"} {
		if !strings.Contains(report, want) {
			t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
	if from := got.Header.Get("Return-Path"); from != "<>" {
		t.Errorf("it came from %q", from)
	}
}

func testOverQuota(t *testing.T, m *Mail) {
	m.Deliver(t, "joe@acme.test", "full@acme.test", mailBytes(strings.Repeat("x", 1500)))
	write(t, m, "full@acme.test", "toomuch", "X-Filler: "+strings.Repeat("y", 900)+"\r\n")
	got := m.Mailbox(t, "watchdog").Wait(t, "bounce", cameBack("toomuch"))
	if !strings.Contains(string(got.Raw), "Status: 5.2.2") {
		t.Errorf("it came back with:\n%s", got.Raw)
	}
}

func testQuotaTold(t *testing.T, m *Mail) {
	box := m.Mailbox(t, "full@acme.test")
	must(t, box.connect(), "connect")
	roots, err := box.conn.GetQuotaRoot("INBOX").Wait()
	if err != nil || len(roots) != 1 || roots[0].Resources["STORAGE"].Limit != 4 {
		t.Errorf("the quota is %+v, %v", roots, err)
	}
}

func TestNullMX(t *testing.T) {
	t.Parallel()
	d := StartDNS(t)
	d.Set(t, "nomail.test", "MX 0 .", "A 192.0.2.1")
	reply, err := dns.Exchange(new(dns.Msg).SetQuestion("nomail.test.", dns.TypeMX), d.Addr)
	must(t, err, "ask")
	if mx, ok := reply.Answer[0].(*dns.MX); !ok || len(reply.Answer) != 1 || mx.Mx != "." || mx.Preference != 0 {
		t.Errorf("got %v", reply.Answer)
	}
}

// A domain without mail refuses it with 556 5.1.10 (RFC 7505), which our own
// relay reports by a DSN.
func TestNullMXBounces(t *testing.T) {
	t.Parallel()
	refuses := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.To, Do: faultyserver.Reply("556 5.1.10 recipient address has null MX")})
	m := StartMail(t, WithSmarthost(refuses.Addr))
	write(t, m, "jane@nomail.test", "nomail", "")
	got := m.Mailbox(t, "watchdog").Wait(t, "bounce", cameBack("nomail"))
	for _, want := range []string{"Status: 5.1.10", "null MX"} {
		if !strings.Contains(string(got.Raw), want) {
			t.Errorf("the report lacks %q:\n%s", want, got.Raw)
		}
	}
}
