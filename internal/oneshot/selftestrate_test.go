package oneshot

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit/faultyserver"
	"supplierwatch/internal/wiring"
)

// ratedTest prepares the self-test of a relay on this machine that takes at most one mail an hour; the state has mails that a daemon has sent.
func ratedTest(t *testing.T, address, rate string, sent ...time.Time) *selfTest {
	t.Helper()
	dir := t.TempDir()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "supplierwatch.yaml")
	text := fmt.Sprintf("registry: [registry.yaml]\nidentity: {from: watchdog@buyer.example}\nsmtp: [{host: %q, port: %s, tls: none%s}]\nstate: sqlite:state.db\n", host, port, rate)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, problems, _ := wiring.LoadSettings(config)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(sent) > 0 {
		recordSent(t, config, sent)
	}
	trial, err := CheckRequest{}.selfTest(t.Context(), s, &model.Registry{})
	if err != nil {
		t.Fatal(err)
	}
	trial.timeout = 3 * time.Second
	return trial
}

// recordSent makes a state in which mails have been handed over.
func recordSent(t *testing.T, config string, sent []time.Time) {
	t.Helper()
	s, _, _ := wiring.LoadSettings(config)
	db, err := wiring.OpenStore(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i, at := range sent {
		m := model.Mail{ID: fmt.Sprint("m", i), Kind: model.MailAlert, To: model.Recipient{Address: "a@buyer.example"}, MessageID: fmt.Sprint(i, "@buyer.example"), CreatedAt: at, NotBefore: at}
		if err := db.Commit(t.Context(), model.Change{Outbox: []model.Mail{m}}); err != nil {
			t.Fatal(err)
		}
		if err := db.RecordResults(t.Context(), []model.Attempt{{Mail: m.ID, At: at, Result: model.MailAccepted}}, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTestMailsKeepTheRate holds that test mails count against the rate of a relay like those of the daemon, and that one without room says nothing
// about the relay.
func TestTestMailsKeepTheRate(t *testing.T) {
	for name, c := range map[string]struct {
		rate     string
		sent     []time.Time
		accepted int
		send     apidoc.TriedResult
		detail   string
	}{
		"room for one":              {", rate: 1/hour", nil, 1, apidoc.TriedOK, "accepted for watchdog@buyer.example"},
		"used up by the daemon":     {", rate: 1/hour", []time.Time{time.Now().Add(-time.Minute)}, 0, apidoc.TriedUnknown, "not tried: the relay takes 1/hour, and the daemon has used that up until "},
		"room again after a moment": {", rate: 3/minute", []time.Time{time.Now().Add(-59 * time.Second), time.Now().Add(-58 * time.Second)}, 2, apidoc.TriedOK, "accepted for"},
		"without a rate":            {"", []time.Time{time.Now()}, 2, apidoc.TriedOK, "accepted for"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
			trial := ratedTest(t, server.Addr, c.rate, c.sent...)
			trial.mail(t.Context())
			if got := len(server.Accepted()); got != c.accepted {
				t.Errorf("%d mails were sent, want %d", got, c.accepted)
			}
			wantRow(t, trial.rows, "smtp[0] send", c.detail)
			for _, r := range trial.rows {
				if r.Item == "smtp[0] send" && r.Result != c.send || r.Item == "identity.plus" && r.Result != apidoc.TriedUnknown {
					t.Errorf("%+v", r)
				}
			}
		})
	}
}

// TestARelayThatTakesNoMoreForNowIsNotAskedWhy holds that the rate is named where a relay answers that it takes no more mails for now.
func TestARelayThatTakesNoMoreForNowIsNotAskedWhy(t *testing.T) {
	for rate, want := range map[string]apidoc.TriedResult{"": apidoc.TriedFailed, ", rate: 30/minute": apidoc.TriedUnknown} {
		server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.From, Do: faultyserver.Reply("432 4.3.2 Submission rate limit exceeded")})
		trial := ratedTest(t, server.Addr, rate)
		trial.mail(t.Context())
		wantRow(t, trial.rows, "smtp[0] send", "Submission rate limit exceeded")
		for _, r := range trial.rows {
			if r.Item == "smtp[0] send" && (r.Result != want || r.Next == "") {
				t.Errorf("%q: %+v", rate, r)
			}
		}
	}
}
