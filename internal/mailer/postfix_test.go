package mailer

import (
	"net"
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
	w := newWorld(t)
	w.composer.Identity = identity
	mailTo := func(row, address string) model.Mail {
		d := decision(model.MailAlert, model.ReasonEscalated, "a3f09c")
		d.Mail, d.To.Address = row, address
		return compose(t, w, d)
	}
	relay := func(address string, security Security) Relay {
		_, port, _ := net.SplitHostPort(address)
		return relayAt(t, net.JoinHostPort("localhost", port), func(r *Relay) {
			r.TLS, r.Auth, r.Username, r.Password, r.CAFile = security, LoginPlain, watchdog.Address, watchdog.Password, system.CAFile
		})
	}
	for row, r := range map[string]Relay{"s": relay(system.Submission, StartTLS), "i": relay(system.Submissions, ImplicitTLS)} {
		sender, err := NewRelays(identity, []Relay{r}, "", Patience{}, fixedNow)
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
	sender, err := NewRelays(identity, []Relay{relay(system.Submission, StartTLS)}, "", Patience{}, fixedNow)
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
