package testkit

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/miekg/dns"
)

func TestDNS(t *testing.T) {
	d := StartDNS(t)
	d.Set(t, "acme.test", "MX 20 b.acme.test.", "MX 10 a.acme.test.")
	d.Set(t, "a.acme.test", "A 192.0.2.1", "AAAA 2001:db8::1")
	d.Set(t, "null.test", "MX 0 .")
	d.Set(t, "empty.test")
	d.Set(t, "www.acme.test", "CNAME a.acme.test.")
	d.Set(t, "lost.test", "CNAME nowhere.test.")
	d.Set(t, "removed.test", "A 192.0.2.9")
	d.Remove("removed.test")
	d.Fail("broken.test", dns.RcodeServerFailure)

	for _, test := range []struct {
		name    string
		qtype   uint16
		rcode   int
		answers int
	}{
		{"acme.test.", dns.TypeMX, dns.RcodeSuccess, 2},
		{"ACME.test.", dns.TypeMX, dns.RcodeSuccess, 2},
		{"acme.test.", dns.TypeA, dns.RcodeSuccess, 0},
		{"a.acme.test.", dns.TypeA, dns.RcodeSuccess, 1},
		{"a.acme.test.", dns.TypeAAAA, dns.RcodeSuccess, 1},
		{"null.test.", dns.TypeMX, dns.RcodeSuccess, 1},
		{"empty.test.", dns.TypeMX, dns.RcodeSuccess, 0},
		{"test.", dns.TypeMX, dns.RcodeSuccess, 0}, // there are names below it
		{"www.acme.test.", dns.TypeA, dns.RcodeSuccess, 2},
		{"www.acme.test.", dns.TypeCNAME, dns.RcodeSuccess, 1},
		{"lost.test.", dns.TypeA, dns.RcodeNameError, 1},
		{"gone.test.", dns.TypeMX, dns.RcodeNameError, 0},
		{"removed.test.", dns.TypeA, dns.RcodeNameError, 0},
		{"broken.test.", dns.TypeMX, dns.RcodeServerFailure, 0},
		{"mx.broken.test.", dns.TypeA, dns.RcodeServerFailure, 0},
	} {
		for _, network := range []string{"udp", "tcp"} {
			t.Run(fmt.Sprint(test.name, dns.TypeToString[test.qtype], network), func(t *testing.T) {
				reply := ask(t, d, network, test.name, test.qtype)
				if reply.Rcode != test.rcode || len(reply.Answer) != test.answers {
					t.Errorf("%s with %d answers, want %s with %d:\n%s", dns.RcodeToString[reply.Rcode], len(reply.Answer),
						dns.RcodeToString[test.rcode], test.answers, reply)
				}
			})
		}
	}
	if n := d.Queries("acme.test", dns.TypeMX); n != 4 {
		t.Errorf("%d queries for acme.test MX were counted, want 4 (two spellings, two transports)", n)
	}
}

func TestDNSNegativeAnswersCarryTheSOA(t *testing.T) {
	reply := ask(t, StartDNS(t), "udp", "gone.test.", dns.TypeMX)
	if len(reply.Ns) != 1 || reply.Ns[0].Header().Rrtype != dns.TypeSOA {
		t.Errorf("authority section = %v", reply.Ns)
	}
}

func TestDNSFailsAndHeals(t *testing.T) {
	d := StartDNS(t)
	d.Set(t, "acme.test", "A 192.0.2.1")
	d.Fail(".", dns.RcodeRefused)
	if reply := ask(t, d, "udp", "acme.test.", dns.TypeA); reply.Rcode != dns.RcodeRefused {
		t.Errorf("rcode = %d while everything fails", reply.Rcode)
	}
	d.Heal(".")
	if reply := ask(t, d, "udp", "acme.test.", dns.TypeA); len(reply.Answer) != 1 {
		t.Errorf("healed, but %v", reply)
	}
}

func TestDNSSilence(t *testing.T) {
	d := StartDNS(t)
	d.Silence("acme.test")
	client := dns.Client{Timeout: 50 * time.Millisecond}
	_, _, err := client.Exchange(new(dns.Msg).SetQuestion("mx.acme.test.", dns.TypeA), d.Addr)
	if !os.IsTimeout(err) {
		t.Errorf("got %v, want a timeout", err)
	}
	if n := d.Queries("mx.acme.test", dns.TypeA); n != 1 {
		t.Errorf("%d queries were counted, want 1", n)
	}
}

func TestDNSTruncation(t *testing.T) {
	d := StartDNS(t)
	d.Set(t, "asked.test", "A 192.0.2.1")
	d.Truncate("asked.test")
	many := make([]string, 60)
	for i := range many {
		many[i] = fmt.Sprintf("A 192.0.2.%d", i+1)
	}
	d.Set(t, "big.test", many...)
	for name, whole := range map[string]int{"asked.test.": 1, "big.test.": 60} {
		if reply := ask(t, d, "udp", name, dns.TypeA); !reply.Truncated || len(reply.Answer) >= whole {
			t.Errorf("%s over UDP: truncated %v with %d answers", name, reply.Truncated, len(reply.Answer))
		}
		if reply := ask(t, d, "tcp", name, dns.TypeA); reply.Truncated || len(reply.Answer) != whole {
			t.Errorf("%s over TCP: truncated %v with %d answers", name, reply.Truncated, len(reply.Answer))
		}
	}
}

func ask(t *testing.T, d *DNS, network, name string, qtype uint16) *dns.Msg {
	t.Helper()
	client := dns.Client{Net: network, Timeout: 5 * time.Second}
	reply, _, err := client.Exchange(new(dns.Msg).SetQuestion(name, qtype), d.Addr)
	must(t, err, "ask for "+name)
	return reply
}
