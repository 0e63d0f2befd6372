package testkit

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// One mail system serves all of these: they use different mailboxes.
func TestMail(t *testing.T) {
	t.Parallel()
	m := StartMail(t)
	for name, test := range map[string]func(*testing.T, *Mail){
		"submitted mail arrives":                  testSubmission,
		"submission over TLS arrives":             testSubmissions,
		"plus-addressed mail arrives":             testPlusAddress,
		"mail from a stranger arrives":            testStranger,
		"unknown users are refused at RCPT":       testUnknownUser,
		"strangers cannot relay":                  testRelay,
		"a wrong password is refused":             testWrongPassword,
		"no login without TLS when submitting":    testPlainAuth,
		"no submission without a login":           testNoLogin,
		"no login without TLS at IMAP":            testPlainIMAP,
		"IMAP with STARTTLS lets users in":        testStartTLSIMAP,
		"mail that cannot be forwarded bounces":   testBounce,
		"reading leaves no trace":                 testNoTrace,
		"Wait returns each message once":          testWaitOnce,
		"the certificate is of the system's own":  testCertificate,
		"MIME parts are told apart when read":     testParts,
		"delivery without a sender keeps it null": testNullSender,
	} {
		t.Run(name, func(t *testing.T) { test(t, m) })
	}
}

func testSubmission(t *testing.T, m *Mail) {
	submit(t, submission(t, m), m, "watchdog@buyer.test", "oncall@buyer.test", "by STARTTLS")
	got := m.Mailbox(t, "oncall").Wait(t, "submitted mail", subject("by STARTTLS"))
	if got.Text != "Body of by STARTTLS.\n" {
		t.Errorf("text = %q", got.Text)
	}
	if from := got.Header.Get("Return-Path"); from != "<watchdog@buyer.test>" {
		t.Errorf("Return-Path = %q", from)
	}
}

func testSubmissions(t *testing.T, m *Mail) {
	client, err := smtp.DialTLS(m.Submissions, m.TLS())
	must(t, err, "dial")
	defer client.Close()
	submit(t, client, m, "watchdog@buyer.test", "oncall@buyer.test", "by TLS")
	m.Mailbox(t, "oncall").Wait(t, "submitted mail", subject("by TLS"))
}

func testPlusAddress(t *testing.T, m *Mail) {
	submit(t, submission(t, m), m, "oncall@buyer.test", "watchdog+MFRGG43FMQ@buyer.test", "tagged")
	got := m.Mailbox(t, "watchdog").Wait(t, "tagged mail", subject("tagged"))
	if to := got.Header.Get("Delivered-To"); !strings.EqualFold(to, "watchdog+MFRGG43FMQ@buyer.test") {
		t.Errorf("Delivered-To = %q, the tag must be seen", to)
	}
}

func testStranger(t *testing.T, m *Mail) {
	client := dialSMTP(t, m.SMTP)
	must(t, client.SendMail("jane@acme.test", []string{"purchasing@buyer.test"}, mailText("from outside")), "send")
	m.Mailbox(t, "purchasing").Wait(t, "mail from outside", subject("from outside"))
}

func testUnknownUser(t *testing.T, m *Mail) {
	stranger := dialSMTP(t, m.SMTP)
	must(t, stranger.Mail("jane@acme.test", nil), "MAIL")
	wantCode(t, stranger.Rcpt("nobody.here@buyer.test", nil), 550)

	user := submission(t, m)
	login(t, user, m, "watchdog")
	must(t, user.Mail("watchdog@buyer.test", nil), "MAIL")
	wantCode(t, user.Rcpt("nobody.here@buyer.test", nil), 550)
	must(t, user.Rcpt("leads@buyer.test", nil), "RCPT of the next recipient")
}

func testRelay(t *testing.T, m *Mail) {
	client := dialSMTP(t, m.SMTP)
	must(t, client.Mail("jane@acme.test", nil), "MAIL")
	wantCode(t, client.Rcpt("joe@elsewhere.test", nil), 554)
}

func testWrongPassword(t *testing.T, m *Mail) {
	for _, user := range []string{"oncall@buyer.test", "nobody.here@buyer.test"} {
		wantCode(t, submission(t, m).Auth(sasl.NewPlainClient("", user, "wrong")), 535)
	}
	reader, err := imapclient.DialTLS(m.IMAPS, &imapclient.Options{TLSConfig: m.TLS()})
	must(t, err, "dial IMAPS")
	defer reader.Close()
	var refused *imap.Error
	if err := reader.Login("oncall@buyer.test", "wrong").Wait(); !errors.As(err, &refused) || refused.Code != imap.ResponseCodeAuthenticationFailed {
		t.Errorf("login = %v, want AUTHENTICATIONFAILED", err)
	}
}

