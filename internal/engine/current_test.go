package engine

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/rules/rulestest"
)

// everything evaluates all subjects and all alerts each time: what an engine must do, as simply as possible.
type everything struct {
	machine notify.Machine
	atOnce  int
	limited int
	state   model.State
	started bool
}

func (x *everything) evaluate(r *model.Registry, facts *factindex.Index, now time.Time, forced bool) (Evaluation, model.Change) {
	machine := x.machine
	machine.Alerts.Immediate, machine.Alerts.Force = !x.started, forced
	machine.MostMails = x.atOnce << min(x.limited, mostDoublings)
	findings := rules.Evaluate(r, facts, now)
	outcome, err := Decide(Input{Now: now, Registry: r, Findings: Pointers(findings), Facts: facts, State: x.state, Machine: machine, Composer: plain{}, Details: true})
	if err != nil {
		panic(err)
	}
	firing := slices.DeleteFunc(slices.Clone(findings), func(f model.Finding) bool { return f.Pending })
	change, next := outcome.Change(x.state), machine.NextWake(outcome.State.Notifications, now)
	for _, a := range outcome.State.Alerts {
		next = alert.Earliest(next, alert.NextWake(a, r, now))
	}
	if len(change.Facts) > 0 {
		next = alert.Earliest(next, now.Add(RetryInterval))
	}
	if x.limited++; outcome.Limited {
		next = now
	} else {
		x.limited = 0
	}
	slices.SortFunc(change.Facts, func(a, b model.Fact) int { return strings.Compare(a.ID, b.ID) })
	return Evaluation{
		At: now, Registry: r, Findings: firing, Deadlines: rules.Deadlines(r, facts, now), Summary: exposure.Summarize(r, firing, facts, now),
		State: outcome.State, Decisions: outcome.Decisions, NextWake: next,
	}, change
}

// life is a daemon over random days: what is recorded, reloaded and mailed, and what a clock does.
type life struct {
	*rapid.T
	tb       testing.TB
	registry *model.Registry
	store    *ledger
	engine   *Engine
	expected *everything
	now      time.Time
	forced   bool
	mails    []model.Mail
	last     Evaluation
}

// lifeZones have days of every length: clocks that change at midnight, and zones far apart.
var lifeZones = []string{"UTC", "Europe/Berlin", "America/Santiago", "Africa/Cairo", "Pacific/Apia", "Pacific/Honolulu"}

func newLife(t *rapid.T, tb testing.TB) *life {
	l := &life{T: t, tb: tb, store: &ledger{}}
	l.now = rulestest.Date("2026-03-27").Start(time.UTC).Add(time.Duration(rapid.IntRange(0, 300*24*60).Draw(t, "start")) * time.Minute)
	l.expected = &everything{machine: notify.Machine{
		Alerts: alert.Settings{
			GroupWait: time.Minute, ResolveNotice: rapid.Bool().Draw(t, "resolve notice"), Operators: []model.Recipient{{Address: "ops@fab.example"}},
		},
		PerHour: rapid.SampledFrom([]int{0, 2}).Draw(t, "per hour"),
		Summary: func(after time.Time) time.Time {
			return after.UTC().Add(-6 * time.Hour).Truncate(7 * 24 * time.Hour).Add(7*24*time.Hour + 6*time.Hour) // Mondays at six
		},
	}}
	if rapid.Bool().Draw(t, "webhook") {
		l.expected.machine.Listeners = []notify.Listener{{To: model.Recipient{Channel: "webhook", Address: "duty"}, Severities: []model.Severity{model.Critical}}}
	}
	l.expected.atOnce = rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "mails at once")
	l.registry = l.drawRegistry()
	l.engine = l.newEngine()
	return l
}

// newEngine returns an engine that remembers nothing.
func (l *life) newEngine() *Engine {
	return &Engine{
		MailsAtOnce: l.expected.atOnce,
		Clock:       func() time.Time { return l.now }, Registry: func() *model.Registry { return l.registry }, Store: l.store, Composer: plain{},
		Machine: func(*model.Registry) notify.Machine { return l.expected.machine }, Log: slog.New(slog.DiscardHandler),
	}
}

func (l *life) zone() *civil.Calendar {
	zone, err := time.LoadLocation(rapid.SampledFrom(lifeZones).Draw(l.T, "zone"))
	if err != nil {
		l.Fatal(err)
	}
	c := civil.DefaultCalendar()
	c.Location, c.AlwaysOpen = zone, rapid.Bool().Draw(l.T, "always open")
	return c
}

