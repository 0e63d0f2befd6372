package relay

import (
	"crypto/tls"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

// TestARelayThatDoesNotStopSending holds that a relay costs a bounded number of bytes at any point of the dialogue, that the mail waits, and
// that the next relay takes it.
func TestARelayThatDoesNotStopSending(t *testing.T) {
	ca := testkit.NewCA(t)
	secured := &tls.Config{Certificates: []tls.Certificate{ca.Server(t, time.Now().Add(24*time.Hour), "127.0.0.1")}}
	login := func(r *Server) { r.Auth, r.Username, r.Password = LoginLogin, "watchdog", "s3cret" }
	for name, c := range map[string]struct {
		server *flooder
		relay  func(*Server)
		want   string
	}{
		"a greeting without an end of the line": {server: &flooder{Says: "220 x"}},
		"a greeting of endless lines":           {server: &flooder{Says: "220-x\r\n"}},
		"endless offers":                        {server: &flooder{At: "EHLO", Says: "250-X\r\n"}},
		"an endless offer":                      {server: &flooder{At: "EHLO", Says: "250-X"}},
		"an answer to STARTTLS": {
			server: &flooder{At: "STARTTLS", Offers: "250-STARTTLS\r\n", Says: "220 x"}, relay: func(r *Server) { r.TLS = StartTLS },
		},
		"bytes in place of TLS": {
			server: &flooder{At: "STARTTLS", Offers: "250-STARTTLS\r\n", First: "220 go on\r\n", Says: "\x16\x03\x03\x40\x00" + strings.Repeat("\x02\x00\x00\x00", 4096)},
			relay:  func(r *Server) { r.TLS = StartTLS },
		},
		"within TLS": {
			server: &flooder{At: "MAIL", Offers: "250-STARTTLS\r\n", Says: "250 x", TLS: secured},
			relay:  func(r *Server) { r.TLS, r.CAFile = StartTLS, authorityFile(t, ca) },
		},
		"a challenge":                      {server: &flooder{At: "AUTH", Offers: "250-AUTH LOGIN\r\n", Says: "334 x"}, relay: login},
		"endless lines of a challenge":     {server: &flooder{At: "AUTH", Offers: "250-AUTH LOGIN\r\n", Says: "334-VXNlcm5hbWU6\r\n"}, relay: login},
		"challenge upon challenge":         {server: &flooder{At: "AUTH", Offers: "250-AUTH LOGIN\r\n", Says: "334 VXNlcm5hbWU6\r\n"}, relay: login},
		"an answer to the sender":          {server: &flooder{At: "MAIL", Says: "250 x"}},
		"an answer to the recipient":       {server: &flooder{At: "RCPT", Says: "250-x\r\n"}},
		"an answer to DATA":                {server: &flooder{At: "DATA", Says: "354 x"}},
		"an answer to the end of the mail": {server: &flooder{At: ".\r\n", Says: "250 x"}, want: "r1 queued 0 ambiguous, r2 queued 0 ambiguous"},
		"a goodbye":                        {server: &flooder{At: "QUIT", Says: "221 x"}, want: "r1 accepted 250, r2 accepted 250"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flooding := relayAt(t, c.server.open(t), c.relay)
			mails := mailsTo("a@x.example", "b@x.example")
			want := c.want
			if want == "" {
				want = "r1 queued 0, r2 queued 0"
			}
			got := relays(t, Patience{}, flooding).Send(t.Context(), mails)
			if words(got) != want {
				t.Errorf("got %s (%s), want %s", words(got), got[0].Detail, want)
			}
			t.Logf("%d bytes went out", c.server.Sent())
			// Besides what was read, the system's buffers of each connection took something in.
			if sent := c.server.Sent(); sent > 128<<20 {
				t.Errorf("the relay could send %d bytes", sent)
			}
			if c.want != "" {
				return
			}
			good := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
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
			server := &flooder{At: c.at, Says: "2", Pause: 20 * time.Millisecond}
			got := relays(t, Patience{Mail: soon / 3, Batch: soon}, relayAt(t, server.open(t), nil)).Send(t.Context(), mailsTo("a@x.example"))
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