func testPlainAuth(t *testing.T, m *Mail) {
	client := dialSMTP(t, m.Submission)
	must(t, client.Hello("client.test"), "EHLO")
	if ok, _ := client.Extension("AUTH"); ok {
		t.Error("AUTH is offered without TLS")
	}
	wantCode(t, client.Auth(sasl.NewPlainClient("", "oncall@buyer.test", m.User(t, "oncall").Password)), 530)
}

func testNoLogin(t *testing.T, m *Mail) {
	client := submission(t, m)
	must(t, client.Mail("oncall@buyer.test", nil), "MAIL")
	wantCode(t, client.Rcpt("leads@buyer.test", nil), 554)
}

func testPlainIMAP(t *testing.T, m *Mail) {
	client, err := imapclient.DialInsecure(m.IMAP, nil)
	must(t, err, "dial")
	defer client.Close()
	if !client.Caps().Has(imap.CapLoginDisabled) {
		t.Errorf("capabilities = %v, want LOGINDISABLED", client.Caps())
	}
	if err := client.Login("oncall@buyer.test", m.User(t, "oncall").Password).Wait(); err == nil {
		t.Error("the password was taken in the clear")
	}
}

func testStartTLSIMAP(t *testing.T, m *Mail) {
	client, err := imapclient.DialStartTLS(m.IMAP, &imapclient.Options{TLSConfig: m.TLS()})
	must(t, err, "dial")
	defer client.Close()
	must(t, client.Login("oncall@buyer.test", m.User(t, "oncall").Password).Wait(), "log in")
}

func testBounce(t *testing.T, m *Mail) {
	submit(t, submission(t, m), m, "confirmations+token@buyer.test", "joe@elsewhere.test", "to nowhere")
	bounce := m.Mailbox(t, "confirmations").Wait(t, "bounce", func(m *Message) bool {
		return strings.Contains(string(m.Raw), "message/delivery-status")
	})
	if to := bounce.Header.Get("Delivered-To"); to != "confirmations+token@buyer.test" {
		t.Errorf("Delivered-To = %q, want the envelope sender", to)
	}
	if !strings.Contains(string(bounce.Raw), "Status: 5.1.1") {
		t.Errorf("no status 5.1.1 in\n%s", bounce.Raw)
	}
}

func testNoTrace(t *testing.T, m *Mail) {
	m.Deliver(t, "jane@acme.test", "leads", mailBytes("untouched"))
	m.Mailbox(t, "leads").Wait(t, "delivered mail", subject("untouched"))
	for _, message := range m.Mailbox(t, "leads").All(t) {
		if slices.Contains(message.Flags, `\Seen`) {
			t.Errorf("%q is marked as seen", message.Subject())
		}
	}
}

func testWaitOnce(t *testing.T, m *Mail) {
	for range 2 {
		m.Deliver(t, "jane@acme.test", "operators", mailBytes("twice"))
	}
	box := m.Mailbox(t, "operators")
	first := box.Wait(t, "first mail", subject("twice"))
	second := box.Wait(t, "second mail", subject("twice"))
	if first.UID >= second.UID {
		t.Errorf("UIDs %d and %d, want the oldest first and each once", first.UID, second.UID)
	}
	if n := len(box.All(t)); n != 2 {
		t.Errorf("All returns %d messages, want 2", n)
	}
}

func testCertificate(t *testing.T, m *Mail) {
	if _, err := tls.Dial("tcp", m.IMAPS, &tls.Config{ServerName: "localhost", MinVersion: tls.VersionTLS12}); err == nil {
		t.Error("the machine's authorities vouch for the certificate")
	}
	for _, addr := range []string{m.IMAPS, m.Submissions} {
		conn, err := tls.Dial("tcp", addr, &tls.Config{ServerName: "127.0.0.1", RootCAs: m.CA.Pool(), MinVersion: tls.VersionTLS12})
		must(t, err, "dial by address")
		_ = conn.Close()
	}
	if onDisk, err := os.ReadFile(m.CAFile); err != nil || string(onDisk) != string(m.CA.PEM()) {
		t.Errorf("CAFile holds %q, %v", onDisk, err)
	}
}

func testParts(t *testing.T, m *Mail) {
	m.Deliver(t, "jane@acme.test", "purchasing+parts", []byte(strings.ReplaceAll(multipart, "\n", "\r\n")))
	got := m.Mailbox(t, "purchasing").Wait(t, "mail with parts", subject("Grüße"))
	if got.Text != "für Sie\n" || got.HTML != "<p>für Sie</p>\n" {
		t.Errorf("text %q, HTML %q", got.Text, got.HTML)
	}
	if len(got.Files) != 1 || got.Files[0].Name != "a.csv" || got.Files[0].ContentType != "text/csv" || string(got.Files[0].Body) != "1;2" {
		t.Errorf("files = %+v", got.Files)
	}
}

