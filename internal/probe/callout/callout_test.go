package callout

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

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/probe/probetest"
	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

// served is a world in which the mail of acme.test goes to one host.
func served(t testing.TB, m *mailHost) (*world, *Prober) {
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
		reason  probe.Reason
	}{
		{"250 2.1.5 ok", model.FactProbeOK, "deliverable", probe.ReasonDeliverable},
		{"251 user not local; will forward", model.FactProbeOK, "deliverable", probe.ReasonDeliverable},
		{"550 5.1.1 <orders@acme.test>: Recipient address rejected: User unknown in virtual mailbox table", model.FactProbeFailed, "gone", probe.ReasonGone},
		{"550 no such user here", model.FactProbeFailed, "gone", probe.ReasonGone},
		{"550 This user doesn't have a yahoo.test account", model.FactProbeFailed, "gone", probe.ReasonGone},
		{"554 5.0.0 this account has been disabled", model.FactProbeFailed, "gone", probe.ReasonGone},
		{"550 5.4.1 [orders@acme.test]: Recipient address rejected: Access denied", model.FactProbeFailed, "gone", probe.ReasonGone},
		{"550 Requested action not taken", model.FactProbeUnknown, "unknown", probe.ReasonUnclear},
		{"550 Rejected", model.FactProbeUnknown, "unknown", probe.ReasonUnclear},
		{"553 5.1.8 domain of sender address does not exist", model.FactProbeUnknown, "blocked", probe.ReasonBlocked},
		{"550 5.2.1 the user is receiving mail at a rate that prevents more", model.FactProbeUnknown, "temporary", probe.ReasonTemporary},
		{"550 5.1.1 refused due to recipient preferences", model.FactProbeUnknown, "blocked", probe.ReasonBlocked},
		{"550 please turn on SMTP Authentication", model.FactProbeUnknown, "blocked", probe.ReasonBlocked},
		{"553 5.1.6 the person no longer works here", model.FactProbeFailed, "gone", probe.ReasonGone},
		{"550 5.2.1 mailbox disabled", model.FactProbeFailed, "gone", probe.ReasonGone},
		{"550 5.7.1 recipient unknown", model.FactProbeFailed, "gone", probe.ReasonGone},
		{"452 4.2.2 mailbox full", model.FactProbeUnknown, "full", probe.ReasonFull},
		{"552 5.2.2 over quota", model.FactProbeUnknown, "full", probe.ReasonFull},
		{"450 4.7.1 greylisted, try again later", model.FactProbeUnknown, "temporary", probe.ReasonTemporary},
		{"451 4.7.1 please try again", model.FactProbeUnknown, "temporary", probe.ReasonTemporary},
		{"450 4.1.1 unknown user, perhaps", model.FactProbeUnknown, "temporary", probe.ReasonTemporary},
		{"452 4.5.3 too many recipients", model.FactProbeUnknown, "temporary", probe.ReasonTemporary},
		{"550 5.7.1 listed at a block list", model.FactProbeUnknown, "blocked", probe.ReasonBlocked},
		{"550 relaying denied by policy", model.FactProbeUnknown, "blocked", probe.ReasonBlocked},
		{"554 5.7.0 go away", model.FactProbeUnknown, "blocked", probe.ReasonBlocked},
		{"530 5.7.0 Must issue a STARTTLS command first", model.FactProbeUnknown, "blocked", probe.ReasonBlocked},
		{"556 5.1.10 the domain accepts no mail", model.FactProbeUnknown, "no-mail-domain", probe.ReasonNullMX},
		{"550 5.1.0 something about the address", model.FactProbeUnknown, "unknown", probe.ReasonUnclear},
		{"501 5.1.3 bad syntax", model.FactProbeUnknown, "unknown", probe.ReasonUnclear},
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
			probetest.Expect(t, f, tt.kind, tt.reason, "MX acme.test.", "connected to mx.acme.test", "greeting: 220", "RCPT TO:<orders@acme.test>: "+tt.answer[:3])
			if f.Data["verdict"] != tt.verdict || f.Data["address"] != "orders@acme.test" || f.Data["code"] != tt.answer[:3] {
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
		reason  probe.Reason
	}{
		{"orders@acme.test", model.FactProbeOK, "deliverable", probe.ReasonDeliverable},
		{"orders@bare.test", model.FactProbeOK, "deliverable", probe.ReasonDeliverable},
		{"orders@Müller.test", model.FactProbeOK, "deliverable", probe.ReasonDeliverable},
		{"orders@null.test", model.FactProbeUnknown, "no-mail-domain", probe.ReasonNullMX},
		{"orders@gone.test", model.FactProbeUnknown, "no-mail-domain", probe.ReasonNXDomain},
		{"orders@empty.test", model.FactProbeUnknown, "no-mail-domain", probe.ReasonNoMX},
		{"orders@lost.test", model.FactProbeUnknown, "no-mail-domain", probe.ReasonMXNoAddress},
		{"orders@sick.test", model.FactProbeUnknown, "unknown", probe.ReasonServfail},
		{"orders@inside.test", model.FactProbeUnknown, "unknown", probe.ReasonNotAllowed},
		{"or ders@acme.test", model.FactProbeUnknown, "unknown", probe.ReasonTarget},
		{"orders\r\nDATA@acme.test", model.FactProbeUnknown, "unknown", probe.ReasonTarget},
		{"orders>@acme.test", model.FactProbeUnknown, "unknown", probe.ReasonTarget},
		{"@acme.test", model.FactProbeUnknown, "unknown", probe.ReasonTarget},
		{"orders", model.FactProbeUnknown, "unknown", probe.ReasonTarget},
	}
	var addresses []string
	for _, tt := range tests {
		addresses = append(addresses, tt.address)
	}
	facts := asked(t, c, addresses...)
	for i, tt := range tests {
		probetest.Expect(t, facts[i], tt.kind, tt.reason)
		if got := facts[i].Data["verdict"]; got != tt.verdict {
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
	now := probetest.Noon
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
	if len(m.said("RCPT")) != 4 || f.Data["verdict"] != "accepts-all" {
		t.Errorf("in the same month: said %q, verdict %s", m.said("RCPT"), f.Data["verdict"])
	}
	now = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	asked(t, c, "orders@acme.test")
	if len(m.said("RCPT")) != 6 {
		t.Errorf("in the next month: said %q", m.said("RCPT"))
	}
	_, fresh := served(t, m)
	fresh.Port, fresh.Options.Now, now = c.Port, c.Options.Now, probetest.Noon
	fresh.memory.restore("acme.test", f)
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
		now := probetest.Noon
		c.Options.Now = func() time.Time { return now }
		if got := verdicts(asked(t, c, "orders@acme.test", "sales@acme.test")); got != tt.first+" "+tt.rest {
			t.Errorf("%s: verdicts are %s", tt.answer, got)
		}
		if others, _ := other.counted(); len(m.said("RCPT")) != 1 || others != 0 {
			t.Errorf("%s: said %q, %d connections to the other host", tt.answer, m.said("RCPT"), others)
		}
		if waits := c.memory.isPutOff("sales@acme.test"); waits != (tt.rest == "temporary") {
			t.Errorf("%s: waits is %v", tt.answer, waits)
		}
		now = now.Add(minPause - time.Second)
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
	probetest.Expect(t, f, model.FactProbeOK, probe.ReasonDeliverable, "refused", "554 no SMTP service", "connected to mx2.acme.test")
	w.dns.Set(t, "acme.test", "MX 5 down.acme.test.", "MX 30 lost.acme.test.")
	probetest.Expect(t, asked(t, c, "orders@acme.test")[0], model.FactProbeUnknown, probe.ReasonRefused, "lost.acme.test has no address")
}

func TestCalloutOverTLS(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	// Nobody vouches for it, and it is for another host: that is no matter.
	cert := testkit.NewCA(t).Server(t, time.Now().Add(time.Hour), "other.test")
	s := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{Certificate: &cert})
	_, port, _ := net.SplitHostPort(s.Addr)
	f := asked(t, w.callouts(port), "orders@acme.test")[0]
	probetest.Expect(t, f, model.FactProbeOK, probe.ReasonAcceptsAll, "EHLO over TLS")
	if s.Count(faultyserver.StartTLS) != 1 || s.Count(faultyserver.Quit) != 1 || s.Count(faultyserver.Data) != 0 || len(s.Accepted()) != 0 {
		t.Errorf("STARTTLS %d, QUIT %d, DATA %d", s.Count(faultyserver.StartTLS), s.Count(faultyserver.Quit), s.Count(faultyserver.Data))
	}
	s.SetFaults(faultyserver.Fault{At: faultyserver.StartTLS, Do: faultyserver.Reply("454 4.7.0 not now")})
	probetest.Expect(t, asked(t, w.callouts(port), "orders@acme.test")[0], model.FactProbeOK, probe.ReasonAcceptsAll)
}

// A server that offers TLS and does not speak it is asked in the open.
func TestCalloutWithoutTheTLSOffered(t *testing.T) {
	t.Parallel()
	m := &mailHost{offers: []string{"STARTTLS"}, recipient: knows("orders")}
	_, c := served(t, m)
	probetest.Expect(t, asked(t, c, "orders@acme.test")[0], model.FactProbeOK, probe.ReasonDeliverable, "does not speak it")
	if n, _ := m.counted(); n != 2 {
		t.Errorf("%d connections, want one with and one without TLS", n)
	}
}

func TestCalloutFaults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		fault   faultyserver.Fault
		verdict string
		reason  probe.Reason
	}{
		{"hangs at once", faultyserver.Fault{At: faultyserver.Greeting, Do: faultyserver.Hang()}, "unknown", probe.ReasonTimeout},
		{"hangs after the greeting", faultyserver.Fault{At: faultyserver.Hello, Do: faultyserver.Hang()}, "unknown", probe.ReasonTimeout},
		{"hangs at the recipient", faultyserver.Fault{At: faultyserver.To, Do: faultyserver.Hang()}, "unknown", probe.ReasonTimeout},
		{"drips", faultyserver.Fault{At: faultyserver.Hello, Do: faultyserver.Drip("250 "+strings.Repeat("x", 200), 20*time.Millisecond)}, "unknown", probe.ReasonTimeout},
		{"closes at the greeting", faultyserver.Fault{At: faultyserver.Greeting, Do: faultyserver.Reply("421 4.3.2 too busy")}, "temporary", probe.ReasonTemporary},
		{"wants us gone at the greeting", faultyserver.Fault{At: faultyserver.Greeting, Do: faultyserver.Reply("554 5.7.1 you are listed")}, "blocked", probe.ReasonBlocked},
		{"hangs up at the sender", faultyserver.Fault{At: faultyserver.From, Do: faultyserver.HangUp()}, "unknown", probe.ReasonCut},
		{"does not take the sender", faultyserver.Fault{At: faultyserver.From, Do: faultyserver.Reply("550 5.1.8 sender domain does not exist")}, "blocked", probe.ReasonBlocked},
		{"does not take the sender now", faultyserver.Fault{At: faultyserver.From, Do: faultyserver.Reply("451 4.1.8 sender domain not found")}, "temporary", probe.ReasonTemporary},
		{"speaks nonsense", faultyserver.Fault{At: faultyserver.To, Do: faultyserver.Reply("OK")}, "unknown", probe.ReasonProtocol},
		{"an endless line", faultyserver.Fault{At: faultyserver.Greeting, Do: faultyserver.Reply("220 " + strings.Repeat("x", 1<<20))}, "unknown", probe.ReasonProtocol},
		{"endless lines", faultyserver.Fault{At: faultyserver.Hello, Do: faultyserver.Reply(strings.Repeat("250-x\r\n", 10_000) + "250 x")}, "unknown", probe.ReasonProtocol},
		{"cut after the recipient", faultyserver.Fault{At: faultyserver.To, Match: "supplierwatch-", Do: faultyserver.HangUp()}, "deliverable", probe.ReasonDeliverable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.dns.Set(t, "acme.test", "A 127.0.0.1")
			s := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, tt.fault)
			_, port, _ := net.SplitHostPort(s.Addr)
			c := w.callouts(port)
			c.Timeout = 500 * time.Millisecond
			facts := asked(t, c, "orders@acme.test", "sales@acme.test")
			if facts[0].Data["verdict"] != tt.verdict || probe.Reason(facts[0].Data["reason"]) != tt.reason {
				t.Errorf("verdict %s (%s), want %s (%s):\n%s", facts[0].Data["verdict"], facts[0].Data["reason"], tt.verdict, tt.reason, facts[0].Evidence)
			}
			if s.Count(faultyserver.Greeting) != 1 {
				t.Errorf("%d connections", s.Count(faultyserver.Greeting))
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
	facts := askedFor(ctx, c, "first@acme.test", "second@acme.test", "third@acme.test")
	if facts[0].Data["verdict"] != "gone" || facts[2].Kind != "" {
		t.Errorf("got %v", facts)
	}
}

// A server that keeps a connection open and says nothing of anybody until the
// time is over has had its turn.
func TestCalloutOfASilentServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	c := w.callouts(probetest.Serve(t, func(conn net.Conn) {
		fmt.Fprint(conn, "220 x\r\n")
		_, _ = io.Copy(io.Discard, conn)
	}))
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	probetest.Expect(t, askedFor(ctx, c, "orders@acme.test")[0], model.FactProbeUnknown, probe.ReasonTimeout)
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

func TestMailServerThatDoesNotStopSending(t *testing.T) {
	t.Parallel()
	probetest.Flood(t, func(t *testing.T, port string) func(context.Context) model.Fact {
		w := newWorld(t)
		w.dns.Set(t, "a.test", "MX 10 mx.a.test.")
		w.dns.Set(t, "mx.a.test", "A 127.0.0.1")
		return func(context.Context) model.Fact { return asked(t, w.callouts(port), "orders@a.test")[0] }
	}, false)
}

// TestCalloutPlan asks about addresses rarely, together by domain.
func TestCalloutPlan(t *testing.T) {
	t.Parallel()
	registry := &model.Registry{Limits: model.Limits{Failures: 3}, Suppliers: []*model.Supplier{{
		ID: "acme", Tier: &model.Tier{ProbeEvery: civil.Period{Clock: 10 * time.Minute}},
		Contacts: []*model.Contact{
			{ID: "orders", Email: "orders@acme.test", Domain: "acme.test"},
			{ID: "sales", Email: "Sales@eu.acme.test", Domain: "eu.acme.test"},
			{ID: "phone"},
		},
	}}}
	before := map[string]factindex.Streak{}
	c := &Prober{Every: civil.Period{Clock: time.Hour}}
	o := probe.Options{
		Planners: []probe.Planner{c},
		Now:      func() time.Time { return probetest.Noon },
		Known: func(_ string, subject model.Subject) (factindex.Streak, bool) {
			s, known := before[subject.String()]
			return s, known
		},
	}
	planned := func() string {
		var got []string
		for _, p := range probe.Plan(registry, o) {
			if p.Kind != "dns" {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s|%v", p.Subject, p.Kind, p.Key, p.Cohort, p.Address, p.Every, p.Pause, p.RetryEarly))
			}
		}
		return strings.Join(got, "\n")
	}
	want := "contact/orders|smtp|smtp orders@acme.test|smtp acme.test|orders@acme.test|24h0m0s|24h0m0s|%v\n" +
		"contact/sales|smtp|smtp Sales@eu.acme.test|smtp eu.acme.test|Sales@eu.acme.test|24h0m0s|24h0m0s|%v"
	if got := planned(); got != fmt.Sprintf(want, false, false) {
		t.Errorf("got\n%s", got)
	}
	before["contact/orders"] = factindex.Streak{Failures: 2}
	c.memory.setPutOff("Sales@eu.acme.test", true)
	if got := planned(); got != fmt.Sprintf(want, true, true) {
		t.Errorf("with something open, got\n%s", got)
	}
	before["contact/orders"] = factindex.Streak{Failures: 3}
	c.memory.setPutOff("Sales@eu.acme.test", false)
	if got := planned(); got != fmt.Sprintf(want, false, false) {
		t.Errorf("with nothing open, got\n%s", got)
	}
}
