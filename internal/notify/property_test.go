package notify_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// TestRandomLives leads alerts through random findings, commands, refusals, reloads and pauses, and holds the machine to its promises at
// every instant.
func TestRandomLives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newRandomRun(t)
		for range rapid.IntRange(5, 25).Draw(t, "acts") {
			p.act(t)
			p.step(t)
			p.restUntilWake(t)
		}
	})
}

// randomRun is a scenario that records every mail.
type randomRun struct {
	*scenario
	told  map[string]bool        // alert, recipient, step and its beginning: each at most once
	mails map[string]bool        // ids
	sent  map[string][]time.Time // of the last hour, by recipient
	held  map[string]time.Time   // when a recipient was last told what is held
	heard map[string]bool        // alert and listener: whether the listener believes that the alert stands
}

func newRandomRun(t *rapid.T) *randomRun {
	s := newScenario(t)
	s.line = "random run"
	if rapid.Bool().Draw(t, "fresh") {
		s.state = model.State{}
	}
	s.machine.PerHour = rapid.IntRange(1, 4).Draw(t, "per hour")
	s.machine.Summary = mondays
	s.listener([]string{"pager", "critical", "notice-rule"})
	s.listener([]string{"oncall", "warning"})
	s.calendar([]string{"tokyo", "Asia/Tokyo", "09:00-18:00"})
	s.team([]string{"owner", "office"})
	s.team([]string{"leads", "tokyo", "lea@us.test", "leo@us.test"})
	s.supplier([]string{"acme", "owner"})
	s.supplier([]string{"brand", "leads"})
	s.policy(strings.Fields("quiet step owner step 20m leads step 1bd ops webhook:oncall repeat 6h ack 1bd"))
	s.policy(strings.Fields("loud step responsible step 2h ghosts step 3h owner repeat 1bd ack 2bd ignore"))
	s.policy(strings.Fields("short step leads ack 3bd"))
	return &randomRun{scenario: s, told: map[string]bool{}, mails: map[string]bool{}, sent: map[string][]time.Time{}, held: map[string]time.Time{}, heard: map[string]bool{}}
}

var lines = []string{"notice", "window", "probe", "expiry", "quota"}

// act changes something: a finding, a command, a policy, or the time.
func (p *randomRun) act(t *rapid.T) {
	line := rapid.SampledFrom(lines).Draw(t, "line")
	switch rapid.IntRange(0, 11).Draw(t, "act") {
	case 0, 1, 2, 3:
		p.findSomething(t, line)
	case 4:
		p.gone([]string{line})
	case 5, 6:
		p.speak(t)
	case 7:
		p.comeBack(t)
	case 8:
		policy := p.registry.Policies[rapid.SampledFrom([]string{"quiet", "loud", "short"}).Draw(t, "policy")]
		for key, f := range p.findings {
			f.Policy = policy
			p.findings[key] = f
		}
	case 9:
		p.now = p.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "seconds")) * time.Second)
	case 10:
		p.now = p.now.Add(time.Duration(rapid.IntRange(1, 600).Draw(t, "minutes")) * time.Minute)
	case 11:
		p.now = p.now.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "hours")) * time.Hour)
	}
}

func (p *randomRun) findSomething(t *rapid.T, line string) {
	args := []string{
		line + "-rule", "line=" + line,
		"severity=" + rapid.SampledFrom([]string{"critical", "warning", "info"}).Draw(t, "severity"),
		"route=" + rapid.SampledFrom([]string{"page", "page", "work", "watchdog"}).Draw(t, "route"),
		"policy=" + rapid.SampledFrom([]string{"quiet", "loud", "short"}).Draw(t, "policy"),
		"owner=" + rapid.SampledFrom([]string{"owner", "leads", "none"}).Draw(t, "owner"),
		fmt.Sprintf("stage=%d", rapid.IntRange(0, 3).Draw(t, "stage")),
	}
	for _, flag := range []string{"wakes", "once", "pending"} {
		if rapid.IntRange(0, 4).Draw(t, flag) == 0 {
			args = append(args, flag)
		}
	}
	day := p.now.Add(time.Duration(rapid.IntRange(0, 9).Draw(t, "day")) * 24 * time.Hour).Format("2006-01-02")
	switch rapid.IntRange(0, 3).Draw(t, "dates") {
	case 0:
		args = append(args, "named="+day)
	case 1:
		args = append(args, "ends="+day)
	}
	if supplier := rapid.SampledFrom([]string{"", "acme", "brand"}).Draw(t, "supplier"); supplier != "" {
		args = append(args, "supplier="+supplier)
	}
	p.gone([]string{line})
	p.find(args)
}

