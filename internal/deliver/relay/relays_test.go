package relay

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

func relayAt(t testing.TB, address string, edit func(*Server)) Server {
	t.Helper()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	r := Server{Host: host, Port: n, TLS: NoTLS}
	if edit != nil {
		edit(&r)
	}
	return r
}

func relays(t testing.TB, patience Patience, list ...Server) *Channel {
	t.Helper()
	s, err := New(testIdentity, list, "watchdog.buyer.example", patience, fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const soon = 1500 * time.Millisecond

// taken gives the recipients of what a server took.
func taken(s *faultyserver.SMTP) string {
	var to []string
	for _, m := range s.Accepted() {
		to = append(to, strings.Join(m.To, "+"))
	}
	return strings.Join(to, " ")
}

// A server that closes after a number of mails gets the rest over a new
// connection, and no mail twice.
func TestMailsPerConnection(t *testing.T) {
	for name, do := range map[string]faultyserver.Action{
		"says so":  faultyserver.Reply("421 4.7.0 too many mails over this connection"),
		"put off":  faultyserver.Reply("451 4.7.0 too many mails over this connection"),
		"hangs up": faultyserver.HangUp(),
	} {
		for _, together := range []bool{false, true} {
			t.Run(fmt.Sprint(name, ", together ", together), func(t *testing.T) { sendBeyondLimit(t, faultyserver.SMTPSetup{Pipelining: together}, do) })
		}
	}
}

func sendBeyondLimit(t *testing.T, setup faultyserver.SMTPSetup, do faultyserver.Action) {
	t.Helper()
	server := faultyserver.StartSMTP(t, setup)
	s := relays(t, Patience{Mail: soon}, relayAt(t, server.Addr, nil))
	first := mailsTo("a@x.example")
	if got := s.Send(t.Context(), first); words(got) != "r1 accepted 250" {
		t.Fatal(words(got))
	}
	// The fault strikes the second MAIL FROM of the batch's first connection.
	server.SetFaults(faultyserver.Fault{At: faultyserver.From, Match: "answers", Times: 1, Do: faultyserver.Reply("250 fine")}, faultyserver.Fault{At: faultyserver.From, Times: 1, Do: do})
	got := s.Send(t.Context(), mailsTo("b@x.example", "c@x.example", "d@x.example"))
	if want := "r1 accepted 250, r2 accepted 250, r3 accepted 250"; words(got) != want {
		t.Errorf("got %s, want %s", words(got), want)
	}
}

func TestGuarantee4TheNextRelayIsUsedWhereOneIsDown(t *testing.T) {
	down, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := down.Addr().String()
	down.Close()
	half := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Body, Times: 1, Do: faultyserver.LoseReply()}, faultyserver.Fault{At: faultyserver.From, Do: faultyserver.Reply("554 5.7.1 blocked")})
	well := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	s := relays(t, Patience{Mail: soon}, relayAt(t, address, nil), relayAt(t, half.Addr, nil), relayAt(t, well.Addr, nil))

	got := s.Send(t.Context(), mailsTo("a@x.example", "b@x.example"))
	if want := "r1 accepted 250, r2 accepted 250"; words(got) != want {
		t.Errorf("got %s, want %s", words(got), want)
	}
	if taken(well) != "a@x.example b@x.example" {
		t.Errorf("the last relay took %q", taken(well))
	}
}

// TestTheNextRelayIsUsedWhereOneRefusesTheSender holds that a relay that does not let us send as our address costs no recipient their mail, and that
// the refusal is reported like an outage.
func TestTheNextRelayIsUsedWhereOneRefusesTheSender(t *testing.T) {
	for _, answer := range []string{
		"550 5.7.60 SMTP; Client does not have permissions to send as this sender",
		"554 5.2.252 SendAsDenied; answers@buyer.example not allowed to send as desk@buyer.example",
		"550 5.1.8 Access denied, bad outbound sender AS(42004)",
		"550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP",
		"553 5.7.1 <answers@buyer.example>: Sender address rejected: not owned by user desk",
	} {
		one := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Body, Do: faultyserver.Reply(answer)})
		two := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
		s := relays(t, Patience{Mail: soon}, relayAt(t, one.Addr, nil), relayAt(t, two.Addr, nil))
		var down []string
		s.OnChange = func(relay, why string) { down = append(down, relay+" "+why) }
		if got := words(s.Send(t.Context(), mailsTo("a@x.example", "b@x.example"))); got != "r1 accepted 250, r2 accepted 250" {
			t.Errorf("%s: %s", answer, got)
		}
		if len(down) != 1 || !strings.Contains(down[0], answer[len("550 "):]) {
			t.Errorf("%s: reported %q", answer, down)
		}
	}
}

