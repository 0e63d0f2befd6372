package probe

import (
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

// served is a world in which the mail of acme.test goes to one host.
func served(t testing.TB, m *mailHost) (*world, *Callouts) {
	t.Helper()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "MX 10 mx.acme.test.")
	w.dns.Set(t, "mx.acme.test", "A 127.0.0.1")
	return w, w.callouts(startMailHost(t, m, "127.0.0.1:0"))
}

func TestCalloutVerdicts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		answer  string
		kind    model.FactKind
		verdict string
		reason  Reason
	}{
		{"250 2.1.5 ok", model.FactProbeOK, "deliverable", ReasonDeliverable},
		{"251 user not local; will forward", model.FactProbeOK, "deliverable", ReasonDeliverable},
		{"550 5.1.1 <orders@acme.test>: Recipient address rejected: User unknown in virtual mailbox table", model.FactProbeFailed, "gone", ReasonGone},
		{"550 no such user here", model.FactProbeFailed, "gone", ReasonGone},
		{"550 This user doesn't have a yahoo.test account", model.FactProbeFailed, "gone", ReasonGone},
		{"554 5.0.0 this account has been disabled", model.FactProbeFailed, "gone", ReasonGone},
		{"550 5.4.1 [orders@acme.test]: Recipient address rejected: Access denied", model.FactProbeFailed, "gone", ReasonGone},
		{"550 Requested action not taken", model.FactProbeUnknown, "unknown", ReasonUnclear},
		{"550 Rejected", model.FactProbeUnknown, "unknown", ReasonUnclear},
		{"553 5.1.8 domain of sender address does not exist", model.FactProbeUnknown, "blocked", ReasonBlocked},
		{"550 5.2.1 the user is receiving mail at a rate that prevents more", model.FactProbeUnknown, "temporary", ReasonTemporary},
		{"550 5.1.1 refused due to recipient preferences", model.FactProbeUnknown, "blocked", ReasonBlocked},
		{"550 please turn on SMTP Authentication", model.FactProbeUnknown, "blocked", ReasonBlocked},
		{"553 5.1.6 the person no longer works here", model.FactProbeFailed, "gone", ReasonGone},
		{"550 5.2.1 mailbox disabled", model.FactProbeFailed, "gone", ReasonGone},
		{"550 5.7.1 recipient unknown", model.FactProbeFailed, "gone", ReasonGone},
		{"452 4.2.2 mailbox full", model.FactProbeUnknown, "full", ReasonFull},
		{"552 5.2.2 over quota", model.FactProbeUnknown, "full", ReasonFull},
		{"450 4.7.1 greylisted, try again later", model.FactProbeUnknown, "temporary", ReasonTemporary},
		{"451 4.7.1 please try again", model.FactProbeUnknown, "temporary", ReasonTemporary},
		{"450 4.1.1 unknown user, perhaps", model.FactProbeUnknown, "temporary", ReasonTemporary},
		{"452 4.5.3 too many recipients", model.FactProbeUnknown, "temporary", ReasonTemporary},
		{"550 5.7.1 listed at a block list", model.FactProbeUnknown, "blocked", ReasonBlocked},
		{"550 relaying denied by policy", model.FactProbeUnknown, "blocked", ReasonBlocked},
		{"554 5.7.0 go away", model.FactProbeUnknown, "blocked", ReasonBlocked},
		{"530 5.7.0 Must issue a STARTTLS command first", model.FactProbeUnknown, "blocked", ReasonBlocked},
		{"556 5.1.10 the domain accepts no mail", model.FactProbeUnknown, "no-mail-domain", ReasonNullMX},
		{"550 5.1.0 something about the address", model.FactProbeUnknown, "unknown", ReasonUnclear},
		{"501 5.1.3 bad syntax", model.FactProbeUnknown, "unknown", ReasonUnclear},
	}
	for _, tt := range tests {
		t.Run(tt.answer, func(t *testing.T) {
			t.Parallel()
			m := &mailHost{recipient: func(address string) string {
				if strings.HasPrefix(address, "orders@") {
					return tt.answer
				}
				return "550 5.1.1 no such user"
			}}
			_, c := served(t, m)
			f := asked(t, c, "orders@acme.test")[0]
			expect(t, f, tt.kind, tt.reason, "MX acme.test.", "connected to mx.acme.test", "greeting: 220", "RCPT TO:<orders@acme.test>: "+tt.answer[:3])
			if f.Data[model.DataVerdict] != tt.verdict || f.Data[model.DataAddress] != "orders@acme.test" || f.Data[model.DataCode] != tt.answer[:3] {
				t.Errorf("data is %v, want verdict %s", f.Data, tt.verdict)
			}
			if len(m.said("DATA")) != 0 || len(m.said("QUIT")) != 1 {
				t.Errorf("said %q", m.said(""))
			}
		})
	}
}

