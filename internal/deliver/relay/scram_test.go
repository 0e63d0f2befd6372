package relay

import (
	"errors"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

// scramServer sets the user of a session once its login is accepted.
type scramServer struct {
	*testkit.SCRAMServer
	session *gateSession
}

func (s *scramServer) Next(response []byte) (challenge []byte, done bool, err error) {
	challenge, done, err = s.SCRAMServer.Next(response)
	if err != nil {
		return nil, true, &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: err.Error()}
	}
	if done {
		s.session.user = "watchdog"
	}
	return challenge, done, nil
}

func TestLoginBySCRAM(t *testing.T) {
	for name, tt := range map[string]struct {
		offered string
		auth    Login
		change  func(*testkit.SCRAMServer)
		want    string
		detail  string
		asked   string
	}{
		"strongest first":          {"SCRAM-SHA-1 SCRAM-SHA-256", LoginSCRAM, nil, "r1 accepted 250", "", "SCRAM-SHA-256"},
		"the weaker alone":         {"SCRAM-SHA-1", LoginSCRAM, nil, "r1 accepted 250", "", "SCRAM-SHA-1"},
		"not by PLAIN":             {"PLAIN LOGIN", LoginSCRAM, nil, "r1 queued 0", "does not offer the login method SCRAM-SHA-256 or SCRAM-SHA-1", ""},
		"neither PLAIN nor LOGIN":  {"SCRAM-SHA-1 SCRAM-SHA-256", LoginPlain, nil, "r1 accepted 250", "", "SCRAM-SHA-256"},
		"nothing that is known":    {"CRAM-MD5", LoginPlain, nil, "r1 queued 0", "does not offer the login method LOGIN", ""},
		"another password":         {"SCRAM-SHA-256", LoginSCRAM, func(s *testkit.SCRAMServer) { s.Password = "other" }, "r1 queued 0", "5.7.8 invalid proof", "SCRAM-SHA-256"},
		"a server without a proof": {"SCRAM-SHA-256", LoginSCRAM, func(s *testkit.SCRAMServer) { s.SkipProof = true }, "r1 queued 0", "without proving that it knows the password", "SCRAM-SHA-256"},
		"a forged proof":           {"SCRAM-SHA-256", LoginSCRAM, func(s *testkit.SCRAMServer) { s.ForgeProof = true }, "r1 queued 0", "invalid server signature", "SCRAM-SHA-256"},
	} {
		t.Run(name, func(t *testing.T) {
			g := &gate{mechanism: tt.offered}
			g.auth = func(s *gateSession) sasl.Server {
				server := &testkit.SCRAMServer{Mechanism: s.mechanism, Username: "watchdog", Password: "s3cret", Iterations: 4096}
				if tt.change != nil {
					tt.change(server)
				}
				return &scramServer{server, s}
			}
			address, caFile := g.open(t)
			relay := relayAt(t, address, func(r *Server) {
				r.TLS, r.Auth, r.Username, r.Password, r.CAFile = ImplicitTLS, tt.auth, "watchdog", "s3cret", caFile
			})
			got := relays(t, Patience{}, relay).Send(t.Context(), mailsTo("a@x.example"))
			if words(got) != tt.want || !strings.Contains(got[0].Detail, tt.detail) || strings.Join(g.asked, " ") != tt.asked {
				t.Errorf("asked for %q: %+v", g.asked, got)
			}
		})
	}
}

// Where PLAIN is refused, the password is not tried in other ways.
func TestARefusedPasswordIsTriedOnce(t *testing.T) {
	g := &gate{mechanism: "PLAIN SCRAM-SHA-256"}
	g.auth = func(*gateSession) sasl.Server {
		return sasl.NewPlainServer(func(_, _, _ string) error { return errors.New("no") })
	}
	address, caFile := g.open(t)
	relay := relayAt(t, address, func(r *Server) {
		r.TLS, r.Auth, r.Username, r.Password, r.CAFile = ImplicitTLS, LoginPlain, "watchdog", "s3cret", caFile
	})
	got := relays(t, Patience{}, relay).Send(t.Context(), mailsTo("a@x.example"))
	if words(got) != "r1 queued 0" || strings.Join(g.asked, " ") != "PLAIN" {
		t.Errorf("asked for %q: %+v", g.asked, got)
	}
}

// A real server that offers SCRAM alone.
func TestLoginBySCRAMAtPostfix(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	for _, mechanisms := range []string{"scram-sha-256 scram-sha-1", "scram-sha-1"} {
		system := testkit.StartMail(t, testkit.WithMechanisms(mechanisms))
		_, port, _ := net.SplitHostPort(system.Submission)
		for _, auth := range []Login{LoginSCRAM, LoginPlain} {
			for password, want := range map[string]model.MailResult{system.User(t, "watchdog").Password: model.MailAccepted, "wr0ng": model.MailQueued} {
				relay := relayAt(t, net.JoinHostPort("localhost", port), func(r *Server) {
					r.TLS, r.Auth, r.Username, r.Password, r.CAFile = StartTLS, auth, "watchdog@buyer.test", password, system.CAFile
				})
				sender, err := New(mustIdentity("Supplier Watch <watchdog@buyer.test>", ""), []Server{relay}, "", Patience{}, fixedNow)
				if err != nil {
					t.Fatal(err)
				}
				if got := sender.Send(t.Context(), mailsTo("oncall@buyer.test")); got[0].Result != want || strings.Contains(got[0].Detail, "wr0ng") {
					t.Errorf("%s, %s: %+v", mechanisms, auth, got)
				}
			}
		}
	}
}
