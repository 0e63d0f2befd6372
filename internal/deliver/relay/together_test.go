package relay

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// together is a server that takes commands that come together.
var together = faultyserver.SMTPSetup{Pipelining: true}

// TestMailsHaveTheSameBytesBothWays compares what a server receives with and without PIPELINING.
func TestMailsHaveTheSameBytesBothWays(t *testing.T) {
	mails := mailsTo("a@x.example", "jürgen@bücher.example", "c@x.example")
	mails[0].Text = ".\n..two dots\n.\r\nEnd.\n" + strings.Repeat("a long line ", 500)
	mails[1].Text, mails[1].HTML = "Grüße\n", ""
	mails[2].HTML = strings.Repeat("<p>.</p>\n", 2000)
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := keyPair(t, "ed25519", key)
	sign := func(r *Server) { r.DKIM = &DKIM{Domain: "buyer.example", Selector: "s1", Key: text} }
	for name, edit := range map[string]func(*Server){"unsigned": nil, "signed": sign} {
		var took [2][]faultyserver.Accepted
		for i, setup := range []faultyserver.SMTPSetup{{}, together} {
			server := faultyserver.StartSMTP(t, setup, offersUTF8Together(setup.Pipelining))
			got := relays(t, Patience{}, relayAt(t, server.Addr, edit)).Send(t.Context(), mails)
			if words(got) != "r1 accepted 250, r2 accepted 250, r3 accepted 250" {
				t.Fatalf("%s: %+v", name, got)
			}
			took[i] = server.Accepted()
		}
		for i, one := range took[0] {
			other := took[1][i]
			if one.From != other.From || strings.Join(one.To, " ") != strings.Join(other.To, " ") || !bytes.Equal(unsigned(one.Data), unsigned(other.Data)) {
				t.Errorf("%s: alone %+v\ntogether %+v", name, one, other)
			}
			if signed := bytes.HasPrefix(other.Data, []byte("DKIM-Signature:")); signed != (edit != nil) {
				t.Errorf("%s: a mail that was sent together is signed: %v", name, signed)
			}
		}
	}
}

// offersUTF8Together is offersUTF8 of a server that may offer PIPELINING too.
func offersUTF8Together(pipelining bool) faultyserver.Fault {
	if !pipelining {
		return offersUTF8
	}
	return faultyserver.Fault{At: faultyserver.Hello, Do: faultyserver.Reply("250-mail.test\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SMTPUTF8")}
}

// unsigned removes the signature, which names the second of its making.
func unsigned(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte("DKIM-Signature:")) {
		return data
	}
	_, rest, _ := bytes.Cut(data, []byte("\r\nDate:"))
	return rest
}

// TestTheConnectionIsKept holds that batches share a connection, and that it is closed with QUIT when no more mails follow.
func TestTheConnectionIsKept(t *testing.T) {
	for _, setup := range []faultyserver.SMTPSetup{{}, together} {
		server := faultyserver.StartSMTP(t, setup)
		s := relays(t, Patience{}, relayAt(t, server.Addr, nil))
		for range 3 {
			if got := words(s.Send(t.Context(), mailsTo("a@x.example", "b@x.example"))); got != "r1 accepted 250, r2 accepted 250" {
				t.Fatal(got)
			}
		}
		if n := server.Count(faultyserver.Greeting); n != 1 {
			t.Errorf("%+v: %d connections, want 1", setup, n)
		}
		for began := time.Now(); server.Count(faultyserver.Quit) == 0; time.Sleep(10 * time.Millisecond) {
			if time.Since(began) > 30*time.Second {
				t.Fatal("the connection is never closed")
			}
		}
	}
}