// someAlert draws one of the alerts there are, by its line.
func (p *randomRun) someAlert(t *rapid.T) (model.Alert, bool) {
	if len(p.state.Alerts) == 0 {
		return model.Alert{}, false
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(p.state.Alerts))).Draw(t, "alert")
	return p.state.Alerts[id], true
}

func (p *randomRun) speak(t *rapid.T) {
	a, ok := p.someAlert(t)
	if !ok {
		return
	}
	kind := rapid.SampledFrom([]model.FactKind{model.FactAck, model.FactAck, model.FactSnooze, model.FactNotMine, model.FactNote}).Draw(t, "kind")
	until := p.now.Add(time.Duration(rapid.IntRange(-1, 900).Draw(t, "snooze")) * time.Hour).Format(time.RFC3339)
	p.fact(a, kind, map[string]string{"until": until, "note": "a word"})
}

func (p *randomRun) comeBack(t *rapid.T) {
	a, ok := p.someAlert(t)
	if !ok || len(a.Notified) == 0 {
		return
	}
	n := rapid.SampledFrom(a.Notified).Draw(t, "mail")
	result := rapid.SampledFrom([]string{"refused", "bounced", "accepted"}).Draw(t, "result")
	p.fact(a, model.FactDelivery, map[string]string{"mail": n.Mail, "result": result, "recipient": n.Recipient})
}

func (p *randomRun) fact(a model.Alert, kind model.FactKind, data map[string]string) {
	p.said++
	p.facts.Add(model.Fact{
		Seq: int64(p.said), ID: fmt.Sprint("f", p.said), Subject: model.KindAlert.Subject(a.ID), Kind: kind, ObservedAt: p.now, RecordedAt: p.now, Actor: "jane", Data: data,
	})
}

// step steps and checks all that must hold at any instant.
func (p *randomRun) step(t *rapid.T) {
	var decisions []model.Decision
	p.state, decisions = p.steadily()
	for _, d := range decisions {
		if d.Kind != "" {
			p.checkMail(t, d)
		}
	}
	p.checkState(t)
}

func (p *randomRun) checkMail(t *rapid.T, d model.Decision) {
	if p.mails[d.Mail] || d.Mail == "" {
		t.Fatalf("mail id %q is given twice", d.Mail)
	}
	p.mails[d.Mail] = true
	switch d.Kind {
	case model.MailSummary:
		return
	case model.MailRateLimitNotice:
		p.checkHolding(t, d)
		return
	}
	if slices.ContainsFunc(p.machine.Listeners, func(h notify.Listener) bool { return d.To == h.To }) {
		p.checkPost(t, d)
		return
	}
	to := d.To.String()
	p.sent[to] = append(slices.DeleteFunc(p.sent[to], func(at time.Time) bool { return !at.After(p.now.Add(-time.Hour)) }), p.now)
	if n := len(p.sent[to]); n > p.machine.PerHour {
		t.Fatalf("%s: %d mails to %s within an hour", p.now, n, to)
	}
	if d.Kind == model.MailInitialReport {
		return
	}
	for _, item := range d.Items {
		p.checkItem(t, d, item)
	}
}

