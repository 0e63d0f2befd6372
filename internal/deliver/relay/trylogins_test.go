package relay

import (
	"strings"
	"testing"

	"supplierwatch/internal/testkit/faultyserver"
)

func TestTryLogins(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{User: "watchdog", Password: "s3cret"})
	good := relayAt(t, server.Addr, func(r *Server) { r.Auth, r.Username, r.Password = LoginPlain, "watchdog", "s3cret" })
	wrong := good
	wrong.Password = "wr0ng"
	closed := relayAt(t, "127.0.0.1:1", nil)
	got := relays(t, Patience{}, good, wrong, closed).TryLogins(t.Context())
	if got[0].Err != nil || got[0].SMTPUTF8 {
		t.Errorf("the good login: %+v", got[0])
	}
	for i, want := range map[int]string{1: "535", 2: "refused"} {
		if err := got[i].Err; err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "wr0ng") {
			t.Errorf("relay %d: got %v, want %s", i, got[i], want)
		}
	}
	if n := len(server.Accepted()); n != 0 {
		t.Errorf("%d mails were handed over", n)
	}
}