// drawRegistry draws suppliers of which something is due in these days.
func (l *life) drawRegistry() *model.Registry {
	r := rulestest.New(l.tb).Registry
	r.Unowned = l.zone()
	for _, p := range r.Policies {
		p.Steps = []model.Step{{Notify: []string{model.NotifyOwner}}, {Notify: []string{"leads"}, After: civil.Period{Clock: 2 * time.Hour}}}
		p.Repeat, p.AckExpires, p.QuietHours = civil.Period{BusinessDays: 1}, civil.Period{Days: 1}, model.Observe
	}
	for _, id := range slices.Sorted(maps.Keys(r.Teams)) {
		r.Teams[id].Calendar = l.zone()
	}
	r.Mailboxes = []*model.Mailbox{{ID: "notices", Purpose: model.PurposeNotices, Address: "notices@fab.example", Team: r.Teams["leads"], AttendedWithin: civil.Period{Clock: 3 * time.Hour}}}
	r.Suppliers = nil
	for i := range rapid.IntRange(1, 4).Draw(l.T, "suppliers") {
		r.Suppliers = append(r.Suppliers, l.drawSupplier(r, fmt.Sprintf("s%d", i)))
	}
	return r
}

func (l *life) drawSupplier(r *model.Registry, id string) *model.Supplier {
	s := rulestest.Supplier(id, "Supplier "+id, r.Tiers[rapid.SampledFrom([]string{"critical", "important", "standard"}).Draw(l.T, "tier")], r.Teams["purchasing"])
	s.Calendar = l.zone()
	soon := func(name string) civil.Date {
		return civil.DateOf(l.now).AddDays(rapid.IntRange(-20, 120).Draw(l.T, name))
	}
	for _, c := range s.Contacts {
		c.VerifyEvery, c.Verified[0].On = rulestest.Days(120), soon("verified").AddDays(-110)
	}
	rulestest.Resist(s).Stock.AsOf = soon("counted").AddDays(-30)
	c := rulestest.Contract(s)
	c.Ends, c.Delivery, c.DecideWithin = soon("ends").AddDays(60), rulestest.Business(1), rulestest.Business(3)
	opens := soon("opens")
	s.OrderWindows = []*model.OrderWindow{{ID: "w", Title: "window", Dates: civil.Once(opens, opens.AddDays(10)), Approval: rulestest.Business(2), Supplies: s.Supplies}}
	s.Endpoints = []*model.Endpoint{{ID: "portal", Target: "https://portal.example", Pos: s.Pos}}
	return s
}

// step changes something, evaluates, and compares with evaluating everything.
func (l *life) step() {
	l.advance()
	for range rapid.IntRange(0, 2).Draw(l.T, "recorded") {
		l.record()
	}
	switch rapid.IntRange(0, 19).Draw(l.T, "event") {
	case 0:
		l.registry = l.drawRegistry()
	case 1, 2:
		l.edit()
	case 3:
		l.engine.Forget()
	case 4:
		l.engine.Force()
		l.forced = true
	case 5:
		l.failToWrite()
		return
	case 6:
		l.restart()
	}
	l.compare()
}

// restart is an engine that prepares its first evaluation some time before it makes it.
func (l *life) restart() {
	l.engine, l.last, l.forced, l.expected.started, l.expected.limited = l.newEngine(), Evaluation{}, false, false, 0
	l.engine.Prepare(l.Context())
	l.advance()
	for range rapid.IntRange(0, 2).Draw(l.T, "recorded after preparing") {
		l.record()
	}
}

// advance moves the clock: mostly by little, to an instant at which something is due, or back.
func (l *life) advance() {
	next := l.now.Add(time.Minute)
	if e := l.engine.settled; e.is && !e.until.IsZero() {
		next = e.until
	}
	if at := l.engine.current.due.Next(); !at.IsZero() {
		next = rapid.SampledFrom([]time.Time{next, at}).Draw(l.T, "due")
	}
	switch rapid.IntRange(0, 7).Draw(l.T, "clock") {
	case 0:
	case 1:
		l.now = l.now.Add(-time.Duration(rapid.IntRange(1, 200).Draw(l.T, "back")) * time.Hour / 10)
	case 2:
		l.now = l.now.Add(time.Duration(rapid.IntRange(1, 100).Draw(l.T, "days")) * 24 * time.Hour)
	case 3, 4:
		l.now = next.Add(time.Duration(rapid.IntRange(-1, 1).Draw(l.T, "beside")))
	default:
		l.now = l.now.Add(time.Duration(rapid.IntRange(1, 40).Draw(l.T, "minutes")) * time.Minute)
	}
}

// record stores a fact about anything.
func (l *life) record() {
	seq := int64(len(l.store.Facts) + 1)
	f := rulestest.DrawFact(l.T, l.registry, seq, l.now)
	open := slices.Sorted(maps.Keys(l.expected.state.Alerts))
	switch kind := rapid.IntRange(0, 3).Draw(l.T, "about"); {
	case kind == 0 && len(open) > 0:
		f = model.AlertAction{
			ID: f.ID, Kind: rapid.SampledFrom([]model.FactKind{model.FactAck, model.FactSnooze, model.FactNotMine, model.FactNote}).Draw(l.T, "action"),
			Alert: rapid.SampledFrom(open).Draw(l.T, "alert"), By: "a@fab.example", At: l.now, RecordedAt: l.now, Note: "noted", Until: l.now.Add(5 * time.Hour),
		}.Fact()
	case kind == 1 && len(l.mails) > 0:
		m := rapid.SampledFrom(l.mails).Draw(l.T, "mail")
		result := rapid.SampledFrom([]model.MailResult{model.MailAccepted, model.MailRefused, model.MailBounced}).Draw(l.T, "result")
		for _, d := range m.Deliveries(result, l.now) {
			l.commit(d)
		}
		return
	}
	l.commit(f)
}