// checkHolding wants a mail about what is held to name all of it, and none within ten minutes of the one before.
func (p *randomRun) checkHolding(t *rapid.T, d model.Decision) {
	to := d.To.String()
	if last, ok := p.held[to]; ok && p.now.Sub(last) < 10*time.Minute {
		t.Fatalf("%s: %s was told at %s already what is held", p.now, to, last)
	}
	p.held[to] = p.now
	capped := 0
	for _, q := range p.state.Notifications.Queue {
		if q.Held == model.ReasonRateLimited && q.To == d.To {
			capped++
		}
	}
	if d.Held != capped || len(d.Items) != capped {
		t.Fatalf("%s: %s is told of %d and named %d of the %d that are held", p.now, to, d.Held, len(d.Items), capped)
	}
}

// checkUrgent wants what is urgent and held to be named within ten minutes, unless the hours forbid it.
func (p *randomRun) checkUrgent(t *rapid.T, q model.Queued) {
	a := p.state.Alerts[q.Alert]
	if q.Held != model.ReasonRateLimited || q.InNotice || !a.State.Open() || a.Severity != model.Critical && !a.OverrideQuietHours {
		return
	}
	team := p.registry.Teams[q.To.Team]
	open := a.OverrideQuietHours || team == nil || team.Calendar.OpenAt(p.now)
	if said := p.state.Notifications.RateLimitNotices[q.To.String()]; open && p.now.Sub(said) >= 10*time.Minute {
		t.Fatalf("%s: %s is held from %s and not named", p.now, a.Key, q.To)
	}
}

func (p *randomRun) checkItem(t *rapid.T, d model.Decision, item model.DecisionItem) {
	a := p.state.Alerts[item.Alert]
	if team := p.registry.Teams[d.To.Team]; team != nil && !a.OverrideQuietHours && !team.Calendar.OpenAt(p.now) {
		t.Fatalf("%s: %s is mailed outside its hours about %s", p.now, d.To, a.Key)
	}
	switch item.Reason {
	case model.ReasonResolved, model.ReasonLapsed, model.ReasonWithdrawn:
		if a.State.Open() {
			t.Fatalf("%s: %s is told to be %s and is %s", p.now, a.Key, item.Reason, a.State)
		}
		return
	}
	once := p.findings[a.Key].NotifyOnce // is mailed although somebody holds the alert
	if a.State != model.StateFiring && !once || a.Route == model.RouteWork || a.Severity == model.Info {
		t.Fatalf("%s: %s is mailed although it is %s, route %s, %s", p.now, a.Key, a.State, a.Route, a.Severity)
	}
	key := fmt.Sprint(a.ID, d.To, item.Step, a.StepAt, a.KeyDateMailed, item.Reason == model.ReasonRefused)
	if p.told[key] {
		t.Fatalf("%s: %s gets step %d of %s twice: %s", p.now, d.To, item.Step, a.Key, asJSON(t, a))
	}
	p.told[key] = true
}

func (p *randomRun) checkState(t *rapid.T) {
	open := map[string]bool{}
	for id, a := range p.state.Alerts {
		if id != a.ID || a.State.Validate() != nil {
			t.Fatalf("alert %s is kept as %s in state %q", a.ID, id, a.State)
		}
		if a.State.Open() && open[a.Key] {
			t.Fatalf("%s has two open alerts", a.Key)
		}
		open[a.Key] = open[a.Key] || a.State.Open()
		p.checkListeners(t, a)
		if (a.State == model.StateAcknowledged || a.State == model.StateSnoozed) && !a.NextAt.IsZero() {
			t.Fatalf("%s is %s and has a step to come", a.Key, a.State)
		}
	}
	for _, q := range p.state.Notifications.Queue {
		p.checkUrgent(t, q)
		a := p.state.Alerts[q.Alert]
		ended := q.Reason == model.ReasonResolved || q.Reason == model.ReasonLapsed || q.Reason == model.ReasonWithdrawn
		if q.Alert != "" && ended == a.State.Open() {
			t.Fatalf("%s is %s, and %q waits to be told", a.Key, a.State, q.Reason)
		}
	}
}

