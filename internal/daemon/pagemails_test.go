package daemon

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/rules"
)

// pages is the morning on which everything that pages is found at once.
type pages struct {
	view  compose.View
	found []model.Finding
}

var update = flag.Bool("update", false, "write what the mails say into their files")

func newPages(t *testing.T) pages {
	t.Helper()
	r, problems := registry.Load([]string{filepath.Join("testdata", "pages", "registry.yaml")})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	now := time.Date(2026, 12, 10, 7, 0, 0, 0, time.UTC)
	facts := factindex.New()
	say := func(ago time.Duration, supplier, subject string, kind model.FactKind, data map[string]string) {
		at := now.Add(-ago)
		facts.Add(model.Fact{
			ID: fmt.Sprint("f", facts.Seq()), Seq: facts.Seq() + 1, Supplier: supplier, Subject: model.ParseSubject(subject), Kind: kind, Actor: "jane.doe@buyer.example",
			ObservedAt: at, RecordedAt: at, Data: data,
		})
	}
	for i := range 4 {
		ago := time.Duration(60-15*i) * time.Minute
		say(ago, "acme", "endpoint/portal", model.FactProbeFailed, map[string]string{"reason": "timeout"})
		say(ago, "gasworks", "domain/gasworks.example", model.FactProbeFailed, map[string]string{"reason": "null-mx"})
		say(ago, "", "mailbox/confirmations", model.FactProbeFailed, map[string]string{"reason": "login"})
		say(ago, "", model.SubjectRelay.String(), model.FactProbeFailed, map[string]string{"reason": "refused"})
		say(ago, "", model.SubjectLoading.String(), model.FactProbeFailed, nil)
		say(ago, "", model.SubjectVantage.String(), model.FactProbeFailed, nil)
	}
	say(time.Hour, "acme", "endpoint/sftp", model.FactProbeOK, map[string]string{
		"host_key": "SHA256:uNiVztksCsDhcc0u9e8BrrZiXjIYhhz3HbQp4zNcqsQ", "key_type": "ssh-ed25519",
		"target": "sftp.acme-photoresist.example:22",
	})
	for i := range 2 {
		say(time.Duration(48-24*i)*time.Hour, "sole", "contact/orders", model.FactNoAnswer, nil)
	}
	say(24*time.Hour, "sole", "contact/orders", model.FactBounced, map[string]string{"verdict": "gone", "address": "buero@einzelstueck.example"})
	say(24*time.Hour, "mailonly", "contact/orders", model.FactBounced, map[string]string{"verdict": "gone", "address": "versand@nurpost.example"})
	for i := range 3 {
		say(time.Duration(30-10*i)*time.Hour, "refusing", "contact/orders", model.FactRejected, map[string]string{"verdict": "gone", "address": "einkauf@abweisend.example"})
	}
	say(90*time.Minute, "", "mailbox/notices", model.FactUnread, map[string]string{"oldest": "2026-12-04T09:00:00Z", "address": "orders@acme-photoresist.example"})
	say(2*time.Hour, "", "mailbox/notices", model.FactRoundTripSent, map[string]string{"mail": "round-trip-1"})
	say(time.Hour, "", model.SubjectCredentials.String(), model.FactProbeOK, map[string]string{"ends " + "http.tls.cert": "2026-12-19"})
	say(3*time.Hour, "", "alert/a3f09c", model.FactDelivery, map[string]string{"mail": "m1", "recipient": "edi@buyer.example", "result": "bounced"})
	say(2*time.Hour, "", "alert/a3f09c", model.FactUnanswered, map[string]string{"about": "Decide today: Frame contract (ACME)", "policy": "critical"})
	say(20*time.Hour, "moved", "contact/logistics", model.FactChanged, map[string]string{"address": "dispo@umzug.example", "email": "dispo@umzug-logistik.example", "flags": "other-domain"})
	say(time.Hour, "", model.SubjectState.String(), model.FactProbeOK, map[string]string{"used": "95", "limit": "100"})
	r.PasswordRelays = map[string]model.Position{"smtp.office365.com": r.First}
	p := pages{view: compose.View{Registry: r, Facts: facts, Findings: map[string]model.Finding{}, Now: now}}
	all := rules.Evaluate(r, facts, now)
	p.view.State, _ = notify.Machine{Alerts: alert.Settings{Operators: []model.Recipient{{Team: "edi-desk", Address: "edi@buyer.example"}}}}.Step(model.State{Notifications: model.NotificationState{Started: true}}, r, all, facts, now)
	for _, f := range all {
		if f.Route != model.RouteWork && !f.Pending {
			p.found = append(p.found, f)
			p.view.Findings[f.Key()] = f
		}
	}
	return p
}

