package relay

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"supplierwatch/internal/testkit"
)

// gate is an SMTP server that lets nobody send without a login.
type gate struct {
	mechanism string                         // one, or several between blanks
	auth      func(*gateSession) sasl.Server // nil: only LOGIN is understood
	mu        sync.Mutex
	asked     []string
	users     []string
	mails     []string
}

func (g *gate) NewSession(*smtp.Conn) (smtp.Session, error) { return &gateSession{gate: g}, nil }

type gateSession struct {
	gate      *gate
	user      string
	mechanism string // the one that the client chose
}

func (s *gateSession) AuthMechanisms() []string { return strings.Fields(s.gate.mechanism) }

func (s *gateSession) Auth(mechanism string) (sasl.Server, error) {
	s.gate.mu.Lock()
	defer s.gate.mu.Unlock()
	s.gate.asked = append(s.gate.asked, mechanism)
	if s.gate.auth != nil {
		s.mechanism = mechanism
		return s.gate.auth(s), nil
	}
	if mechanism != sasl.Login {
		return nil, errors.New("only the asking is tested")
	}
	return &loginServer{session: s}, nil
}

func (s *gateSession) Mail(string, *smtp.MailOptions) error {
	if s.user == "" {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *gateSession) Rcpt(string, *smtp.RcptOptions) error { return nil }

func (s *gateSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	s.gate.mu.Lock()
	defer s.gate.mu.Unlock()
	s.gate.users, s.gate.mails = append(s.gate.users, s.user), append(s.gate.mails, string(data))
	return err
}

func (s *gateSession) Reset()        {}
func (s *gateSession) Logout() error { return nil }

// loginServer asks for user and password as the LOGIN mechanism does.
type loginServer struct {
	session *gateSession
	answers []string
}

func (l *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	if response != nil {
		l.answers = append(l.answers, string(response))
	}
	switch len(l.answers) {
	case 0:
		return []byte("Username:"), false, nil
	case 1:
		return []byte("Password:"), false, nil
	}
	if l.answers[0] != "watchdog" || l.answers[1] != "s3cret" {
		return nil, true, smtp.ErrAuthFailed
	}
	l.session.user = l.answers[0]
	return nil, true, nil
}

// open serves a gate over implicit TLS and returns its address and the file of
// its authority.
func (g *gate) open(t *testing.T) (address, caFile string) {
	t.Helper()
	ca := testkit.NewCA(t)
	certificate := ca.Server(t, time.Now().Add(24*time.Hour), "127.0.0.1")
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}})
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(g)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	t.Cleanup(func() {
		server.Close()
		if err := <-served; err != nil && !errors.Is(err, smtp.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
	caFile = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(caFile, ca.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	return listener.Addr().String(), caFile
}

func TestLoginOverImplicitTLS(t *testing.T) {
	g := &gate{mechanism: sasl.Login}
	address, caFile := g.open(t)
	relay := relayAt(t, address, func(r *Server) {
		r.TLS, r.Auth, r.Username, r.Password, r.CAFile = ImplicitTLS, LoginLogin, "watchdog", "s3cret", caFile
	})
	got := relays(t, Patience{}, relay).Send(t.Context(), mailsTo("a@x.example", "b@x.example"))
	if want := "r1 accepted 250, r2 accepted 250"; words(got) != want {
		t.Fatalf("got %+v", got)
	}
	if len(g.mails) != 2 || g.users[1] != "watchdog" || !strings.Contains(g.mails[1], "Message-ID: <r2@buyer.example>") {
		t.Errorf("taken: %q", g.mails)
	}
}

// A relay that offers LOGIN alone is logged into by it, also where PLAIN is set.
func TestLoginWherePlainIsNotOffered(t *testing.T) {
	g := &gate{mechanism: sasl.Login}
	address, caFile := g.open(t)
	relay := relayAt(t, address, func(r *Server) {
		r.TLS, r.Auth, r.Username, r.Password, r.CAFile = ImplicitTLS, LoginPlain, "watchdog", "s3cret", caFile
	})
	got := relays(t, Patience{}, relay).Send(t.Context(), mailsTo("a@x.example"))
	if words(got) != "r1 accepted 250" || g.users[0] != "watchdog" {
		t.Errorf("got %+v, logged in %q", got, g.users)
	}
}
