package simulate

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/engine/enginetest"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/view"
)

// naive makes the evaluations that a simulation leaves out: at every midnight of
// every zone, and whenever anything is due, over everything.
type naive struct {
	memory enginetest.Memory
	Simulation
	now   time.Time
	acks  map[string]ack
	lines []string
}

// ack is an acknowledgement to come.
type ack struct {
	at    time.Time
	by    string
	again bool // it came back because an acknowledgement ended
}

func (n *naive) run(ctx context.Context) error {
	n.acks = map[string]ack{}
	e := &engine.Engine{
		Clock: func() time.Time { return n.now }, Registry: func() *model.Registry { return n.Registry }, Store: n, Composer: n.Composer,
		Machine: func(*model.Registry) notify.Machine { return n.Machine }, Log: slog.New(slog.DiscardHandler), Publish: n.publish,
	}
	for n.now = n.From; n.now.Before(n.Until); {
		for id, a := range n.acks {
			if !a.at.After(n.now) {
				delete(n.acks, id)
				n.acknowledge(ctx, id, a)
			}
		}
		pass, err := e.Evaluate(ctx)
		if err != nil {
			return err
		}
		n.now = n.next(pass.NextWake)
	}
	return nil
}

func (n *naive) acknowledge(ctx context.Context, id string, a ack) {
	state, _ := n.memory.State(ctx)
	if state.Alerts[id].State != model.StateFiring {
		return
	}
	fact := model.Fact{ID: "ack " + id + a.at.String(), Subject: model.KindAlert.Subject(id), Kind: model.FactAck, ObservedAt: n.now, RecordedAt: n.now, Actor: a.by}
	if a.again {
		fact.Data = map[string]string{"until": n.inThirtyDays(state.Alerts[id]).Format(time.RFC3339)}
	}
	_ = n.memory.Commit(ctx, model.Change{Facts: []model.Fact{fact}})
}

// inThirtyDays is when the owner's work begins 30 days from now; where nobody works on that day, when it begins.
func (n *naive) inThirtyDays(a model.Alert) time.Time {
	owner := n.Registry.Teams[a.Team]
	if s := n.Registry.Supplier(a.Supplier); a.Supplier != "" {
		owner = s.Owner
	}
	c := n.Registry.CalendarOf(owner)
	zone := time.UTC
	if c != nil && c.Location != nil {
		zone = c.Location
	}
	day := civil.DateOf(n.now.In(zone)).AddDays(30)
	hours := escalation.MailHours(n.Registry, owner, owner)
	for at := day.Start(zone); at.Before(day.End(zone)); at = at.Add(time.Minute) {
		if hours.OpenAt(at) {
			return at.UTC()
		}
	}
	return day.Start(zone).UTC()
}

func (n *naive) next(wake time.Time) time.Time {
	next := n.Until
	earlier := func(at time.Time) {
		if at.After(n.now) && at.Before(next) {
			next = at
		}
	}
	earlier(wake)
	for _, s := range n.Registry.Suppliers {
		earlier(s.Calendar.Today(n.now).End(s.Calendar.Location))
		if s.Owner != nil && s.Owner.Calendar != nil {
			earlier(s.Owner.Calendar.Today(n.now).End(s.Owner.Calendar.Location))
		} else {
			earlier(civil.DateOf(n.now.UTC()).End(time.UTC))
		}
	}
	for _, a := range n.acks {
		earlier(a.at)
	}
	return next
}

func (n *naive) State(ctx context.Context) (model.State, error) { return n.memory.State(ctx) }

func (n *naive) FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error) {
	return n.memory.FactsAfter(ctx, seq)
}