func (l *life) commit(facts ...model.Fact) {
	if err := l.store.Commit(l.Context(), model.Change{Facts: facts}); err != nil {
		l.Fatal(err)
	}
}

// edit is a reload of a registry in which one supplier is another one, has another id, or is gone.
func (l *life) edit() {
	r := *l.registry
	r.Suppliers = slices.Clone(r.Suppliers)
	i := rapid.IntRange(0, len(r.Suppliers)-1).Draw(l.T, "edited")
	s := *r.Suppliers[i]
	switch rapid.IntRange(0, 2).Draw(l.T, "edit") {
	case 0:
		s = *l.drawSupplier(&r, s.ID)
	case 1:
		s.Was, s.ID = append(slices.Clone(s.Was), s.ID), s.ID+"x"
	case 2:
		if len(r.Suppliers) > 1 {
			r.Suppliers = slices.Delete(r.Suppliers, i, i+1)
			l.registry = &r
			return
		}
	}
	r.Suppliers[i] = &s
	l.registry = &r
}

// failToWrite evaluates while the store refuses what an evaluation writes.
func (l *life) failToWrite() {
	l.store.fail = errors.New("the disk is full")
	defer func() { l.store.fail = nil }()
	expected, change := l.expected.evaluate(l.registry, factindex.New(l.store.Facts...), l.now, l.forced)
	_, err := l.engine.Evaluate(l.Context())
	if change.Empty() != (err == nil) {
		l.Fatalf("at %s: error %v, change %+v", l.now, err, change)
	}
	if err == nil {
		l.expected.state, l.expected.started, l.forced = expected.State, true, false
	}
}

func (l *life) compare() {
	want, change := l.expected.evaluate(l.registry, factindex.New(l.store.Facts...), l.now, l.forced)
	facts, mails := len(l.store.Facts), len(l.store.mails)
	got, err := l.engine.Evaluate(l.Context())
	if err != nil {
		l.Fatal(err)
	}
	l.same("findings", got.Findings, want.Findings)
	l.same("deadlines", got.Deadlines, want.Deadlines)
	l.same("summary", got.Summary, want.Summary)
	l.same("alerts", got.State.Alerts, want.State.Alerts)
	l.same("notifications", got.State.Notifications, want.State.Notifications)
	l.same("decisions", got.Decisions, want.Decisions)
	l.content(got)
	l.same("next wake", got.NextWake, want.NextWake)
	l.same("mails", l.store.mails[mails:], change.Outbox)
	written := slices.Clone(l.store.Facts[facts:])
	slices.SortFunc(written, func(a, b model.Fact) int { return strings.Compare(a.ID, b.ID) })
	for i := range written {
		written[i].Seq = 0
	}
	l.same("facts", written, change.Facts)
	l.mails = append(l.mails, change.Outbox...)
	l.expected.state, l.expected.started, l.forced = want.State, true, false
}

// content compares an evaluation with the one before: two with the same number have the same content.
func (l *life) content(got Evaluation) {
	if before := l.last; before.Content == got.Content {
		l.same("registry", got.Registry, before.Registry)
		l.same("content: findings", got.Findings, before.Findings)
		l.same("content: deadlines", got.Deadlines, before.Deadlines)
		l.same("content: summary", got.Summary, before.Summary)
		l.same("content: vantage", got.Vantage, before.Vantage)
		l.same("content: state", got.State, before.State)
	}
	l.last = got
}

// same compares what an engine and evaluating everything returned.
func (l *life) same(what string, got, want any) {
	if g, w := reflect.ValueOf(got), reflect.ValueOf(want); g.Kind() == reflect.Slice && g.Len() == 0 && w.Len() == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		l.Fatalf("at %s: %s:\n got %#v\nwant %#v", l.now, what, got, want)
	}
}

// TestAnEngineFindsWhatEvaluatingEverythingFinds leads engines through random lives, and compares each evaluation with one of everything.
func TestAnEngineFindsWhatEvaluatingEverythingFinds(t *testing.T) {
	unchanged := 0
	rapid.Check(t, func(rt *rapid.T) {
		l := newLife(rt, t)
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			l.step()
			if l.engine.settled.is {
				unchanged++
			}
		}
	})
	if unchanged == 0 {
		t.Error("nothing was ever settled")
	}
}
