package mailer

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

// flooder is an SMTP server that at one point does not stop sending.
type flooder struct {
	at     string // the beginning of the command that it answers so; empty: the greeting
	says   string // again and again
	first  string // before that
	pause  time.Duration
	offers string
	tls    *tls.Config

	sent atomic.Int64 // bytes of the flood that went out
}

// open serves until the test ends.
func (f *flooder) open(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				f.speak(conn)
			}()
		}
	}()
	return listener.Addr().String()
}

func (f *flooder) speak(conn net.Conn) {
	if f.at == "" {
		f.flood(conn)
		return
	}
	_, _ = io.WriteString(conn, "220 mx.test ESMTP\r\n")
	in, mail := bufio.NewReader(conn), false
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		if mail && line != ".\r\n" {
			continue
		}
		if strings.HasPrefix(line, f.at) {
			f.flood(conn)
			return
		}
		verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		_, _ = io.WriteString(conn, f.answer(verb)+"\r\n")
		mail = verb == "DATA"
		if verb == "STARTTLS" {
			conn = tls.Server(conn, f.tls)
			in = bufio.NewReader(conn)
		}
	}
}

func (f *flooder) answer(verb string) string {
	switch verb {
	case "EHLO":
		return "250-mx.test\r\n" + f.offers + "250 8BITMIME"
	case "DATA":
		return "354 go on"
	case "STARTTLS":
		return "220 go on"
	}
	return "250 ok"
}

// flood sends until the other side has had enough.
func (f *flooder) flood(conn net.Conn) {
	_, _ = io.WriteString(conn, f.first)
	block := []byte(f.says)
	if f.pause == 0 {
		block = []byte(strings.Repeat(f.says, max(1, 16<<10/len(f.says))))
	}
	for {
		n, err := conn.Write(block)
		if f.sent.Add(int64(n)); err != nil || f.sent.Load() > 1<<30 {
			return
		}
		time.Sleep(f.pause)
	}
}

// TestARelayThatDoesNotStopSending holds that a relay costs a bounded number of bytes at any point of the dialogue, that the mail waits, and
// that the next relay takes it.
func TestARelayThatDoesNotStopSending(t *testing.T) {
	ca := testkit.NewCA(t)
	secured := &tls.Config{Certificates: []tls.Certificate{ca.Server(t, time.Now().Add(24*time.Hour), "127.0.0.1")}}
	login := func(r *Relay) { r.Auth, r.Username, r.Password = LoginLogin, "watchdog", "s3cret" }
	for name, c := range map[string]struct {
		server *flooder
		relay  func(*Relay)
		want   string
	}{
		"a greeting without an end of the line": {server: &flooder{says: "220 x"}},
		"a greeting of endless lines":           {server: &flooder{says: "220-x\r\n"}},
		"endless offers":                        {server: &flooder{at: "EHLO", says: "250-X\r\n"}},
		"an endless offer":                      {server: &flooder{at: "EHLO", says: "250-X"}},
		"an answer to STARTTLS": {
			server: &flooder{at: "STARTTLS", offers: "250-STARTTLS\r\n", says: "220 x"}, relay: func(r *Relay) { r.TLS = StartTLS },
		},
		"bytes in place of TLS": {
			server: &flooder{at: "STARTTLS", offers: "250-STARTTLS\r\n", first: "220 go on\r\n", says: "\x16\x03\x03\x40\x00" + strings.Repeat("\x02\x00\x00\x00", 4096)},
			relay:  func(r *Relay) { r.TLS = StartTLS },
		},
		"within TLS": {
			server: &flooder{at: "MAIL", offers: "250-STARTTLS\r\n", says: "250 x", tls: secured},
			relay:  func(r *Relay) { r.TLS, r.CAFile = StartTLS, authorityFile(t, ca) },
		},
		"a challenge":                      {server: &flooder{at: "AUTH", offers: "250-AUTH LOGIN\r\n", says: "334 x"}, relay: login},
		"endless lines of a challenge":     {server: &flooder{at: "AUTH", offers: "250-AUTH LOGIN\r\n", says: "334-VXNlcm5hbWU6\r\n"}, relay: login},
		"challenge upon challenge":         {server: &flooder{at: "AUTH", offers: "250-AUTH LOGIN\r\n", says: "334 VXNlcm5hbWU6\r\n"}, relay: login},
		"an answer to the sender":          {server: &flooder{at: "MAIL", says: "250 x"}},
		"an answer to the recipient":       {server: &flooder{at: "RCPT", says: "250-x\r\n"}},
		"an answer to DATA":                {server: &flooder{at: "DATA", says: "354 x"}},
		"an answer to the end of the mail": {server: &flooder{at: ".\r\n", says: "250 x"}, want: "r1 queued 0 ambiguous, r2 queued 0 ambiguous"},
		"a goodbye":                        {server: &flooder{at: "QUIT", says: "221 x"}, want: "r1 accepted 250, r2 accepted 250"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flooding := relayAt(t, c.server.open(t), c.relay)
			mails := letters("a@x.example", "b@x.example")
			want := c.want
			if want == "" {
				want = "r1 queued 0, r2 queued 0"
			}
			got := relays(t, Patience{}, flooding).Send(t.Context(), mails)
			if words(got) != want {
				t.Errorf("got %s (%s), want %s", words(got), got[0].Detail, want)
			}
			t.Logf("%d bytes went out", c.server.sent.Load())
			// Besides what was read, the system's buffers of each connection took something in.
			if sent := c.server.sent.Load(); sent > 128<<20 {
				t.Errorf("the relay could send %d bytes", sent)
			}
			if c.want != "" {
				return
			}
			good := testkit.StartFaultySMTP(t, testkit.SMTPSetup{})
			if got := words(relays(t, Patience{}, flooding, relayAt(t, good.Addr, nil)).Send(t.Context(), mails)); got != "r1 accepted 250, r2 accepted 250" {
				t.Errorf("with a good relay behind it: %s", got)
			}
		})
	}
}