func (n *naive) Commit(ctx context.Context, change model.Change) error {
	before, _ := n.memory.State(ctx)
	for _, a := range change.Alerts {
		n.compare(before.Alerts[a.ID], a)
		if n.Assume != apidoc.AssumeAnswered || a.State != model.StateFiring {
			continue
		}
		told := slices.IndexFunc(a.Notified, func(x model.Notification) bool {
			return !x.At.Before(n.now) && x.Step == 0 && x.Reason != model.ReasonReminder && x.Result == model.MailQueued
		})
		if told >= 0 {
			n.acks[a.ID] = ack{n.now.Add(time.Hour), a.Notified[told].Recipient, a.Notified[told].Reason == model.ReasonAckExpired}
		}
	}
	for _, m := range change.Outbox {
		n.say("mail %s to %s: %s", m.Kind, m.To, m.Subject)
	}
	return n.memory.Commit(ctx, change)
}

func (n *naive) compare(before, after model.Alert) {
	switch was, is := before.ID != "" && before.State.Open(), after.State.Open(); {
	case is && !was:
		n.say("began %s %s %s %s %s", after.ID, after.Key, after.Rule, after.Severity, after.Route)
	case was && !is:
		n.say("ended %s %s %s", after.ID, after.Key, after.Reason)
	case is && (before.Rule != after.Rule || before.Severity != after.Severity || before.Route != after.Route):
		n.say("changed %s %s %s %s %s", after.ID, after.Key, after.Rule, after.Severity, after.Route)
	}
}

func (n *naive) publish(pass engine.Evaluation) {
	for _, d := range pass.Decisions {
		if d.Kind == "" && eventKinds[d.Reason] != "" {
			n.say("%s to %s %s", d.Reason, d.To, d.Detail)
		}
	}
}

func (n *naive) say(format string, values ...any) {
	n.lines = append(n.lines, n.now.UTC().Format("2006-01-02T15:04:05 ")+fmt.Sprintf(format, values...))
}

// line writes an event as the naive simulation does.
func line(e apidoc.SimulationEvent) string {
	at := e.At.Format("2006-01-02T15:04:05 ")
	f := e.Finding
	switch e.Kind {
	case apidoc.EventBegan:
		return at + fmt.Sprintf("began %s %s %s %s %s", f.Alert, key(f), f.Rule, f.Severity, f.Route)
	case apidoc.EventEnded:
		return at + fmt.Sprintf("ended %s %s %s", f.Alert, key(f), e.Reason)
	case apidoc.EventChanged:
		return at + fmt.Sprintf("changed %s %s %s %s %s", f.Alert, key(f), f.Rule, f.Severity, f.Route)
	case apidoc.EventMail:
		return at + fmt.Sprintf("mail %s to %s: %s", e.Mail.Kind, e.Mail.To, e.Mail.Subject)
	}
	to := ""
	if e.Mail != nil {
		to = e.Mail.To
	}
	return at + fmt.Sprintf("%s to %s %s", e.Reason, to, e.Detail)
}

// keys are those of the alerts by which tests name findings.
var lines = map[string]string{
	"contract-notice-approaching": model.GroupNotice, "contract-notice-due": model.GroupNotice, "contract-notice-late": model.GroupNotice,
	"contract-notice-missed": model.GroupNotice,
}

func key(f *apidoc.SimulationFinding) string {
	kind, _, _ := strings.Cut(f.Rule, "-")
	line := f.Rule
	switch {
	case lines[f.Rule] != "":
		line = lines[f.Rule]
	case f.Rule == "contract-expiring" || f.Rule == "contract-expired":
		line = model.GroupExpiry
	case kind == "order" && f.Rule != "order-window-too-late" && f.Rule != "order-unconfirmed":
		line = model.GroupOrderWindow
	case strings.HasPrefix(f.Rule, "contact-verification") || f.Rule == "contact-unverified":
		line = model.GroupVerification
	}
	return model.AlertKey(f.Supplier, f.Subject, line, f.Occurrence)
}

// detailedComposer composes mails whose subjects contain everything that subjects are made of.
type detailedComposer struct{}