// What may have been taken already is not given to another relay at once.
func TestAmbiguousStays(t *testing.T) {
	first := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Body, Do: faultyserver.LoseReply()})
	second := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	s := relays(t, Patience{Mail: soon}, relayAt(t, first.Addr, nil), relayAt(t, second.Addr, nil))
	if got := s.Send(t.Context(), mailsTo("a@x.example")); words(got) != "r1 queued 0 ambiguous" {
		t.Errorf("got %s", words(got))
	}
	if taken(second) != "" {
		t.Errorf("the second relay took %q", taken(second))
	}
}

func TestEveryRelayComplains(t *testing.T) {
	one := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Greeting, Do: faultyserver.Reply("554 5.3.2 not today")})
	two := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.From, Do: faultyserver.Reply("550 5.7.1 who are you")})
	got := relays(t, Patience{Mail: soon}, relayAt(t, one.Addr, nil), relayAt(t, two.Addr, nil)).Send(t.Context(), mailsTo("a@x.example"))
	for _, want := range []string{one.Addr, "not today", two.Addr, "who are you"} {
		if !strings.Contains(got[0].Detail, want) {
			t.Errorf("detail %q lacks %q", got[0].Detail, want)
		}
	}
}

// TestTheDetailNamesTheCommand holds that the reason of a failure has the command and the server's answer, and no words of a library.
func TestTheDetailNamesTheCommand(t *testing.T) {
	for want, fault := range map[string]faultyserver.Fault{
		`at MAIL FROM: 550 "5.7.1 who are you"`:                     {At: faultyserver.From, Do: faultyserver.Reply("550 5.7.1 who are you")},
		`at RCPT TO: 550 "5.1.1 no such user"`:                      {At: faultyserver.To, Do: faultyserver.Reply("550 5.1.1 no such user")},
		`at DATA: 452 "4.3.1 no room"`:                              {At: faultyserver.Data, Do: faultyserver.Reply("452 4.3.1 no room")},
		`after the mail was sent: 554 "5.6.0 broken"`:               {At: faultyserver.Body, Do: faultyserver.Reply("554 5.6.0 broken")},
		"at RCPT TO: the server closed the connection":              {At: faultyserver.To, Do: faultyserver.HangUp()},
		"after the mail was sent: the server closed the connection": {At: faultyserver.Body, Do: faultyserver.LoseReply()},
		"at RCPT TO: no answer in time":                             {At: faultyserver.To, Do: faultyserver.Hang()},
	} {
		server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, fault)
		got := relays(t, Patience{Mail: soon}, relayAt(t, server.Addr, nil)).Send(t.Context(), mailsTo("a@x.example"))
		if detail, _, _ := strings.Cut(got[0].Detail, "; "); detail != server.Addr+": "+want {
			t.Errorf("got %q, want %q", detail, want)
		}
	}
}

func TestSlowRelayIsGivenUp(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.To, Do: faultyserver.Hang()})
	got := relays(t, Patience{Mail: time.Minute, Batch: soon}, relayAt(t, server.Addr, nil)).Send(t.Context(), mailsTo("a@x.example", "b@x.example"))
	if words(got) != "r1 queued 0, r2 queued 0" || !strings.Contains(got[1].Detail, "too slow") {
		t.Errorf("got %+v", got)
	}
}

func TestStopEndsSending(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.To, Do: faultyserver.Hang()})
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		for server.Count(faultyserver.To) == 0 {
			time.Sleep(time.Millisecond)
		}
		stop()
	}()
	got := relays(t, Patience{}, relayAt(t, server.Addr, nil)).Send(ctx, mailsTo("a@x.example", "b@x.example"))
	if words(got) != "r1 queued 0, r2 queued 0" {
		t.Errorf("got %+v", got)
	}
	again := relays(t, Patience{}, relayAt(t, server.Addr, nil)).Send(ctx, mailsTo("a@x.example"))
	if !strings.Contains(again[0].Detail, "not tried") {
		t.Errorf("after the stop: %+v", again)
	}
}

func TestEnvelope(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, offersUTF8)
	relays(t, Patience{}, relayAt(t, server.Addr, nil)).Send(t.Context(), mailsTo("jürgen@bücher.example"))
	got := server.Wait(t, 1)[0]
	if got.From != "answers@buyer.example" || len(got.To) != 1 || got.To[0] != "jürgen@xn--bcher-kva.example" {
		t.Errorf("envelope %q to %q", got.From, got.To)
	}
}