func testNullSender(t *testing.T, m *Mail) {
	m.Deliver(t, "", "watchdog+tok", mailBytes("null"))
	got := m.Mailbox(t, "watchdog").Wait(t, "mail", subject("null"))
	if from := got.Header.Get("Return-Path"); from != "<>" {
		t.Errorf("Return-Path = %q", from)
	}
}

// Outages have a system of their own, which also has users elsewhere.
func TestMailOutages(t *testing.T) {
	t.Parallel()
	m := StartMail(t, WithUsers("oncall", "orders@acme.test"))
	box := m.Mailbox(t, "orders@acme.test")

	m.StopSMTP(t)
	if conn, err := net.Dial("tcp", m.Submission); err == nil {
		_ = conn.Close()
		t.Error("Submission takes connections while it is stopped")
	}
	m.Deliver(t, "oncall@buyer.test", "orders@acme.test", mailBytes("around SMTP"))
	box.Wait(t, "mail delivered while SMTP is down", subject("around SMTP"))
	m.StartSMTP(t)

	m.StopIMAP(t)
	if err := box.look(); err == nil {
		t.Error("the open connection survived StopIMAP")
	}
	if conn, err := net.Dial("tcp", m.IMAPS); err == nil {
		_ = conn.Close()
		t.Error("IMAPS takes connections while it is stopped")
	}
	submit(t, submission(t, m), m, "oncall@buyer.test", "orders@acme.test", "while IMAP is down")
	m.StartIMAP(t)
	box.Wait(t, "mail submitted while IMAP was down", subject("while IMAP is down"))
}

func TestMailSmarthost(t *testing.T) {
	t.Parallel()
	outside := StartMail(t, WithUsers("orders@acme.test"))
	inside := StartMail(t, WithUsers("watchdog"), WithSmarthost(outside.SMTP))
	submit(t, submission(t, inside), inside, "watchdog@buyer.test", "orders@acme.test", "between systems")
	outside.Mailbox(t, "orders@acme.test").Wait(t, "mail from the other system", subject("between systems"))
}

// subject matches messages by their whole decoded subject.
func subject(want string) func(*Message) bool {
	return func(m *Message) bool { return m.Subject() == want }
}

func mailBytes(subject string) []byte {
	return fmt.Appendf(nil, "From: Jane <jane@acme.test>\r\nTo: somebody@buyer.test\r\nSubject: %s\r\n"+
		"Date: %s\r\nMessage-ID: <%d@acme.test>\r\n\r\nBody of %s.\r\n",
		subject, time.Now().Format(time.RFC1123Z), time.Now().UnixNano(), subject)
}

func mailText(subject string) *strings.Reader { return strings.NewReader(string(mailBytes(subject))) }

const multipart = `From: jane@acme.test
Subject: =?iso-8859-1?q?Gr=FC=DFe?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=out

--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

f=FCr Sie

--in
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+ZsO8ciBTaWU8L3A+Cg==
--in--
--out
Content-Type: text/csv; name=a.csv
Content-Disposition: attachment; filename=a.csv

1;2
--out--
`

func dialSMTP(t *testing.T, addr string) *smtp.Client {
	t.Helper()
	client, err := smtp.Dial(addr)
	must(t, err, "dial")
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func submission(t *testing.T, m *Mail) *smtp.Client {
	t.Helper()
	client, err := smtp.DialStartTLS(m.Submission, m.TLS())
	must(t, err, "dial with STARTTLS")
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func login(t *testing.T, client *smtp.Client, m *Mail, name string) {
	t.Helper()
	user := m.User(t, name)
	must(t, client.Auth(sasl.NewPlainClient("", user.Address, user.Password)), "log in")
}

// submit logs the sender in, without its tag, and sends one mail.
func submit(t *testing.T, client *smtp.Client, m *Mail, from, to, subject string) {
	t.Helper()
	local, _, _ := strings.Cut(from, "@")
	local, _, _ = strings.Cut(local, "+")
	login(t, client, m, local)
	must(t, client.SendMail(from, []string{to}, mailText(subject)), "send")
}

func wantCode(t *testing.T, err error, code int) {
	t.Helper()
	var refused *smtp.SMTPError
	if !errors.As(err, &refused) || refused.Code != code {
		t.Errorf("got %v, want a refusal with %d", err, code)
	}
}