func (detailedComposer) Compose(d model.Decision, v view.View) (model.Mail, error, error) {
	var parts []string
	for _, x := range d.Items {
		a := v.State.Alerts[x.Alert]
		part := fmt.Sprintf("%s %d %s", a.ID, x.Step, x.Reason)
		f, listed := v.Findings[a.Key], d.Kind != model.MailAlert && d.Kind != model.MailDigest
		if !listed {
			part += fmt.Sprint(" ", f.Rule, f.Exposure, f.Advice.Headline)
		}
		if parts = append(parts, part); listed {
			slices.Sort(parts) // their order follows what was at stake when they were last looked at
		}
	}
	return model.Mail{ID: d.Mail, Kind: d.Kind, To: d.To, Subject: strings.Join(parts, "; "), Alerts: d.Items}, nil, nil
}

func draw[T any](t *rapid.T, label string, from ...T) T {
	return rapid.SampledFrom(from).Draw(t, label)
}

func drawRegistry(t *rapid.T) *model.Registry {
	r := &model.Registry{
		Teams: map[string]*model.Team{}, Policies: map[string]*model.Policy{}, Tiers: map[string]*model.Tier{}, Limits: rulebook.DefaultLimits(),
		Mailboxes: []*model.Mailbox{{ID: "orders", Address: "orders@fab.example"}},
	}
	for _, id := range []string{"buyers", "leads", "floor"} {
		r.Teams[id] = &model.Team{ID: id, Email: id + "@fab.example", Members: []string{"a@fab.example", "b@fab.example"}, Calendar: drawCalendar(t)}
	}
	for class, id := range []string{"critical", "important", "standard"} {
		policy := &model.Policy{ID: id, Repeat: drawPause(t), AckExpires: drawPause(t), QuietHours: draw(t, "quiet", model.Observe, model.Ignored)}
		policy.Steps = []model.Step{{Notify: []string{model.NotifyOwner}}, {Notify: []string{"leads"}, After: drawPause(t)}}
		r.Policies[id] = policy
		r.Tiers[id] = &model.Tier{
			ID: id, Class: model.TierClass(class), Escalation: policy, IndependentContacts: 1, VerifyEvery: civil.Period{Days: 50},
			SessionEvery: civil.Period{Months: 2}, ReviewEvery: civil.Period{Months: 3}, Remind: []civil.Period{{Days: 30}, {Days: 7}},
		}
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "suppliers") {
		r.Suppliers = append(r.Suppliers, drawSupplier(t, r, fmt.Sprintf("s%d", i)))
	}
	return r
}

func drawPause(t *rapid.T) civil.Period {
	return draw(t, "pause", civil.Period{Clock: 4 * time.Hour}, civil.Period{Days: 1}, civil.Period{BusinessDays: 1}, civil.Period{Days: 3})
}