func TestUnbuildable(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	mails := mailsTo("no address", "a@x.example", "c@x.example")
	mails[2].MessageID = "two words@x"
	got := relays(t, Patience{}, relayAt(t, server.Addr, nil)).Send(t.Context(), mails)
	if want := "r1 refused 0, r2 accepted 250, r3 refused 0"; words(got) != want {
		t.Errorf("got %s, want %s", words(got), want)
	}
}

func TestLoginOverStartTLS(t *testing.T) {
	ca := testkit.NewCA(t)
	certificate := ca.Server(t, time.Now().Add(24*time.Hour), "localhost", "127.0.0.1")
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, ca.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	setup := faultyserver.SMTPSetup{Certificate: &certificate, User: "watchdog", Password: "s3cret-Passw0rd"}
	server := faultyserver.StartSMTP(t, setup)
	login := func(password, caFile string) Server {
		return relayAt(t, server.Addr, func(r *Server) {
			r.TLS, r.Auth, r.Username, r.Password, r.CAFile = StartTLS, LoginPlain, "watchdog", password, caFile
		})
	}
	got := relays(t, Patience{}, login(setup.Password, file)).Send(t.Context(), mailsTo("a@x.example"))
	if words(got) != "r1 accepted 250" {
		t.Fatalf("got %+v", got)
	}
	if took := server.Accepted()[0]; !took.TLS || took.User != "watchdog" {
		t.Errorf("taken with TLS %v from user %q", took.TLS, took.User)
	}
	for name, relay := range map[string]Server{"wrong password": login("wrong-Passw0rd", file), "unknown authority": login(setup.Password, "")} {
		got := relays(t, Patience{}, relay).Send(t.Context(), mailsTo("a@x.example"))
		if words(got) != "r1 queued 0" {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	server.SetFaults(faultyserver.Fault{At: faultyserver.Auth, Do: faultyserver.Reply("535 5.7.8 no such login: " + setup.Password)})
	got = relays(t, Patience{}, login(setup.Password, file)).Send(t.Context(), mailsTo("a@x.example"))
	if strings.Contains(got[0].Detail, setup.Password) || !strings.Contains(got[0].Detail, "<secret>") {
		t.Errorf("the password is in the detail: %s", got[0].Detail)
	}
}

func TestStartTLSIsDemanded(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	relay := relayAt(t, server.Addr, func(r *Server) { r.TLS = StartTLS })
	got := relays(t, Patience{}, relay).Send(t.Context(), mailsTo("a@x.example"))
	if words(got) != "r1 queued 0" || taken(server) != "" {
		t.Errorf("sent in clear: %s", words(got))
	}
}

func TestRefusedSettings(t *testing.T) {
	for want, relay := range map[string]Server{
		"host is missing":  {},
		"not a valid tls":  {Host: "mx.example", TLS: "ssl"},
		"not a valid auth": {Host: "mx.example", Auth: "ntlm"},
		"xoauth2 needs a username and a source of access tokens": {Host: "mx.example", Auth: LoginXOAUTH2, Username: "u", Password: "p"},
		"needs a username":             {Host: "mx.example", Auth: LoginPlain},
		"show the password":            {Host: "mx.example", TLS: NoTLS, Auth: LoginLogin, Username: "u", Password: "p"},
		"read ca_file":                 {Host: "mx.example", CAFile: "/nonexistent.pem"},
		"there is no certificate":      {Host: "mx.example", CAFile: "relays_test.go"},
		"set up relays: there is none": {Port: -1},
	} {
		list := []Server{relay}
		if relay.Port < 0 {
			list = nil
		}
		if _, err := New(testIdentity, list, "", Patience{}, fixedNow); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: error %v, want %q", relay, err, want)
		}
	}
}

// A mail that breaks off before its end was never handed over, and nothing that
// is said to the server afterwards may make it count.
func TestBrokenOffInsideData(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Data, Times: 1, Do: faultyserver.CutBody(100)})
	mails := mailsTo("a@x.example", "b@x.example")
	mails[0].Text = strings.Repeat("more than any buffer holds\n", 1<<19)
	got := relays(t, Patience{Mail: 10 * time.Second}, relayAt(t, server.Addr, nil)).Send(t.Context(), mails)
	if want := "r1 queued 0, r2 accepted 250"; words(got) != want {
		t.Errorf("got %s, want %s", words(got), want)
	}
	if taken(server) != "b@x.example" {
		t.Errorf("the server took %q", taken(server))
	}
}
