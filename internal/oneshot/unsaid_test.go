package oneshot

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// unsaidCompany has a team for each of three steps, all at work from 08:00 to 17:00 from Monday to Friday in Berlin.
const unsaidCompany = `version: 1
calendars: {berlin: {timezone: Europe/Berlin, hours: "08:00-17:00"}}
teams:
  team-0: {email: team-0@buyer.example, calendar: berlin}
  team-1: {email: team-1@buyer.example, calendar: berlin}
  team-2: {email: team-2@buyer.example, calendar: berlin}
escalation_policies:
  p: {steps: [{notify: [team-0]}, {after: %s, notify: [team-1]}, {after: %s, notify: [team-2]}], repeat: %s, ack_expires: 2 business days}
tiers: {standard: {escalation: p, remind: [7 days]}}
defaults: {owner: team-0, calendar: berlin, country: DE}
suppliers:
  - id: acme
    name: ACME
    contacts: {role: orders, email: orders@acme.example}
    contracts: {id: c, title: Contract, ends: %s, renewal: automatic, renewal_term: 24 months, notice: %s, delivery: %s, decide_within: %s}
    order_windows: {id: w, title: Window, yearly: {opens: %s, closes: %s}, approval: %s}
`

// unsaid is a year in which nobody answers.
type unsaid struct {
	after  []string // of steps 1 and 2
	events []apidoc.SimulationEvent
	zone   *time.Location
}

// TestNothingDueIsLeftUnsaid holds for any contract and order window that on the last working day on which something can still be done everybody
// is mailed whose step is due by its end.
func TestNothingDueIsLeftUnsaid(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
		day := func(name string) civil.Date {
			return civil.NewDate(2027, time.March, 1).AddDays(rapid.IntRange(0, 250).Draw(t, name))
		}
		u := &unsaid{after: []string{pick("after", "1 hour", "4 hours", "1 business day"), pick("after", "4 hours", "1 business day", "2 business days")}}
		opens := day("opens")
		closes := opens.AddDays(rapid.IntRange(5, 40).Draw(t, "days"))
		yaml := fmt.Sprintf(unsaidCompany, u.after[0], u.after[1], pick("repeat", "1 business day", "3 business days", "6 business days"),
			day("ends"), pick("notice", "20 days", "1 month", "2 months"), pick("delivery", "0 business days", "3 business days"),
			pick("decide", "2 business days", "10 business days"), opens.String()[5:], closes.String()[5:], pick("approval", "2 business days", "6 business days"))
		file := filepath.Join(dir, "registry.yaml")
		if err := os.WriteFile(file, []byte(yaml), 0o600); err != nil {
			t.Fatal(err)
		}
		s, problems, _ := Simulate(SimulateRequest{Paths: []string{file}, From: civil.NewDate(2026, time.December, 1), Until: civil.NewDate(2027, time.December, 31), Assume: apidoc.AssumeSilent})
		if len(problems) > 0 {
			t.Skip(problems[0].Message)
		}
		u.zone, _ = time.LoadLocation("Europe/Berlin")
		if err := s.Run(t.Context(), func(e apidoc.SimulationEvent) error { u.events = append(u.events, e); return nil }); err != nil {
			t.Fatal(err)
		}
		u.check(t, yaml)
	})
}

// check looks at each alert that was missed: its last useful day is the one before.
func (u *unsaid) check(t *rapid.T, yaml string) {
	for _, e := range u.events {
		if e.Kind != apidoc.EventChanged || !strings.HasSuffix(e.Finding.Rule, "-missed") {
			continue
		}
		last := civil.DateOf(e.At.In(u.zone)).AddDays(-1)
		for !works(last) {
			last = last.AddDays(-1)
		}
		end := u.on(last, 17)
		begins := u.began(e.Finding.Alert, end)
		for step := range 3 {
			due := u.due(e.Finding.Alert, step, begins)
			if due.IsZero() || !due.Before(end.Add(-5*time.Minute)) {
				break
			}
			to := fmt.Sprintf("team-%d@buyer.example", step)
			if !u.mailed(e.Finding.Alert, to, u.on(last, 8), end) {
				t.Fatalf("step %d of %s was due on %s; %s was not mailed on %s, the last day on which it helps:\n%s", step, e.Finding.Rule, due.In(u.zone), to, last, yaml)
			}
		}
	}
}

// began is when an alert last began at step 0 before an instant: it paged for the first time, or it got worse. Zero: it did not.
func (u *unsaid) began(alert string, before time.Time) (at time.Time) {
	for _, e := range u.events {
		if e.Finding == nil || e.Finding.Alert != alert || !e.At.Before(before) || e.Finding.Route != model.RoutePage || e.Kind == apidoc.EventEnded {
			continue
		}
		if e.Kind == apidoc.EventBegan || e.Reason == model.ReasonWorse {
			at = e.At
		}
	}
	return at
}

// due is when a step is due: the first when work begins, each other one so long after the first mail of the one before.
func (u *unsaid) due(alert string, step int, begins time.Time) time.Time {
	if begins.IsZero() || step == 0 {
		return u.open(begins)
	}
	for _, e := range u.events {
		for _, x := range e.Alerts {
			if e.Kind == apidoc.EventMail && x.Alert == alert && x.Step == step-1 && x.Reason != model.ReasonReminder && !e.At.Before(begins) {
				return u.open(u.later(e.At, u.after[step-1]))
			}
		}
	}
	return time.Time{}
}

// later adds hours of the clock, or business days.
func (u *unsaid) later(at time.Time, wait string) time.Time {
	var n int
	if _, err := fmt.Sscanf(wait, "%d business", &n); err != nil {
		_, _ = fmt.Sscanf(wait, "%d hour", &n)
		return at.Add(time.Duration(n) * time.Hour)
	}
	local := at.In(u.zone)
	for day := civil.DateOf(local); n > 0; {
		if local, day = local.AddDate(0, 0, 1), day.AddDays(1); works(day) {
			n--
		}
	}
	return local
}

// open is the next instant at which the teams are at work.
func (u *unsaid) open(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	for day := civil.DateOf(at.In(u.zone)); ; day = day.AddDays(1) {
		switch from, to := u.on(day, 8), u.on(day, 17); {
		case !works(day) || !at.Before(to):
		case at.Before(from):
			return from
		default:
			return at
		}
	}
}

func works(day civil.Date) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

func (u *unsaid) on(day civil.Date, hour int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, u.zone)
}

// mailed reports whether somebody was mailed about an alert between two instants.
func (u *unsaid) mailed(alert, to string, from, until time.Time) bool {
	for _, e := range u.events {
		if e.Kind != apidoc.EventMail || e.Mail.To != to || e.At.Before(from) || e.At.After(until) {
			continue
		}
		for _, x := range e.Alerts {
			if x.Alert == alert {
				return true
			}
		}
	}
	return false
}
