package callout

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/probe/probetest"
)

// A server that answers each command in time, but the whole visit is too slow, gets
// no more time than one that is silent. We still take leave of it.
func TestCalloutOfASlowServerEndsOnce(t *testing.T) {
	t.Parallel()
	m := &mailHost{recipient: knows("orders"), delay: 300 * time.Millisecond}
	_, c := served(t, m)
	c.Timeout = 500 * time.Millisecond
	probetest.Expect(t, asked(t, c, "orders@acme.test")[0], model.FactProbeUnknown, probe.ReasonTimeout)
	for range 100 {
		if len(m.said("QUIT")) > 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("said only %s", m.said(""))
}

// The time of a visit grows with the recipients, as each of them would have its own.
func TestTimeOfAVisit(t *testing.T) {
	t.Parallel()
	c := &Prober{Timeout: time.Second}
	for people, want := range map[int]time.Duration{1: time.Second, 20: time.Second, 21: 2 * time.Second, 400: 20 * time.Second} {
		v := &session{prober: c}
		for range people {
			v.people = append(v.people, &recipient{})
		}
		if got := v.visitTime(); got != want {
			t.Errorf("a visit about %d recipients may take %s, want %s", people, got, want)
		}
	}
}

// What a server answers before it falls silent counts. The others stay due, and the
// server's silence about all that are left is an answer.
func TestCalloutOfAServerThatFallsSilent(t *testing.T) {
	t.Parallel()
	m := &mailHost{recipient: func(address string) string {
		if strings.HasPrefix(address, "silent") {
			time.Sleep(1500 * time.Millisecond)
		}
		return "550 5.1.1 no such user"
	}}
	_, c := served(t, m)
	c.Timeout = 300 * time.Millisecond
	facts := asked(t, c, "first@acme.test", "silent@acme.test", "behind@acme.test")
	if facts[0].Data["verdict"] != "gone" || facts[1].Kind != "" || facts[2].Kind != "" {
		t.Errorf("got %v", facts)
	}
	for _, f := range asked(t, c, "silent@acme.test", "behind@acme.test") {
		probetest.Expect(t, f, model.FactProbeUnknown, probe.ReasonTimeout)
	}
}

// A server that hangs delays the answers of no other, even where only one visit runs at a time.
func TestCalloutOfASlowServerDelaysNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	port := startMailHost(t, &mailHost{recipient: knows("orders")}, "127.0.0.1:0")
	startMailHost(t, &mailHost{delay: 3500 * time.Millisecond}, "127.0.0.2:"+port)
	w.dns.Set(t, "acme.test", "A 127.0.0.2")
	w.dns.Set(t, "bolt.test", "A 127.0.0.1")
	c := w.callouts(port)
	c.Concurrency, c.Timeout = 1, 3*time.Second
	var mu sync.Mutex
	var answers []string
	c.Ask(t.Context(), []probe.Probe{{Address: "orders@acme.test"}, {Address: "orders@bolt.test"}}, func(place int, f model.Fact) {
		mu.Lock()
		defer mu.Unlock()
		answers = append(answers, fmt.Sprint(place, " ", f.Reason()))
	})
	if got := strings.Join(answers, ", "); got != "1 deliverable, 0 timeout" {
		t.Errorf("got %s", got)
	}
}

// A domain whose name server takes long delays the answers of no other, and has its turn afterwards.
func TestCalloutOfASlowNameServerDelaysNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Silence("acme.test")
	w.dns.Set(t, "bolt.test", "A 127.0.0.1")
	port := startMailHost(t, &mailHost{recipient: knows("orders")}, "127.0.0.1:0")
	c := w.callouts(port)
	c.Concurrency, c.Timeout = 1, 10*time.Second
	c.Ask(t.Context(), []probe.Probe{{Address: "orders@acme.test"}, {Address: "orders@bolt.test"}}, func(place int, f model.Fact) {
		if place == 1 {
			w.dns.Heal("acme.test")
			w.dns.Set(t, "acme.test", "A 127.0.0.1")
		} else if f.Reason() != string(probe.ReasonDeliverable) {
			t.Errorf("the slow domain is %s", f.Reason())
		}
	})
}