// TestARelayThatDrips holds that a relay that sends a byte now and then is waited for as long as patience says, and no longer.
func TestARelayThatDrips(t *testing.T) {
	for name, c := range map[string]struct{ at, want string }{
		"the greeting":                 {"", "r1 queued 0"},
		"the offers":                   {"EHLO", "r1 queued 0"},
		"the answer to the sender":     {"MAIL", "r1 queued 0"},
		"the answer to the recipient":  {"RCPT", "r1 queued 0"},
		"the answer to the whole mail": {".\r\n", "r1 queued 0 ambiguous"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := &flooder{at: c.at, says: "2", pause: 20 * time.Millisecond}
			got := relays(t, Patience{Mail: soon / 3, Batch: soon}, relayAt(t, server.open(t), nil)).Send(t.Context(), letters("a@x.example"))
			if words(got) != c.want {
				t.Errorf("got %s (%s), want %s", words(got), got[0].Detail, c.want)
			}
		})
	}
}

// authorityFile writes down an authority that is to be trusted.
func authorityFile(t *testing.T, ca *testkit.CA) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, ca.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestAWebhookThatDoesNotStopSending holds that the header of a webhook's answer is read as far as it may be long, and that the post is tried
// again.
func TestAWebhookThatDoesNotStopSending(t *testing.T) {
	for name, server := range map[string]*flooder{
		"a line":        {first: "HTTP/1.1 200 OK\r\nX: ", says: "x"},
		"header fields": {first: "HTTP/1.1 200 OK\r\n", says: "X-A: b\r\n"},
		"early hints":   {says: "HTTP/1.1 103 Early Hints\r\n\r\n"},
	} {
		w, err := NewWebhooks(map[string]string{"chat": "http://" + server.open(t)}, fixedNow)
		if err != nil {
			t.Fatal(err)
		}
		got := w.Send(t.Context(), []model.Mail{{ID: "r1", To: model.Recipient{Webhook: "chat"}, Payload: []byte("{}")}})
		if got[0].Result != model.MailQueued {
			t.Errorf("%s: it is %s (%s)", name, got[0].Result, got[0].Detail)
		}
		if sent := server.sent.Load(); sent > 64<<20 {
			t.Errorf("%s: the server could send %d bytes", name, sent)
		}
	}
}