// What the name servers say about a domain decides before anybody is connected to.
func TestCalloutRoutes(t *testing.T) {
	t.Parallel()
	m := &mailHost{recipient: knows("orders")}
	w, c := served(t, m)
	w.dns.Set(t, "null.test", "MX 0 .")
	w.dns.Set(t, "bare.test", "A 127.0.0.1")
	w.dns.Set(t, "empty.test", "TXT nothing")
	w.dns.Set(t, "lost.test", "MX 10 nowhere.test.")
	w.dns.Fail("sick.test", dns.RcodeServerFailure)
	w.dns.Set(t, "inside.test", "MX 10 mx.inside.test.")
	w.dns.Set(t, "mx.inside.test", "A 10.1.2.3")
	w.dns.Set(t, "xn--mller-kva.test", "MX 10 mx.acme.test.")
	tests := []struct {
		address string
		kind    model.FactKind
		verdict string
		reason  Reason
	}{
		{"orders@acme.test", model.FactProbeOK, "deliverable", ReasonDeliverable},
		{"orders@bare.test", model.FactProbeOK, "deliverable", ReasonDeliverable},
		{"orders@Müller.test", model.FactProbeOK, "deliverable", ReasonDeliverable},
		{"orders@null.test", model.FactProbeUnknown, "no-mail-domain", ReasonNullMX},
		{"orders@gone.test", model.FactProbeUnknown, "no-mail-domain", ReasonNXDomain},
		{"orders@empty.test", model.FactProbeUnknown, "no-mail-domain", ReasonNoMX},
		{"orders@lost.test", model.FactProbeUnknown, "no-mail-domain", ReasonMXNoAddress},
		{"orders@sick.test", model.FactProbeUnknown, "unknown", ReasonServfail},
		{"orders@inside.test", model.FactProbeUnknown, "unknown", ReasonNotAllowed},
		{"or ders@acme.test", model.FactProbeUnknown, "unknown", ReasonTarget},
		{"orders\r\nDATA@acme.test", model.FactProbeUnknown, "unknown", ReasonTarget},
		{"orders>@acme.test", model.FactProbeUnknown, "unknown", ReasonTarget},
		{"@acme.test", model.FactProbeUnknown, "unknown", ReasonTarget},
		{"orders", model.FactProbeUnknown, "unknown", ReasonTarget},
	}
	var addresses []string
	for _, tt := range tests {
		addresses = append(addresses, tt.address)
	}
	facts := asked(t, c, addresses...)
	for i, tt := range tests {
		expect(t, facts[i], tt.kind, tt.reason)
		if got := facts[i].Data[model.DataVerdict]; got != tt.verdict {
			t.Errorf("%s is %s, want %s", tt.address, got, tt.verdict)
		}
	}
	if n, _ := m.counted(); n != 2 {
		t.Errorf("%d connections, want one to each name", n)
	}
}

// An address that cannot exist is asked about once per domain and month, behind
// a real one that was accepted, and the answer is used by all of the domain.
func TestCalloutTrick(t *testing.T) {
	t.Parallel()
	m := &mailHost{recipient: func(string) string { return "250 2.1.5 everybody is welcome" }}
	_, c := served(t, m)
	now := noon
	c.Options.Now = func() time.Time { return now }
	if got := verdicts(asked(t, c, "orders@acme.test", "sales@acme.test")); got != "accepts-all accepts-all" {
		t.Errorf("verdicts are %s", got)
	}
	said := m.said("RCPT")
	if len(said) != 3 || !strings.Contains(said[0], "orders@") || !strings.Contains(said[2], "<supplierwatch-") {
		t.Errorf("said %q, want the real ones first", said)
	}
	now = now.Add(7 * 24 * time.Hour)
	f := asked(t, c, "orders@acme.test")[0]
	if len(m.said("RCPT")) != 4 || f.Data[model.DataVerdict] != "accepts-all" {
		t.Errorf("in the same month: said %q, verdict %s", m.said("RCPT"), f.Data[model.DataVerdict])
	}
	now = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	asked(t, c, "orders@acme.test")
	if len(m.said("RCPT")) != 6 {
		t.Errorf("in the next month: said %q", m.said("RCPT"))
	}
	_, fresh := served(t, m)
	fresh.Port, fresh.Options.Now, now = c.Port, c.Options.Now, noon
	fresh.memory.recall("acme.test", f)
	if got := verdicts(asked(t, fresh, "orders@acme.test")); got != "accepts-all" || len(m.said("RCPT")) != 7 {
		t.Errorf("after a restart: said %q, verdict %s", m.said("RCPT"), got)
	}
}

