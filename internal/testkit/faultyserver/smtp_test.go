package faultyserver

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"supplierwatch/internal/testkit"
)

func TestSMTPWithoutFaults(t *testing.T) {
	s := StartSMTP(t, SMTPSetup{})
	raw := mailBytes(".dots")
	must(t, dialSMTP(t, s.Addr).SendMail("a@x.test", []string{"b@x.test", "c@x.test"}, strings.NewReader(string(raw))), "send")
	got := s.Wait(t, 1)[0]
	if got.From != "a@x.test" || strings.Join(got.To, " ") != "b@x.test c@x.test" || got.TLS || got.User != "" {
		t.Errorf("accepted %+v", got)
	}
	if string(got.Data) != string(raw) {
		t.Errorf("data = %q, want %q", got.Data, raw)
	}
	for step, want := range map[Step]int{Greeting: 1, Hello: 1, From: 1, To: 2, Data: 1, Body: 1, Auth: 0} {
		if n := s.Count(step); n != want {
			t.Errorf("%s was counted %d times, want %d", step, n, want)
		}
	}
}

func TestSMTPLogin(t *testing.T) {
	ca := testkit.NewCA(t)
	cert := ca.Server(t, time.Now().Add(time.Hour), "127.0.0.1")
	s := StartSMTP(t, SMTPSetup{Certificate: &cert, User: "watchdog", Password: "s p"})
	roots := &tls.Config{RootCAs: ca.Pool(), ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}

	plain := dialSMTP(t, s.Addr)
	if ok, _ := plain.Extension("AUTH"); ok {
		t.Error("AUTH is offered before STARTTLS")
	}
	client, err := smtp.DialStartTLS(s.Addr, roots)
	must(t, err, "dial with STARTTLS")
	defer client.Close()
	must(t, client.Auth(sasl.NewPlainClient("", "watchdog", "s p")), "log in")
	must(t, client.SendMail("a@x.test", []string{"b@x.test"}, mailText("hello")), "send")
	if got := s.Wait(t, 1)[0]; !got.TLS || got.User != "watchdog" {
		t.Errorf("accepted with TLS %v by %q", got.TLS, got.User)
	}
	second, err := smtp.DialStartTLS(s.Addr, roots)
	must(t, err, "dial with STARTTLS")
	defer second.Close()
	wantCode(t, second.Auth(sasl.NewPlainClient("", "watchdog", "wrong")), 535)
}

// Each fault is met by the same attempt to send one mail to two recipients.
func TestSMTPRefusals(t *testing.T) {
	for name, test := range map[string]struct {
		fault Fault
		code  int
	}{
		"greeting": {Fault{At: Greeting, Do: Reply("421 4.3.2 shutting down")}, 421},
		"sender":   {Fault{At: From, Match: "A@X", Do: Reply("451 4.7.1 greylisted")}, 451},
		"second":   {Fault{At: To, Match: "c@x.test", Do: Reply("550 5.1.1 unknown")}, 550},
		"data":     {Fault{At: Data, Do: Reply("452 4.3.1 disk full")}, 452},
		"body":     {Fault{At: Body, Do: Reply("554 5.7.1 spam")}, 554},
		"slow":     {Fault{At: Body, Do: Drip("550 5.0.0 no", time.Millisecond)}, 550},
	} {
		t.Run(name, func(t *testing.T) {
			s := StartSMTP(t, SMTPSetup{}, test.fault)
			wantCode(t, sendTo(s.Addr, "b@x.test", "c@x.test"), test.code)
			if n := len(s.Accepted()); n != 0 {
				t.Errorf("%d messages were accepted", n)
			}
			s.SetFaults()
			must(t, sendTo(s.Addr, "b@x.test", "c@x.test"), "send to the healed server")
		})
	}
}

func TestSMTPFaultsEnd(t *testing.T) {
	s := StartSMTP(t, SMTPSetup{}, Fault{At: To, Times: 2, Do: Reply("451 4.2.0 later")})
	for range 2 {
		wantCode(t, sendTo(s.Addr, "b@x.test"), 451)
	}
	must(t, sendTo(s.Addr, "b@x.test"), "send the third time")
}

func TestSMTPBrokenConnections(t *testing.T) {
	for name, test := range map[string]struct {
		fault    Fault
		accepted int
	}{
		"no greeting":      {Fault{At: Greeting, Do: HangUp()}, 0},
		"cut in the body":  {Fault{At: Data, Do: CutBody(20)}, 0},
		"cut after body":   {Fault{At: Body, Do: HangUp()}, 0},
		"reply lost":       {Fault{At: Body, Do: LoseReply()}, 1},
		"gone at the RCPT": {Fault{At: To, Do: HangUp()}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := StartSMTP(t, SMTPSetup{}, test.fault)
			err := sendTo(s.Addr, "b@x.test")
			var refused *smtp.SMTPError
			if err == nil || errors.As(err, &refused) {
				t.Errorf("got %v, want a broken connection", err)
			}
			if n := len(s.Accepted()); n != test.accepted {
				t.Errorf("%d messages were accepted, want %d", n, test.accepted)
			}
		})
	}
}

func TestSMTPHangs(t *testing.T) {
	for _, step := range []Step{Greeting, Hello} {
		s := StartSMTP(t, SMTPSetup{}, Fault{At: step, Do: Hang()})
		conn, err := net.Dial("tcp", s.Addr)
		must(t, err, "dial")
		defer conn.Close()
		_, err = io.WriteString(conn, "EHLO client.test\r\n")
		must(t, err, "greet")
		_ = conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
		said, err := io.ReadAll(conn)
		var netErr net.Error
		if !errors.As(err, &netErr) || !netErr.Timeout() || strings.Contains(string(said), "250") {
			t.Errorf("hanging at %s: read %q, %v", step, said, err)
		}
	} // the end of the test ends the server, although the client is still there
}

// sendTo sends one mail over a new connection.
func sendTo(addr string, to ...string) error {
	client, err := smtp.Dial(addr)
	if err != nil {
		return err
	}
	defer client.Close()
	return client.SendMail("a@x.test", to, mailText("attempt"))
}