// checkPost notes what a listener is told. It is told of an end only if it believes that the alert stands.
func (p *randomRun) checkPost(t *rapid.T, d model.Decision) {
	for _, item := range d.Items {
		key, over := d.To.String()+item.Alert, !p.state.Alerts[item.Alert].State.Open()
		if over && !p.heard[key] {
			t.Fatalf("%s: %s is told of the end of %s, of which it knew nothing", p.now, d.To, item.Alert)
		}
		if aside(p.state.Alerts[item.Alert], d.Mail) && item.Reason == model.ReasonFirst && p.heard[key] {
			t.Fatalf("%s: %s is told twice that %s began", p.now, d.To, item.Alert)
		}
		p.heard[key] = !over
	}
}

func aside(a model.Alert, mail string) bool {
	return slices.ContainsFunc(a.Notified, func(n model.Notification) bool { return n.Mail == mail && n.Listener })
}

// checkListeners wants every listener to know how an alert stands, unless a step is about to tell it.
func (p *randomRun) checkListeners(t *rapid.T, a model.Alert) {
	for _, h := range p.machine.Listeners {
		to := h.To.String()
		if slices.ContainsFunc(p.state.Notifications.Queue, func(q model.Queued) bool { return q.Alert == a.ID && q.To.String() == to }) {
			continue
		}
		concerns := a.State != model.StatePending && !a.NotBefore.After(p.now) &&
			(slices.Contains(h.Rules, a.Rule) || a.Route != model.RouteWork && slices.Contains(h.Severities, a.Severity))
		if knows := p.heard[to+a.ID]; a.State.Open() && concerns && !knows || !a.State.Open() && knows {
			t.Fatalf("%s: %s is %s, and %s believes that it stands: %v", p.now, a.Key, a.State, to, knows)
		}
	}
}

// restUntilWake checks that nothing is decided before the machine wants to be woken, while nothing changes.
func (p *randomRun) restUntilWake(t *rapid.T) {
	wake := nextWake(p.machine, p.state, p.registry, p.now)
	end := wake
	if wake.IsZero() {
		end = p.now.Add(500 * time.Hour)
	}
	between := p.now.Add(time.Duration(rapid.Int64Range(0, int64(end.Sub(p.now))-1).Draw(t, "between")))
	for _, at := range []time.Time{p.now, between, end.Add(-1)} {
		_, decisions := p.machine.Step(p.state, p.registry, p.sorted(), p.facts, at)
		if len(decisions) > 0 {
			t.Fatalf("at %s, which is before %s: %+v\n%s", at, wake, decisions, asJSON(t, p.state))
		}
	}
	if !wake.IsZero() && rapid.Bool().Draw(t, "wake") {
		p.now = wake
		p.step(t)
	}
}

// TestGuarantee7AbsenceOfEvidenceNeverResolvesAnything leads alerts through random lives in which nobody looks any more: they may lapse or be withdrawn, and are
// never resolved.
func TestGuarantee7AbsenceOfEvidenceNeverResolvesAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newRandomRun(t)
		for range rapid.IntRange(3, 20).Draw(t, "acts") {
			p.findSomething(t, rapid.SampledFrom(lines).Draw(t, "line"))
			p.step(t)
		}
		resolved := func() int {
			n := 0
			for _, a := range p.state.Alerts {
				if a.State == model.StateResolved {
					n++
				}
			}
			return n
		}
		before := resolved()
		p.facts = nil
		p.gone([]string{"all"})
		for range 20 {
			p.now = p.now.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "hours")) * time.Hour)
			p.step(t)
		}
		if after := resolved(); after > before {
			t.Fatalf("%d alerts were resolved without facts", after-before)
		}
	})
}

// TestStateSurvivesJSON makes sure that a state written and read is the same state, so that a restart changes nothing.
func TestStateSurvivesJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newRandomRun(t)
		for range rapid.IntRange(1, 15).Draw(t, "acts") {
			p.act(t)
			p.step(t)
		}
		var read model.State
		if err := json.Unmarshal([]byte(asJSON(t, p.state)), &read); err != nil {
			t.Fatal(err)
		}
		if change := changes(p.state, read); !change.Empty() {
			t.Fatalf("a state read back differs: %s", asJSON(t, change))
		}
	})
}