// mail is the first mail about a finding.
func (p pages) mail(t *testing.T, f model.Finding) model.Mail {
	t.Helper()
	identity, err := envelope.NewIdentity("Supplier Watch <watchdog@buyer.example>", "", "Buyer AG")
	if err != nil {
		t.Fatal(err)
	}
	c := &compose.Composer{Identity: identity}
	for _, a := range p.view.State.Alerts {
		if a.Key != f.Key() {
			continue
		}
		d := model.Decision{At: p.view.Now, Kind: model.MailAlert, Reason: model.ReasonFirst, Mail: "m1", Items: []model.DecisionItem{{Alert: a.ID, Reason: model.ReasonFirst}}}
		d.To = model.Recipient{Team: a.Team, Address: "team@buyer.example"}
		if len(a.Notified) > 0 {
			d.Mail, d.To = a.Notified[0].Mail, model.Recipient{Team: a.Notified[0].Team, Address: a.Notified[0].Recipient}
		}
		m, _, err := c.Compose(d, p.view.Indexed())
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	t.Fatalf("%s has no alert", f.Key())
	return model.Mail{}
}

var (
	isoDay    = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
	idInProse = regexp.MustCompile(`\b(contract|order-window|delivery|contact|endpoint|supply)/[a-z]`)
)

// TestWhatPagesIsSaidInPlainWords reads the mail of each rule that pages as somebody does who was woken by it: what to do comes first, its days
// are days as people say them, and its things have their names.
func TestWhatPagesIsSaidInPlainWords(t *testing.T) {
	p := newPages(t)
	var told strings.Builder
	raised := map[string]bool{}
	for _, f := range p.found {
		raised[f.Rule] = true
		m := p.mail(t, f)
		body, _, _ := strings.Cut(m.Text, "\nREPLY")
		body, _, _ = strings.Cut(body, "\nWHY IT MATTERS")
		fmt.Fprintf(&told, "== %s ==\nSubject: %s\n\n%s\n", f.Rule, m.Subject, strings.TrimSpace(body))
		if n := utf8.RuneCountInString(m.Subject); n > 70 {
			t.Errorf("%s: a subject of %d characters: %s", f.Rule, n, m.Subject)
		}
		prose, _, _ := strings.Cut(m.Text, "\nBASIS")
		if found := isoDay.FindString(prose); found != "" {
			t.Errorf("%s: a day is written %s", f.Rule, found)
		}
		if found := idInProse.FindString(prose); found != "" {
			t.Errorf("%s: a thing is called %s", f.Rule, found)
		}
		if !strings.Contains(m.Text, "DO NOW") {
			t.Errorf("%s says nothing to do", f.Rule)
		}
	}
	for _, rule := range rulebook.All() {
		if rule.Route != model.RouteWork && !raised[rule.Name] {
			t.Errorf("nothing raises %s", rule.Name)
		}
	}
	sameMails(t, filepath.Join("testdata", "pages", "mails.txt"), told.String())
}

// sameMails compares mails with those of a file, which -update writes anew.
func sameMails(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the mails differ (-want +got); read them and run with -update:\n%s", diff)
	}
}