func TestCalloutTricksNobodyWhoRefuses(t *testing.T) {
	t.Parallel()
	m := &mailHost{recipient: knows()}
	_, c := served(t, m)
	if got := verdicts(asked(t, c, "orders@acme.test")); got != "gone" || len(m.said("RCPT")) != 1 {
		t.Errorf("verdict %s after %q", got, m.said("RCPT"))
	}
}

// All that one mail host is asked travels over one connection, in few flights
// where it takes several commands at once.
func TestCalloutsShareAConnection(t *testing.T) {
	t.Parallel()
	for _, offers := range [][]string{nil, {"PIPELINING"}} {
		m := &mailHost{offers: offers, recipient: func(a string) string {
			if strings.HasPrefix(a, "orders") {
				return "250 2.1.5 ok"
			}
			return "550 5.1.1 no such user"
		}}
		w, c := served(t, m)
		w.dns.Set(t, "bolt.test", "MX 10 mx.acme.test.")
		var addresses []string
		for i := range 150 {
			addresses = append(addresses, fmt.Sprintf("orders%d@%s", i, []string{"acme.test", "bolt.test"}[i%2]))
		}
		facts := asked(t, c, append(addresses, "gone@acme.test")...)
		if got := verdicts(facts); got != strings.Repeat("deliverable ", 150)+"gone" {
			t.Errorf("verdicts are %s", got)
		}
		if n, _ := m.counted(); n != 1 || len(m.said("MAIL")) != 2 || len(m.said("QUIT")) != 1 || len(m.said("RCPT")) != 153 {
			t.Errorf("%d connections, said %d MAIL, %d QUIT, %d RCPT", n, len(m.said("MAIL")), len(m.said("QUIT")), len(m.said("RCPT")))
		}
		if offers != nil && m.flights > 20 {
			t.Errorf("%d flights", m.flights)
		}
	}
}

// Two batches at once, and names that lead to one address, never make two
// connections to it.
func TestCalloutsConnectOnceAtATime(t *testing.T) {
	t.Parallel()
	m := &mailHost{recipient: knows("orders")}
	w, c := served(t, m)
	var addresses []string
	for i := range 12 {
		domain := fmt.Sprintf("s%d.test", i)
		w.dns.Set(t, domain, fmt.Sprintf("MX 10 mx.s%d.test.", i))
		w.dns.Set(t, "mx."+domain, "A 127.0.0.1")
		addresses = append(addresses, "orders@"+domain)
	}
	done := make(chan string)
	for half := range slices.Chunk(addresses, 6) {
		go func() { done <- verdicts(asked(t, c, half...)) }()
	}
	for range 2 {
		if got := <-done; got != strings.TrimSpace(strings.Repeat("deliverable ", 6)) {
			t.Errorf("verdicts are %s", got)
		}
	}
	if n, most := m.counted(); most != 1 || n != 12 {
		t.Errorf("%d connections, %d at once", n, most)
	}
}

