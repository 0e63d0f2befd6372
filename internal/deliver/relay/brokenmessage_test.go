package relay

import (
	"io"
	"strings"
	"testing"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit/faultyserver"
)

// A message whose writing breaks inside DATA is refused for good, and the others go over another connection.
func TestABrokenMessageDoesNotStopTheRest(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	sendWithBroken(t, relays(t, Patience{Mail: soon}, relayAt(t, server.Addr, nil)), server)
}

// sendWithBroken sends a mail whose writing panics, and another one.
func sendWithBroken(t *testing.T, s *Channel, server *faultyserver.SMTP) {
	t.Helper()
	boxes := s.prepare(mailsTo("a@x.example", "b@x.example"))
	boxes[0].msg.SetBodyWriter(gomail.TypeTextPlain, func(io.Writer) (int64, error) { panic("nil map") })
	s.sendOver(t.Context(), s.relays[0], boxes)
	if a := boxes[0].attempt; a.Result != model.MailRefused || !strings.Contains(a.Detail, "nil map") {
		t.Errorf("the broken one: %+v", a)
	}
	if a := boxes[1].attempt; a.Result != model.MailAccepted || taken(server) != "b@x.example" {
		t.Errorf("the other: %+v; the server took %q", a, taken(server))
	}
}