func drawCalendar(t *rapid.T) *civil.Calendar {
	zone, err := time.LoadLocation(draw(t, "zone", "UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "America/Santiago"))
	if err != nil {
		t.Fatal(err)
	}
	var hours *civil.Hours
	if rapid.Bool().Draw(t, "hours") {
		h, err := civil.ParseHours("08:00-16:30")
		if err != nil {
			t.Fatal(err)
		}
		hours = &h
	}
	c, err := civil.NewCalendar("place", zone, nil, nil, nil, nil, hours)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func drawDay(t *rapid.T) civil.Date {
	return civil.NewDate(2026, 3, 1).AddDays(rapid.IntRange(-60, 120).Draw(t, "day"))
}

func drawSupplier(t *rapid.T, r *model.Registry, id string) *model.Supplier {
	s := &model.Supplier{
		ID: id, Name: "Supplier " + id, Tier: r.Tiers[draw(t, "tier", "critical", "important", "standard")],
		Owner: draw(t, "owner", r.Teams["buyers"], r.Teams["floor"], nil), Calendar: drawCalendar(t),
		Contacts: []*model.Contact{{ID: "desk", Email: "desk@s.example", Domain: "s.example", Verified: []model.Verified{{On: drawDay(t), How: model.HowReply}}}},
		Reviewed: &model.Reviewed{On: drawDay(t)}, TheyKnow: []model.MailboxNotice{{Mailbox: r.Mailboxes[0], On: drawDay(t).AddMonths(-12)}},
	}
	line := &model.Line{ID: "litho", DowntimeCost: model.Money{Hundredths: 100, Currency: "EUR"}}
	x := &model.Supply{
		ID: "x", Item: "resist", TimeToRecover: civil.Period{Days: 60}, LeadTime: civil.Period{Days: 40}, UsedIn: []model.UsedIn{{Line: line}},
		Stock: &model.Stock{OnHand: 50, DailyUsage: 1, AsOf: drawDay(t)},
	}
	s.Supplies = []*model.Supply{x}
	s.Contracts = []*model.Contract{{
		ID: "c", Title: "contract", Supplies: s.Supplies, Ends: drawDay(t), Renewal: draw(t, "renewal", model.RenewalAutomatic, model.RenewalNone),
		RenewalTerm: civil.Period{Days: 45}, Notice: &civil.Period{Days: 10}, DecideWithin: civil.Period{BusinessDays: 5}, Delivery: civil.Period{Days: 2},
	}}
	opens := drawDay(t)
	s.OrderWindows = []*model.OrderWindow{{
		ID: "w", Title: "window", Supplies: s.Supplies, Dates: civil.Once(opens, opens.AddDays(20)), Approval: civil.Period{BusinessDays: 4},
		EmergencyApprover: draw(t, "approver", r.Teams["leads"], nil),
	}}
	schedule, err := civil.ParseRecurrence(draw(t, "schedule", "FREQ=WEEKLY", "FREQ=MONTHLY"), drawDay(t))
	if err != nil {
		t.Fatal(err)
	}
	s.Deliveries = []*model.Delivery{{
		ID: "d", Title: "delivery", Schedule: schedule, Confirmation: &model.Confirmation{ByUs: rapid.Bool().Draw(t, "by us"), Before: civil.Period{BusinessDays: 2}},
	}}
	return s
}

// TestASimulationMissesNothing compares a simulation with evaluations of
// everything, at every midnight and whenever anything is due.
func TestASimulationMissesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		registry := drawRegistry(rt)
		r := Simulation{
			Registry: registry, Composer: detailedComposer{}, Assume: draw(rt, "assume", apidoc.AssumeSilent, apidoc.AssumeAnswered),
			From: civil.NewDate(2026, 3, 1).Start(time.UTC).Add(time.Duration(rapid.IntRange(0, 23).Draw(rt, "hour")) * time.Hour),
		}
		r.Until = r.From.AddDate(0, 0, rapid.IntRange(3, 45).Draw(rt, "days"))
		r.Machine = notify.Machine{Alerts: alert.Settings{GroupWait: 30 * time.Second, ResolveNotice: true, Operators: []model.Recipient{{Address: "ops@fab.example"}}}, PerHour: draw(rt, "limit", 1, 10), Summary: mondays}
		n := &naive{Simulation: r}
		if err := n.run(t.Context()); err != nil {
			rt.Fatal(err)
		}
		var got []string
		if err := r.Run(t.Context(), func(e apidoc.SimulationEvent) error { got = append(got, line(e)); return nil }); err != nil {
			rt.Fatal(err)
		}
		if diff := gocmp.Diff(inOrder(n.lines), inOrder(got)); diff != "" {
			rt.Fatalf("a simulation differs (-naive +simulated):\n%s", diff)
		}
	})
}

// inOrder sorts what happens at the same instant.
func inOrder(lines []string) []string {
	sorted := slices.Clone(lines)
	slices.Sort(sorted)
	return sorted
}

// mondays is a weekly schedule.
func mondays(after time.Time) time.Time {
	for d := civil.DateOf(after.UTC()); ; d = d.AddDays(1) {
		if at := d.Start(time.UTC).Add(8 * time.Hour); d.Weekday() == time.Monday && at.After(after) {
			return at
		}
	}
}
