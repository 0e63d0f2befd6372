package relay

import (
	"strings"
	"testing"

	"supplierwatch/internal/testkit/faultyserver"
)

// offersUTF8 has a relay offer SMTPUTF8.
var offersUTF8 = faultyserver.Fault{At: faultyserver.Hello, Do: faultyserver.Reply("250-mail.test\r\n250-8BITMIME\r\n250 SMTPUTF8")}

// An address with letters other than a-z before the @ is never sent to a relay that
// does not offer SMTPUTF8. The other mails go, and so does this one where a relay
// offers it. An international domain alone needs no such relay.
func TestInternationalAddresses(t *testing.T) {
	plain, modern := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}), faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, offersUTF8)
	down := relayAt(t, "127.0.0.1:1", nil)
	for name, tt := range map[string]struct {
		list []Server
		want string
	}{
		"no relay offers it":         {[]Server{relayAt(t, plain.Addr, nil)}, "r1 accepted 250, r2 refused 0, r3 accepted 250"},
		"the second one offers it":   {[]Server{relayAt(t, plain.Addr, nil), relayAt(t, modern.Addr, nil)}, "r1 accepted 250, r2 accepted 250, r3 accepted 250"},
		"one that may offer is down": {[]Server{relayAt(t, plain.Addr, nil), down}, "r1 accepted 250, r2 queued 0, r3 accepted 250"},
	} {
		got := relays(t, Patience{}, tt.list...).Send(t.Context(), mailsTo("a@x.example", "müller@x.example", "b@käse.example"))
		if words(got) != tt.want {
			t.Errorf("%s: got %s, want %s", name, words(got), tt.want)
		}
		if got[1].Result != "accepted" && !strings.Contains(got[1].Detail, "SMTPUTF8") {
			t.Errorf("%s: the detail is %q", name, got[1].Detail)
		}
	}
	for _, m := range plain.Accepted() {
		if strings.Contains(strings.Join(m.To, ""), "ü") {
			t.Errorf("the plain relay got %q", m.To)
		}
	}
}

// What the client library says of a relay is said in the words of its operators.
// Our own address in a header needs the extension as much as one in the envelope.
func TestInternationalSender(t *testing.T) {
	plain := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	sender, err := New(mustIdentity("Supplier Watch <wächter@buyer.example>", "watchdog@buyer.example"), []Server{relayAt(t, plain.Addr, nil)}, "", Patience{}, fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	got := sender.Send(t.Context(), mailsTo("a@x.example"))
	if len(plain.Accepted()) != 0 || got[0].Result != "refused" || !strings.Contains(got[0].Detail, "SMTPUTF8") {
		t.Errorf("got %+v", got)
	}
}

func TestPlainWords(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	for want, edit := range map[string]func(*Server){
		"the server does not offer STARTTLS": func(r *Server) { r.TLS = StartTLS },
		"the server offers no login":         func(r *Server) { r.Auth, r.Username, r.Password = LoginPlain, "watchdog", "s3cret" },
	} {
		r := relayAt(t, server.Addr, edit)
		tried := relays(t, Patience{}, r).TryLogins(t.Context())[0].Err
		sent := relays(t, Patience{}, r).Send(t.Context(), mailsTo("a@x.example"))[0].Detail
		for _, text := range []string{tried.Error(), sent} {
			if !strings.Contains(text, want) || strings.Contains(text, "TLSMandatory") {
				t.Errorf("got %q, want %q", text, want)
			}
		}
	}
}
