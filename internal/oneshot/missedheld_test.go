package oneshot

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/engine/enginetest"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// heldRegistry has one deadline of each story. An acknowledgement holds for longer than anything that is tried with it.
const heldRegistry = `version: 1
calendars:
  ours: {timezone: OURS, hours: "08:00-17:00"}
  theirs: {timezone: THEIRS, hours: "09:00-16:00"}
defaults: {country: DE, calendar: theirs, owner: buying}
teams:
  buying: {email: buying@buyer.example, calendar: ours, members: [jane@buyer.example, joe@buyer.example]}
escalation_policies:
  story: {steps: [{notify: [owner]}], repeat: 5 days, ack_expires: 200 days}
tiers:
  TIER: {escalation: story, roles: [], independent_contacts: 0, session_every: 10 years, review_every: 10 years}
suppliers:
  - id: acme
    name: ACME GmbH
    tier: TIER
    contracts:
      - {id: msa, title: Supply agreement, ends: ENDS, renewal: automatic, renewal_term: 12 months, notice: NOTICE days, decide_within: DECIDE days, delivery: 5 days}
      - {id: rental, title: Bottle rental, ends: ENDS, renewal: manual}
    order_windows:
      - {id: yearly, title: yearly allocation, opens: OPENS, closes: ENDS, approval: DECIDE business days}
`

// story is a line whose deadline passes: its last rule, and whether that is mailed only once.
type story struct {
	subject, last string
	once          bool
}

var heldStories = []story{
	{"contract/msa", "contract-notice-missed", true},
	{"contract/rental", "contract-expired", false},
	{"order-window/yearly", "order-window-missed", true},
}

// TestNothingHoldsAMissedDeadlineBack acknowledges and snoozes alerts for as long as possible, at any hour and again whenever they come back,
// with the rules and the state machine of the daemon. No hold lasts beyond working hours of the next named date, and that the deadline
// has passed is always mailed, once, when the team works next.
func TestNothingHoldsAMissedDeadlineBack(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		story := rapid.SampledFrom(heldStories).Draw(rt, "story")
		h := newHolding(rt, dir)
		kind := rapid.SampledFrom([]model.FactKind{model.FactAck, model.FactSnooze}).Draw(rt, "kind")
		h.untilPaged(story)
		h.wait(time.Duration(rapid.IntRange(0, 30*24).Draw(rt, "hours")) * time.Hour)
		for n := 0; !h.isOver(story); n++ {
			if n > 4000 {
				rt.Fatalf("%s is not over at %s", story.subject, h.now)
			}
			h.hold(story, kind, n)
			h.pass()
		}
		if story.once { // somebody answers the mail before, at night, before the new one can leave
			h.record(story, kind, 1000)
		}
		h.mailedNextMorning(story)
	})
}

// holding is an engine over a memory, whose mails are kept.
type holding struct {
	enginetest.Memory
	t        *rapid.T
	settings *settings.Settings
	registry *model.Registry
	engine   *engine.Engine
	now      time.Time
	next     time.Time
	found    []model.Finding
	named    map[string][]civil.Date // all dates that a line ever named, by subject
	over     map[string]time.Time    // when a deadline had passed, by subject
	mails    []model.Mail
}

