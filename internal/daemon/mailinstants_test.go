package daemon

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/rules"
)

// instants are days in the life of what pages: before it is due, on the day, in between, on the last day, and after it.
var instants = []struct {
	subject string
	days    []string
}{
	{"contract/msa", []string{"2026-11-20", "2026-12-09", "2026-12-15", "2026-12-23", "2026-12-28", "2026-12-31", "2027-01-04"}},
	{"order-window/yearly", []string{"2026-08-25", "2026-09-02", "2026-09-16", "2026-09-22", "2026-09-30", "2026-10-05"}},
	{"supply/resist", []string{"2026-11-02", "2026-12-15", "2027-01-08", "2027-01-09", "2027-01-11"}},
	{"contract/quality", []string{"2026-11-02", "2026-12-05", "2026-12-31", "2027-01-04"}},
	{"delivery/pouch", []string{"2026-12-09", "2026-12-10"}},
}

// TestMailsFollowTheClock reads the mail about each subject on the days of its life.
func TestMailsFollowTheClock(t *testing.T) {
	r, problems := registry.Load([]string{filepath.Join("testdata", "instants", "registry.yaml")})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var told strings.Builder
	for _, x := range instants {
		for _, day := range x.days {
			at, err := time.ParseInLocation(time.DateOnly, day, time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			told.WriteString(mailsOn(t, r, x.subject, at.Add(8*time.Hour)))
		}
	}
	sameMails(t, filepath.Join("testdata", "instants", "mails.txt"), told.String())
}

// mailsOn returns what the mails about a subject ask for at an instant.
func mailsOn(t *testing.T, r *model.Registry, subject string, now time.Time) string {
	t.Helper()
	facts := factindex.New()
	p := pages{view: compose.View{Registry: r, Facts: facts, Findings: map[string]model.Finding{}, Now: now}}
	all := rules.Evaluate(r, facts, now)
	p.view.State, _ = notify.Machine{Alerts: alert.Settings{Operators: []model.Recipient{{Team: "leads", Address: "leads@buyer.example"}}}}.Step(
		model.State{Notifications: model.NotificationState{Started: true}}, r, all, facts, now)
	text := ""
	for _, f := range all {
		if f.Subject.String() != subject || f.Route == model.RouteWork && f.Rule == "stock-count-old" {
			continue
		}
		p.view.Findings[f.Key()] = f
		m := p.mail(t, f)
		body, _, _ := strings.Cut(m.Text, "\nREPLY")
		text += fmt.Sprintf("== %s: %s, %s ==\nSubject: %s\n\n%s\n", now.Format(time.DateOnly), f.Rule, f.Route, m.Subject, strings.TrimSpace(body))
	}
	if text == "" {
		return fmt.Sprintf("== %s: nothing about %s ==\n", now.Format(time.DateOnly), subject)
	}
	return text
}