// TestAKeptConnectionThatBrokeCostsNoMail holds that the first mail after a break goes over a new connection at once.
func TestAKeptConnectionThatBrokeCostsNoMail(t *testing.T) {
	for _, setup := range []faultyserver.SMTPSetup{{}, together} {
		server := faultyserver.StartSMTP(t, setup, faultyserver.Fault{At: faultyserver.Body, Times: 1, Do: faultyserver.ReplyAndHangUp("250 2.0.0 taken")})
		s := relays(t, Patience{}, relayAt(t, server.Addr, nil))
		for range 2 {
			if got := words(s.Send(t.Context(), mailsTo("a@x.example"))); got != "r1 accepted 250" {
				t.Fatal(got)
			}
		}
		if n := server.Count(faultyserver.Greeting); n != 2 || taken(server) != "a@x.example a@x.example" {
			t.Errorf("%+v: %d connections, want 2; the server took %q", setup, n, taken(server))
		}
		if s.relays[0].kept.suspended(fixedNow()) {
			t.Errorf("%+v: the library sends all mails of the next hour", setup)
		}
	}
}

// TestAConnectionCarriesSoManyMails holds that a connection is not kept for ever.
func TestAConnectionCarriesSoManyMails(t *testing.T) {
	server := faultyserver.StartSMTP(t, together)
	s := relays(t, Patience{}, relayAt(t, server.Addr, nil))
	many := mailsTo(strings.Fields(strings.Repeat("a@x.example ", mailsPerConnection/2+1))...)
	for range 3 {
		s.Send(t.Context(), many)
	}
	if n := server.Count(faultyserver.Greeting); n != 2 || len(server.Accepted()) != 3*len(many) {
		t.Errorf("%d connections, want 2; %d mails", n, len(server.Accepted()))
	}
}

// TestARelayThatLosesCommandsGetsThemOneByOne holds that the waiting for lost answers is not repeated with every batch.
func TestARelayThatLosesCommandsGetsThemOneByOne(t *testing.T) {
	server := faultyserver.StartSMTP(t, together, faultyserver.Fault{At: faultyserver.From, Do: faultyserver.ReplyAndForget("250 2.1.0 fine")})
	s := relays(t, Patience{Mail: 200 * time.Millisecond}, relayAt(t, server.Addr, nil))
	for range 3 {
		if got := words(s.Send(t.Context(), mailsTo("a@x.example", "b@x.example"))); got != "r1 accepted 250, r2 accepted 250" {
			t.Fatal(got)
		}
	}
	if n := server.Count(faultyserver.Greeting); n != 2 {
		t.Errorf("%d connections, want 2", n)
	}
	for after, want := range map[time.Duration]bool{0: true, plainTime - time.Second: true, plainTime: false, -time.Hour: false} {
		if got := s.relays[0].kept.suspended(fixedNow().Add(after)); got != want {
			t.Errorf("after %v the library sends all mails: %v, want %v", after, got, want)
		}
	}
}

// TestWhatGoesTogether holds that a mail costs one round trip: its commands reach the server with the text of the mail before it.
func TestWhatGoesTogether(t *testing.T) {
	refusesAlone := faultyserver.Fault{At: faultyserver.To, Do: faultyserver.RefuseTogether("250 2.1.5 fine", "550 5.5.0 it comes alone")}
	for _, test := range []struct {
		setup faultyserver.SMTPSetup
		want  string
	}{{faultyserver.SMTPSetup{}, "r1 refused 550, r2 refused 550"}, {together, "r1 accepted 250, r2 accepted 250"}} {
		server := faultyserver.StartSMTP(t, test.setup, refusesAlone)
		if got := words(relays(t, Patience{}, relayAt(t, server.Addr, nil)).Send(t.Context(), mailsTo("a@x.example", "b@x.example"))); got != test.want {
			t.Errorf("%+v: %s, want %s", test.setup, got, test.want)
		}
	}
}

// TestABrokenMessageKeepsTheConnection holds that a mail that cannot be written costs no other mail anything where it is written before it is sent.
func TestABrokenMessageKeepsTheConnection(t *testing.T) {
	server := faultyserver.StartSMTP(t, together)
	s := relays(t, Patience{Mail: soon}, relayAt(t, server.Addr, nil))
	sendWithBroken(t, s, server)
	if n := server.Count(faultyserver.Greeting); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}