// A server that speaks of policy or closes is asked nothing more for a day, nor
// are the other hosts of the domain.
func TestCalloutLeavesAServerAlone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		answer, first, rest string
	}{
		{"421 4.3.2 closing", "temporary", "temporary"},
		{"450 4.7.1 greylisted", "temporary", "temporary"},
		{"550 5.7.1 spam source", "blocked", "blocked"},
	} {
		m := &mailHost{recipient: func(string) string { return tt.answer }}
		w, c := served(t, m)
		w.dns.Set(t, "acme.test", "MX 10 mx.acme.test.", "MX 20 mx2.acme.test.")
		w.dns.Set(t, "mx2.acme.test", "A 127.0.0.2")
		other := &mailHost{recipient: knows("orders")}
		startMailHost(t, other, net.JoinHostPort("127.0.0.2", c.Port))
		now := noon
		c.Options.Now = func() time.Time { return now }
		if got := verdicts(asked(t, c, "orders@acme.test", "sales@acme.test")); got != tt.first+" "+tt.rest {
			t.Errorf("%s: verdicts are %s", tt.answer, got)
		}
		if others, _ := other.counted(); len(m.said("RCPT")) != 1 || others != 0 {
			t.Errorf("%s: said %q, %d connections to the other host", tt.answer, m.said("RCPT"), others)
		}
		if waits := c.memory.waits("sales@acme.test"); waits != (tt.rest == "temporary") {
			t.Errorf("%s: waits is %v", tt.answer, waits)
		}
		now = now.Add(calloutRest - time.Second)
		asked(t, c, "orders@acme.test")
		if n, _ := m.counted(); n != 1 {
			t.Errorf("%s: %d connections within the day", tt.answer, n)
		}
		now = now.Add(time.Second)
		asked(t, c, "orders@acme.test")
		if n, _ := m.counted(); n != 2 {
			t.Errorf("%s: %d connections after the day", tt.answer, n)
		}
	}
}

// What a domain's first host does not tell, the next one may.
func TestCalloutTriesTheNextHost(t *testing.T) {
	t.Parallel()
	m := &mailHost{greeting: "554 no SMTP service here", recipient: knows("orders")}
	w, c := served(t, m)
	w.dns.Set(t, "acme.test", "MX 5 down.acme.test.", "MX 10 mx.acme.test.", "MX 20 mx2.acme.test.", "MX 30 lost.acme.test.")
	w.dns.Set(t, "down.acme.test", "A 127.0.0.3")
	w.dns.Set(t, "mx2.acme.test", "A 127.0.0.2")
	startMailHost(t, &mailHost{recipient: knows("orders")}, net.JoinHostPort("127.0.0.2", c.Port))
	f := asked(t, c, "orders@acme.test")[0]
	expect(t, f, model.FactProbeOK, ReasonDeliverable, "refused", "554 no SMTP service", "connected to mx2.acme.test")
	w.dns.Set(t, "acme.test", "MX 5 down.acme.test.", "MX 30 lost.acme.test.")
	expect(t, asked(t, c, "orders@acme.test")[0], model.FactProbeUnknown, ReasonRefused, "lost.acme.test has no address")
}

func TestCalloutOverTLS(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	// Nobody vouches for it, and it is for another host: that is no matter.
	cert := testkit.NewCA(t).Server(t, time.Now().Add(time.Hour), "other.test")
	s := testkit.StartFaultySMTP(t, testkit.SMTPSetup{Certificate: &cert})
	_, port, _ := net.SplitHostPort(s.Addr)
	f := asked(t, w.callouts(port), "orders@acme.test")[0]
	expect(t, f, model.FactProbeOK, ReasonAcceptsAll, "EHLO over TLS")
	if s.Count(testkit.StartTLS) != 1 || s.Count(testkit.Quit) != 1 || s.Count(testkit.Data) != 0 || len(s.Accepted()) != 0 {
		t.Errorf("STARTTLS %d, QUIT %d, DATA %d", s.Count(testkit.StartTLS), s.Count(testkit.Quit), s.Count(testkit.Data))
	}
	s.SetFaults(testkit.Fault{At: testkit.StartTLS, Do: testkit.Reply("454 4.7.0 not now")})
	expect(t, asked(t, w.callouts(port), "orders@acme.test")[0], model.FactProbeOK, ReasonAcceptsAll)
}

// A server that offers TLS and does not speak it is asked in the open.
func TestCalloutWithoutTheTLSOffered(t *testing.T) {
	t.Parallel()
	m := &mailHost{offers: []string{"STARTTLS"}, recipient: knows("orders")}
	_, c := served(t, m)
	expect(t, asked(t, c, "orders@acme.test")[0], model.FactProbeOK, ReasonDeliverable, "does not speak it")
	if n, _ := m.counted(); n != 2 {
		t.Errorf("%d connections, want one with and one without TLS", n)
	}
}

