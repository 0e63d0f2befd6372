package faultyserver

import (
	"testing"
	"time"
)

func TestGreylist(t *testing.T) {
	t.Parallel()
	s := StartSMTP(t, SMTPSetup{}, Fault{At: To, Do: Greylist(time.Hour)})
	client := dialSMTP(t, s.Addr)
	must(t, client.Mail("watchdog@buyer.test", nil), "MAIL")
	for range 2 {
		wantCode(t, client.Rcpt("jane@acme.test", nil), 450)
	}
	s.SetFaults(Fault{At: To, Do: Greylist(time.Nanosecond)})
	wantCode(t, client.Rcpt("jane@acme.test", nil), 450)
	must(t, client.Rcpt("jane@acme.test", nil), "RCPT again")
	wantCode(t, client.Rcpt("joe@acme.test", nil), 450)
}

// A client that has no limit of its own would wait for ever.
func TestMuteAfterGreeting(t *testing.T) {
	t.Parallel()
	s := StartSMTP(t, SMTPSetup{}, MuteAfterGreeting()...)
	client := dialSMTP(t, s.Addr)
	client.CommandTimeout = 50 * time.Millisecond
	if err := client.Hello("buyer.test"); err == nil {
		t.Error("it said hello")
	}
	if s.Count(Greeting) != 1 || s.Count(Hello) == 0 {
		t.Errorf("%d connections, %d greeted", s.Count(Greeting), s.Count(Hello))
	}
}