func newHolding(t *rapid.T, dir string) *holding {
	zones := []string{"Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Honolulu", "UTC"}
	ends := civil.NewDate(2027, 6, 1).AddDays(rapid.IntRange(0, 400).Draw(t, "ends"))
	text := strings.NewReplacer(
		"OURS", rapid.SampledFrom(zones).Draw(t, "ours"), "THEIRS", rapid.SampledFrom(zones).Draw(t, "theirs"),
		"TIER", rapid.SampledFrom([]string{"critical", "important", "standard"}).Draw(t, "tier"),
		"ENDS", ends.String(), "OPENS", ends.AddDays(-40).String(),
		"NOTICE", fmt.Sprint(rapid.IntRange(7, 60).Draw(t, "notice")), "DECIDE", fmt.Sprint(rapid.IntRange(0, 15).Draw(t, "decide")),
	).Replace(heldRegistry)
	file := filepath.Join(dir, "registry.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, problems := registry.Load([]string{file})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	conf, _, _ := wiring.LoadSettings("")
	wiring.FitRegistry(conf, loaded)
	h := &holding{t: t, settings: conf, registry: loaded, named: map[string][]civil.Date{}, over: map[string]time.Time{}}
	h.now = ends.AddDays(-80).Start(time.UTC)
	h.engine = &engine.Engine{
		Clock: func() time.Time { return h.now }, Registry: func() *model.Registry { return loaded },
		Store: h, Composer: subjects{composer: &compose.Composer{}}, Machine: func(r *model.Registry) notify.Machine { return simulatedMachine(conf, r) }, Log: slog.New(slog.DiscardHandler),
		Publish: func(p engine.Evaluation) { h.found, h.next = p.Findings, p.NextWake },
	}
	h.cycle()
	return h
}

// Commit keeps the mails too.
func (h *holding) Commit(ctx context.Context, change model.Change) error {
	h.mails = append(h.mails, change.Outbox...)
	return h.Memory.Commit(ctx, change)
}

func (h *holding) cycle() {
	if _, err := h.engine.Evaluate(context.Background()); err != nil {
		h.t.Fatal(err)
	}
	for _, f := range h.found {
		h.named[f.Subject.String()] = append(h.named[f.Subject.String()], f.KeyDates...)
		for _, s := range heldStories {
			if _, known := h.over[s.subject]; f.Subject == model.ParseSubject(s.subject) && f.Rule == s.last && !known {
				h.over[s.subject] = h.now
			}
		}
	}
}

// pass goes on to the next half of a day, or to what is due before it.
func (h *holding) pass() {
	h.now = earliest(h.now.Truncate(12*time.Hour).Add(12*time.Hour), h.later(h.next)...)
	h.cycle()
}

func (h *holding) later(at time.Time) []time.Time {
	if at.After(h.now) {
		return []time.Time{at}
	}
	return nil
}

// wait lets time go by, unless a deadline passes.
func (h *holding) wait(d time.Duration) {
	for until := h.now.Add(d); h.now.Before(until) && len(h.over) == 0; {
		h.pass()
	}
}

func (h *holding) isOver(s story) bool { return !h.over[s.subject].IsZero() }

// alert gives the open alert of a story that is mailed.
func (h *holding) alert(s story) (model.Alert, bool) {
	state, _ := h.State(context.Background())
	for _, a := range state.Alerts {
		if a.Subject == model.ParseSubject(s.subject) && a.State.Open() && (a.Group == model.GroupNotice || a.Group == model.GroupExpiry || a.Group == model.GroupOrderWindow) {
			return a, true
		}
	}
	return model.Alert{}, false
}

// untilPaged goes on until somebody was told of a deadline.
func (h *holding) untilPaged(s story) {
	for h.now.Before(h.registry.Suppliers[0].Contracts[0].Ends.Start(time.UTC)) {
		if a, open := h.alert(s); h.isOver(s) || open && len(a.Notified) > 0 {
			return
		}
		h.pass()
	}
}

// hold acknowledges or snoozes an alert that is not held, and sees that the hold ends no later than it may.
func (h *holding) hold(s story, kind model.FactKind, n int) {
	a, open := h.alert(s)
	if !open || a.State != model.StateFiring {
		return
	}
	h.record(s, kind, n)
	a, _ = h.alert(s)
	if h.isOver(s) {
		return
	}
	ours := h.registry.Teams["buying"].Calendar
	for _, d := range h.named[s.subject] {
		if d.After(ours.Today(h.now)) && (a.HeldUntil.IsZero() || a.HeldUntil.After(escalation.StartOfWork(ours, d))) {
			h.t.Fatalf("%s: %s holds until %s, beyond %s", h.now, s.subject, a.HeldUntil, d)
		}
	}
}

func (h *holding) record(s story, kind model.FactKind, n int) {
	a, open := h.alert(s)
	if !open {
		h.t.Fatalf("%s: no alert about %s is open", h.now, s.subject)
	}
	f := model.Fact{
		ID: fmt.Sprint(kind, n), Subject: model.KindAlert.Subject(a.ID), Kind: kind, ObservedAt: h.now, RecordedAt: h.now, Actor: "jane@buyer.example", Source: "shell",
		Data: map[string]string{"until": h.now.Add(model.LongestSnooze).Format(time.RFC3339)},
	}
	if err := h.Memory.Commit(context.Background(), model.Change{Facts: []model.Fact{f}}); err != nil {
		h.t.Fatal(err)
	}
	h.cycle()
}

// mailedNextMorning sees that a passed deadline is mailed when the team works next.
func (h *holding) mailedNextMorning(s story) {
	over := h.over[s.subject]
	morning := h.registry.Teams["buying"].Calendar.NextOpening(over)
	for h.now.Before(morning.Add(2 * time.Hour)) {
		h.pass()
	}
	var told []model.Mail
	for _, m := range h.mails {
		about := slices.ContainsFunc(m.Alerts, func(item model.DecisionItem) bool {
			a, _ := h.alert(s)
			return item.Alert == a.ID && item.Reason == model.ReasonWorse && m.Kind != model.MailSummary
		})
		if about && !m.CreatedAt.Before(over) {
			told = append(told, m)
		}
	}
	if len(told) != 1 {
		h.t.Fatalf("%s: that %s is over since %s was mailed %d times, want 1", h.now, s.subject, over, len(told))
	}
}