func TestCalloutFaults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		fault   testkit.Fault
		verdict string
		reason  Reason
	}{
		{"hangs at once", testkit.Fault{At: testkit.Greeting, Do: testkit.Hang()}, "unknown", ReasonTimeout},
		{"hangs after the greeting", testkit.Fault{At: testkit.Hello, Do: testkit.Hang()}, "unknown", ReasonTimeout},
		{"hangs at the recipient", testkit.Fault{At: testkit.To, Do: testkit.Hang()}, "unknown", ReasonTimeout},
		{"drips", testkit.Fault{At: testkit.Hello, Do: testkit.Drip("250 "+strings.Repeat("x", 200), 20*time.Millisecond)}, "unknown", ReasonTimeout},
		{"closes at the greeting", testkit.Fault{At: testkit.Greeting, Do: testkit.Reply("421 4.3.2 too busy")}, "temporary", ReasonTemporary},
		{"wants us gone at the greeting", testkit.Fault{At: testkit.Greeting, Do: testkit.Reply("554 5.7.1 you are listed")}, "blocked", ReasonBlocked},
		{"hangs up at the sender", testkit.Fault{At: testkit.From, Do: testkit.HangUp()}, "unknown", ReasonCut},
		{"does not take the sender", testkit.Fault{At: testkit.From, Do: testkit.Reply("550 5.1.8 sender domain does not exist")}, "blocked", ReasonBlocked},
		{"does not take the sender now", testkit.Fault{At: testkit.From, Do: testkit.Reply("451 4.1.8 sender domain not found")}, "temporary", ReasonTemporary},
		{"speaks nonsense", testkit.Fault{At: testkit.To, Do: testkit.Reply("OK")}, "unknown", ReasonProtocol},
		{"an endless line", testkit.Fault{At: testkit.Greeting, Do: testkit.Reply("220 " + strings.Repeat("x", 1<<20))}, "unknown", ReasonProtocol},
		{"endless lines", testkit.Fault{At: testkit.Hello, Do: testkit.Reply(strings.Repeat("250-x\r\n", 10_000) + "250 x")}, "unknown", ReasonProtocol},
		{"cut after the recipient", testkit.Fault{At: testkit.To, Match: "supplierwatch-", Do: testkit.HangUp()}, "deliverable", ReasonDeliverable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.dns.Set(t, "acme.test", "A 127.0.0.1")
			s := testkit.StartFaultySMTP(t, testkit.SMTPSetup{}, tt.fault)
			_, port, _ := net.SplitHostPort(s.Addr)
			c := w.callouts(port)
			c.Timeout = 500 * time.Millisecond
			facts := asked(t, c, "orders@acme.test", "sales@acme.test")
			if facts[0].Data[model.DataVerdict] != tt.verdict || Reason(facts[0].Data[model.DataReason]) != tt.reason {
				t.Errorf("verdict %s (%s), want %s (%s):\n%s", facts[0].Data[model.DataVerdict], facts[0].Data[model.DataReason], tt.verdict, tt.reason, facts[0].Evidence)
			}
			if s.Count(testkit.Greeting) != 1 {
				t.Errorf("%d connections", s.Count(testkit.Greeting))
			}
		})
	}
}

// Whom a visit did not come to in time has no answer, and stays due.
func TestCalloutStopsInTheMiddle(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	m := &mailHost{recipient: func(a string) string {
		if strings.HasPrefix(a, "second") {
			cancel()
		}
		return "550 5.1.1 no such user"
	}}
	_, c := served(t, m)
	facts := c.Ask(ctx, []Probe{{Address: "first@acme.test"}, {Address: "second@acme.test"}, {Address: "third@acme.test"}})
	if facts[0].Data[model.DataVerdict] != "gone" || facts[2].Kind != "" {
		t.Errorf("got %v", facts)
	}
}

// A server that keeps a connection open and says nothing of anybody until the
// time is over has had its turn.
func TestCalloutOfASilentServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	c := w.callouts(serve(t, func(conn net.Conn) {
		fmt.Fprint(conn, "220 x\r\n")
		_, _ = io.Copy(io.Discard, conn)
	}))
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	expect(t, c.Ask(ctx, []Probe{{Address: "orders@acme.test"}})[0], model.FactProbeUnknown, ReasonTimeout)
}

func TestCalloutPastASCII(t *testing.T) {
	t.Parallel()
	for verdict, offers := range map[string][]string{"deliverable": {"SMTPUTF8"}, "unknown": nil} {
		m := &mailHost{offers: offers, recipient: knows("bestellung-für-alle", "orders")}
		_, c := served(t, m)
		if got := verdicts(asked(t, c, "bestellung-für-alle@acme.test", "orders@acme.test")); got != verdict+" deliverable" {
			t.Errorf("offering %v: verdicts are %s", offers, got)
		}
	}
}
