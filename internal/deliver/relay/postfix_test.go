package relay

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

// A real server, over both kinds of TLS: what was written is what is read in
// the mailbox, the unknown recipient's mail holds up no other, and a server that
// is gone only puts mails off.
func TestPostfix(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a mail system")
	}
	system := testkit.StartMail(t)
	watchdog := system.User(t, "watchdog")
	identity := mustIdentity("Supplier Watch <"+watchdog.Address+">", "")
	text, page := golden(t, "alert.txt"), golden(t, "alert.html")
	subject, text, _ := strings.Cut(strings.TrimPrefix(text, "Subject: "), "\n\n")
	mailTo := func(row, address string) model.Mail {
		return model.Mail{
			ID: row, Kind: model.MailAlert, To: model.Recipient{Address: address}, MessageID: identity.MessageID(row),
			Subject: subject, Text: text, HTML: page, CreatedAt: fixedNow(),
		}
	}
	relay := func(address string, security Security) Server {
		_, port, _ := net.SplitHostPort(address)
		return relayAt(t, net.JoinHostPort("localhost", port), func(r *Server) {
			r.TLS, r.Auth, r.Username, r.Password, r.CAFile = security, LoginPlain, watchdog.Address, watchdog.Password, system.CAFile
		})
	}
	for row, r := range map[string]Server{"s": relay(system.Submission, StartTLS), "i": relay(system.Submissions, ImplicitTLS)} {
		sender, err := New(identity, []Server{r}, "", Patience{}, fixedNow)
		if err != nil {
			t.Fatal(err)
		}
		mails := []model.Mail{
			mailTo(row+"1", "oncall@buyer.test"), mailTo(row+"2", "nobody@buyer.test"), mailTo(row+"3", "leads@buyer.test"),
		}
		attempts := sender.Send(t.Context(), mails)
		if want := row + "1 accepted 250, " + row + "2 refused 550, " + row + "3 accepted 250"; words(attempts) != want {
			t.Fatalf("got %+v, want %s", attempts, want)
		}
		for name, sent := range map[string]model.Mail{"oncall": mails[0], "leads": mails[2]} {
			checkArrived(t, system.Mailbox(t, name), sent)
		}
	}
	system.StopSMTP(t)
	sender, err := New(identity, []Server{relay(system.Submission, StartTLS)}, "", Patience{}, fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	if got := words(sender.Send(t.Context(), []model.Mail{mailTo("late", "oncall@buyer.test")})); got != "late queued 0" {
		t.Errorf("with the server gone: %s", got)
	}
}

func checkArrived(t *testing.T, box *testkit.Mailbox, sent model.Mail) {
	t.Helper()
	got := box.Wait(t, "the mail "+sent.ID, func(m *testkit.Message) bool {
		id, err := m.Header.MessageID()
		return err == nil && id == sent.MessageID
	})
	if got.Subject() != sent.Subject || strings.TrimSpace(got.Text) != strings.TrimSpace(sent.Text) || strings.TrimSpace(got.HTML) != strings.TrimSpace(sent.HTML) {
		t.Errorf("the mailbox shows %q with\n%s", got.Subject(), got.Text)
	}
	if auto := got.Header.Get("Auto-Submitted"); auto != "auto-generated" {
		t.Errorf("Auto-Submitted: %s", auto)
	}
}

// golden reads a mail as the composer writes it.
func golden(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "compose", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
