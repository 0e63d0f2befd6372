package relay

import (
	"fmt"
	"net"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit/faultyserver"
)

func TestRestingRelaysComeLast(t *testing.T) {
	var r relayBackoff
	now := fixedNow()
	order := func(want ...int) {
		t.Helper()
		if got := r.order(3, now); !slices.Equal(got, want) {
			t.Errorf("order %v, want %v", got, want)
		}
	}
	order(0, 1, 2)
	if !r.record(0, true, now) || r.record(0, true, now) {
		t.Error("that a relay is down is news once")
	}
	order(1, 2, 0)
	now = now.Add(time.Minute)
	order(0, 1, 2)
	for range 10 {
		r.record(0, true, now)
		r.record(1, true, now)
		r.record(2, true, now)
	}
	order(0, 1, 2)
	now = now.Add(backoffMost - time.Second)
	order(0, 1, 2)
	r.record(1, false, now)
	order(1, 0, 2)
	now = now.Add(-24 * time.Hour) // the clock is set right
	order(0, 1, 2)
	if r.record(1, false, now) || !r.record(0, false, now) {
		t.Error("that a relay is well again is news once")
	}
}

// A first relay that hangs costs its patience once, and is used again once it is back.
func TestADeadFirstRelayCostsItsPatienceOnce(t *testing.T) {
	first := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Greeting, Do: faultyserver.Hang()})
	second := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	now := fixedNow()
	s, err := New(testIdentity, []Server{relayAt(t, first.Addr, nil), relayAt(t, second.Addr, nil)}, "", Patience{Mail: soon}, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	var turned []string
	s.OnChange = func(relay, why string) { turned = append(turned, fmt.Sprint(relay == first.Addr, why != "")) }
	send := func() {
		t.Helper()
		if got := words(s.Send(t.Context(), mailsTo("a@x.example"))); got != "r1 accepted 250" {
			t.Fatalf("got %s", got)
		}
	}
	for range 5 {
		send()
	}
	if n := first.Count(faultyserver.Greeting); n != 1 {
		t.Errorf("the first relay was asked %d times, want once", n)
	}
	first.SetFaults()
	now = now.Add(time.Minute)
	send()
	if taken(first) != "a@x.example" {
		t.Error("the first relay is back and got nothing")
	}
	if want := []string{"true true", "true false"}; !slices.Equal(turned, want) {
		t.Errorf("told %q, want %q", turned, want)
	}
}

// With all of them down somebody is asked all the same: the only relay always is.
func TestTheOnlyRelayIsAlwaysAsked(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	_, port, err := net.SplitHostPort(server.Addr)
	if err != nil {
		t.Fatal(err)
	}
	s := relays(t, Patience{Mail: soon}, relayAt(t, net.JoinHostPort("127.0.0.1", port), nil))
	server.SetFaults(faultyserver.Fault{At: faultyserver.Greeting, Do: faultyserver.HangUp()})
	if got := s.Send(t.Context(), mailsTo("a@x.example")); got[0].Result != model.MailQueued {
		t.Fatalf("got %+v", got)
	}
	server.SetFaults()
	if got := words(s.Send(t.Context(), mailsTo("a@x.example"))); got != "r1 accepted 250" {
		t.Errorf("got %s", got)
	}
}
