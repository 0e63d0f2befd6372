package relay

import (
	"context"
	"encoding/base64"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

// xoauth2Server takes one token, and says what it has against others as a
// challenge that wants an empty answer.
type xoauth2Server struct {
	session *gateSession
	good    string
	refusal error
}

func (x *xoauth2Server) Next(response []byte) (challenge []byte, done bool, err error) {
	switch {
	case response == nil:
		return []byte{}, false, nil
	case x.refusal != nil:
		return nil, true, x.refusal
	case string(response) == "user=watchdog\x01auth=Bearer "+x.good+"\x01\x01":
		x.session.user = "watchdog"
		return nil, true, nil
	}
	x.refusal = &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "no such token: " + base64.StdEncoding.EncodeToString(response)}
	return []byte(`{"status":"400"}`), false, nil
}

// wallet gives tokens in their order and an error after the last.
type wallet struct {
	tokens  []string
	refused []string
}

func (w *wallet) get(_ context.Context, refused string) (string, error) {
	w.refused = append(w.refused, refused)
	if len(w.tokens) == 0 {
		return "", errors.New("the token server refuses the client")
	}
	token := w.tokens[0]
	w.tokens = w.tokens[1:]
	return token, nil
}

func TestLoginByToken(t *testing.T) {
	g := &gate{mechanism: "XOAUTH2"}
	g.auth = func(s *gateSession) sasl.Server { return &xoauth2Server{session: s, good: "good"} }
	address, caFile := g.open(t)
	for name, tt := range map[string]struct {
		tokens  []string
		want    string
		detail  string
		refused string
	}{
		"at once":         {[]string{"good"}, "r1 accepted 250", "", ""},
		"with the second": {[]string{"old", "good"}, "r1 accepted 250", "", " old"},
		"not at all":      {[]string{"old", "older"}, "r1 queued 0", "5.7.8 no such token: <secret>", " old"},
		"no token":        {nil, "r1 queued 0", "get an access token: the token server refuses the client", ""},
		"no second":       {[]string{"old"}, "r1 queued 0", "get an access token: the token server refuses", " old"},
	} {
		t.Run(name, func(t *testing.T) {
			w := &wallet{tokens: tt.tokens}
			relay := relayAt(t, address, func(r *Server) {
				r.TLS, r.Auth, r.Username, r.Tokens, r.CAFile = ImplicitTLS, LoginXOAUTH2, "watchdog", w.get, caFile
			})
			got := relays(t, Patience{}, relay).Send(t.Context(), mailsTo("a@x.example"))
			if words(got) != tt.want || !strings.Contains(got[0].Detail, tt.detail) {
				t.Errorf("got %+v", got)
			}
			if tried := strings.Join(w.refused, " "); tried != tt.refused {
				t.Errorf("asked for tokens after %q, want %q", tried, tt.refused)
			}
		})
	}
}

func TestTokenLoginNeedsTokens(t *testing.T) {
	for name, edit := range map[string]func(*Server){
		"nobody gives tokens": func(r *Server) { r.Tokens = nil },
		"nobody logs in":      func(r *Server) { r.Username = "" },
		"in the clear":        func(r *Server) { r.TLS, r.Host = NoTLS, "smtp.buyer.example" },
	} {
		r := Server{Host: "127.0.0.1", TLS: StartTLS, Auth: LoginXOAUTH2, Username: "watchdog", Tokens: (&wallet{}).get}
		edit(&r)
		if _, err := New(testIdentity, []Server{r}, "", Patience{}, fixedNow); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// A real server that has Dovecot ask a token server about every token.
func TestLoginByTokenAtPostfix(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	for _, mechanism := range []string{"xoauth2", "oauthbearer"} {
		t.Run(mechanism, func(t *testing.T) { tokenAtPostfix(t, mechanism) })
	}
}

func tokenAtPostfix(t *testing.T, mechanism string) {
	t.Helper()
	tokens := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
	system := testkit.StartMail(t, testkit.WithTokens(tokens), testkit.WithTokenMechanism(mechanism))
	w := &wallet{tokens: []string{"no token", tokens.Give(), "no token", "none either"}}
	_, port, _ := net.SplitHostPort(system.Submission)
	relay := relayAt(t, net.JoinHostPort("localhost", port), func(r *Server) {
		r.TLS, r.Auth, r.Username, r.Tokens, r.CAFile = StartTLS, LoginXOAUTH2, "watchdog@buyer.test", w.get, system.CAFile
	})
	identity := mustIdentity("Supplier Watch <watchdog@buyer.test>", "")
	newSender := func() *Channel {
		sender, err := New(identity, []Server{relay}, "", Patience{}, fixedNow)
		if err != nil {
			t.Fatal(err)
		}
		return sender
	}
	mails := mailsTo("oncall@buyer.test")
	if got := words(newSender().Send(t.Context(), mails)); got != "r1 accepted 250" {
		t.Errorf("with the second token: %s", got)
	}
	system.Mailbox(t, "oncall").Wait(t, "the mail", func(m *testkit.Message) bool { return m.Subject() == mails[0].Subject })
	got := newSender().Send(t.Context(), mails) // the first one is still logged in
	if got[0].Result != model.MailQueued || !strings.Contains(got[0].Detail, "5.7.8") {
		t.Errorf("without a good token: %+v", got)
	}
}
