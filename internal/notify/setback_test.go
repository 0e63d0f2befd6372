package notify_test

import (
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// through steps from one instant to another at every instant that is due, and counts the mails about alerts by the time since the first.
func through(t *testing.T, p *passing, from, until time.Time) (told map[time.Duration]int) {
	t.Helper()
	told = map[time.Duration]int{}
	for now := from; !now.IsZero() && !now.After(until); now = nextWake(p.machine, p.state, p.registry, now) {
		for _, d := range mails(p.step(now)) {
			if d.Kind != model.MailRateLimitNotice {
				told[now.Sub(from)]++
			}
		}
	}
	return told
}

// passing is a machine with what it remembers.
type passing struct {
	machine  notify.Machine
	registry *model.Registry
	findings []model.Finding
	facts    *factindex.Index
	state    model.State
}

func (p *passing) step(now time.Time) []model.Decision {
	var decisions []model.Decision
	p.state, decisions = p.machine.Step(p.state, p.registry, p.findings, p.facts, now)
	return decisions
}

// aheadOf is a pager whose clock stood a year ahead, and told its first step then.
func aheadOf(t *testing.T, perHour int) *passing {
	t.Helper()
	r, findings, m := many(1)
	m.PerHour, m.Summary = perHour, nil
	var pages []model.Finding
	for _, f := range findings {
		if f.Route == model.RoutePage {
			pages = append(pages, f)
		}
	}
	p := &passing{machine: m, registry: r, findings: pages, facts: factindex.New(), state: model.State{Notifications: model.NotificationState{Started: true}}}
	year := noon.AddDate(1, 0, 0)
	if told := through(t, p, year, year.Add(time.Minute)); told[30*time.Second] != 1 {
		t.Fatalf("a year ahead: told %v", told)
	}
	return p
}

func TestAClockThatWasSetBackDelaysNoStep(t *testing.T) {
	p := aheadOf(t, 10)
	if told := through(t, p, noon, noon.Add(2*time.Hour)); told[time.Hour+30*time.Second] != 1 {
		t.Errorf("told %v, want the next step an hour after the clock was right, and its group's wait", told)
	}
}

func TestAClockThatWasSetBackHoldsNothingBack(t *testing.T) {
	p := aheadOf(t, 1)
	another := p.findings[0]
	another.Subject = model.ParseSubject("another")
	p.findings = append(p.findings, another)
	if told := through(t, p, noon, noon.Add(time.Minute)); told[30*time.Second] != 1 {
		t.Errorf("told %v, want the other alert half a minute after it fired", told)
	}
}

func TestWhatWaitsOfAnAlertLetGoIsForgotten(t *testing.T) {
	p := aheadOf(t, 10)
	p.findings = nil
	p.step(noon)
	if len(p.state.Notifications.Queue) == 0 {
		t.Fatal("the notice that it is resolved does not wait")
	}
	clear(p.state.Alerts)
	for _, d := range p.step(noon.Add(time.Hour)) {
		t.Errorf("decided %v", d)
	}
	if len(p.state.Alerts) != 0 || len(p.state.Notifications.Queue) != 0 {
		t.Errorf("%d alerts, %d wait", len(p.state.Alerts), len(p.state.Notifications.Queue))
	}
}

// TestAClockThatWasSetBackKeepsEndsAndSummariesInOrder has a letter list a gap and the gap end while the clock stands a year ahead.
func TestAClockThatWasSetBackKeepsEndsAndSummariesInOrder(t *testing.T) {
	r, findings, m := many(1)
	p := &passing{machine: m, registry: r, findings: findings, facts: factindex.New(), state: model.State{Notifications: model.NotificationState{Started: true}}}
	year := noon.AddDate(1, 0, 0)
	through(t, p, year, year.Add(8*24*time.Hour))
	p.findings = nil
	p.step(year.Add(9 * 24 * time.Hour))

	listed := 0
	for now := noon; now.Before(noon.Add(15 * 24 * time.Hour)); now = now.Add(time.Hour) {
		for _, d := range p.step(now) {
			if d.Kind == model.MailSummary && d.Items[0].Reason == model.ReasonResolved {
				listed++
			}
		}
	}
	if listed != 1 {
		t.Errorf("the letters of two weeks tell %d times that the gap is closed, want once", listed)
	}
	p.findings = findings
	before := len(p.state.Alerts)
	p.step(noon.Add(15 * 24 * time.Hour))
	if len(p.state.Alerts) != before+len(findings) {
		t.Errorf("%d alerts, want %d: what comes back after two weeks is new", len(p.state.Alerts), before+len(findings))
	}
}
