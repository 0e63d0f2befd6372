package notify_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// many gives a registry with n suppliers of ten teams, a page finding and a work finding of each, and a machine.
func many(n int) (*model.Registry, []model.Finding, notify.Machine) {
	policy := &model.Policy{
		ID:     "p",
		Steps:  []model.Step{{Notify: []string{"owner"}}, {Notify: []string{"team-0"}, After: civil.Period{Clock: time.Hour}}},
		Repeat: civil.Period{BusinessDays: 1}, AckExpires: civil.Period{BusinessDays: 3}, QuietHours: model.Observe,
	}
	r := &model.Registry{Teams: map[string]*model.Team{}, Policies: map[string]*model.Policy{"p": policy}}
	var teams []*model.Team
	for i := range 10 {
		id := fmt.Sprintf("team-%d", i)
		teams = append(teams, &model.Team{ID: id, Email: id + "@us.test", Calendar: civil.DefaultCalendar()})
		r.Teams[id] = teams[i]
	}
	var findings []model.Finding
	for i := range n {
		s := &model.Supplier{ID: fmt.Sprintf("supplier-%05d", i), Owner: teams[i%10], Calendar: civil.DefaultCalendar()}
		r.Suppliers = append(r.Suppliers, s)
		for _, route := range []model.Route{model.RoutePage, model.RouteWork} {
			findings = append(findings, model.Finding{
				Rule: "rule-" + string(route), Group: "rule-" + string(route), Severity: model.Warning, Route: route,
				Supplier: s.ID, Subject: model.SubjectSupplier, Owner: s.Owner, Policy: policy,
			})
		}
	}
	slices.SortFunc(findings, func(a, b model.Finding) int { return a.Compare(&b) })
	return r, findings, notify.Machine{Alerts: alert.Settings{GroupWait: 30 * time.Second, ResolveNotice: true}, PerHour: 10, Summary: mondays}
}

func mails(decisions []model.Decision) (found []model.Decision) {
	for _, d := range decisions {
		if d.Kind != "" {
			found = append(found, d)
		}
	}
	return found
}

func TestTenThousandFindingsAtOnceSendTensOfMails(t *testing.T) {
	r, findings, m := many(10_000)
	state := model.State{Notifications: model.NotificationState{Started: true}}
	now, sent, told := noon, 0, map[string]bool{}
	for now.Before(noon.Add(30 * time.Minute)) {
		var decisions []model.Decision
		state, decisions = m.Step(state, r, findings, factindex.New(), now)
		for _, d := range mails(decisions) {
			sent++
			for _, item := range d.Items {
				told[item.Alert] = true
			}
		}
		now = nextWake(m, state, r, now)
	}
	if sent > 99 || len(told) != 10_000 {
		t.Errorf("%d mails tell of %d alerts, want tens of mails that tell of all 10000", sent, len(told))
	}
}

func TestAnAlertCarriesItsWorstFinding(t *testing.T) {
	r, _, m := many(1)
	f := func(rule string, severity model.Severity, route model.Route, stage int, pending bool) model.Finding {
		return model.Finding{Rule: rule, Group: "line", Subject: model.ParseSubject("watchdog"), Severity: severity, Route: route, Stage: stage, Pending: pending}
	}
	for name, c := range map[string]struct {
		findings []model.Finding
		want     string
	}{
		"severity":         {[]model.Finding{f("a", model.Warning, model.RoutePage, 3, false), f("b", model.Critical, model.RouteWork, 1, false)}, "b"},
		"then page":        {[]model.Finding{f("a", model.Warning, model.RouteWork, 3, false), f("b", model.Warning, model.RoutePage, 1, false)}, "b"},
		"then stage":       {[]model.Finding{f("a", model.Warning, model.RoutePage, 1, false), f("b", model.Warning, model.RoutePage, 2, false)}, "b"},
		"standing first":   {[]model.Finding{f("a", model.Critical, model.RoutePage, 1, true), f("b", model.Warning, model.RoutePage, 1, false)}, "b"},
		"the first of two": {[]model.Finding{f("a", model.Warning, model.RoutePage, 1, false), f("b", model.Warning, model.RoutePage, 1, false)}, "a"},
	} {
		t.Run(name, func(t *testing.T) {
			state, _ := m.Step(model.State{}, r, c.findings, factindex.New(), noon)
			for _, a := range state.Alerts {
				if a.Rule != c.want || len(state.Alerts) != 1 {
					t.Errorf("%d alerts, one of rule %s, want one of %s", len(state.Alerts), a.Rule, c.want)
				}
			}
		})
	}
}

func TestIDsAreShortAndGrowWhileTheyCollide(t *testing.T) {
	r, findings, m := many(1)
	first, _ := m.Step(model.State{}, r, findings[:1], factindex.New(), noon)
	id := slices.Collect(maps.Keys(first.Alerts))[0]
	if len(id) != 6 {
		t.Errorf("id %q has %d characters, want 6", id, len(id))
	}
	taken := model.State{Alerts: map[string]model.Alert{
		id: {ID: id, Key: "another", State: model.StateResolved, EndedAt: noon.Add(-240 * time.Hour)},
	}}
	second, _ := m.Step(taken, r, findings[:1], factindex.New(), noon)
	delete(second.Alerts, id)
	if longer := slices.Collect(maps.Keys(second.Alerts)); len(longer) != 1 || len(longer[0]) != 7 || longer[0][:6] != id {
		t.Errorf("ids beside %s: %v, want one of 7 characters that begins with it", id, longer)
	}
	later, _ := m.Step(model.State{}, r, findings[:1], factindex.New(), noon.Add(time.Hour))
	if _, same := later.Alerts[id]; same {
		t.Error("an alert that began at another time has the same id")
	}
}

func TestMailIDsAreTheSameForTheSameDecision(t *testing.T) {
	r, findings, m := many(20)
	m.Alerts.Immediate = true
	state := model.State{Notifications: model.NotificationState{Started: true}}
	_, first := m.Step(state, r, findings, factindex.New(), noon)
	_, again := m.Step(state, r, findings, factindex.New(), noon.In(time.FixedZone("elsewhere", 3600)))
	_, later := m.Step(state, r, findings, factindex.New(), noon.Add(time.Second))
	if len(mails(first)) != 10 || len(mails(again)) != 10 {
		t.Fatalf("%d and %d mails, want 10", len(mails(first)), len(mails(again)))
	}
	for i, d := range mails(first) {
		if d.Mail == "" || d.Mail != mails(again)[i].Mail || d.Mail == mails(later)[i].Mail {
			t.Errorf("mail %d: ids %q, %q again, %q a second later", i, d.Mail, mails(again)[i].Mail, mails(later)[i].Mail)
		}
	}
}

func TestChangedGivesWhatDiffers(t *testing.T) {
	r, findings, m := many(3)
	before, _ := m.Step(model.State{Notifications: model.NotificationState{Started: true}}, r, findings, factindex.New(), noon)
	if c := changes(before, before); !c.Empty() {
		t.Errorf("a state differs from itself: %+v", c)
	}
	same, _ := m.Step(before, r, findings, factindex.New(), noon.Add(time.Second))
	if c := changes(before, same); !c.Empty() {
		t.Errorf("a step in which nothing is due changes %+v", c)
	}
	var ended string
	for _, a := range before.Alerts {
		if a.Key == findings[0].Key() {
			ended = a.ID
		}
	}
	after, _ := m.Step(before, r, findings[1:], factindex.New(), noon.Add(2*time.Second))
	c := changes(before, after)
	if len(c.Alerts) != 1 || c.Alerts[0].ID != ended || c.Alerts[0].State != model.StateResolved || c.Notifications == nil {
		t.Errorf("change is %+v, want alert %s resolved and the desk without it", c, ended)
	}
}

func TestWithdrawnOnlyIfTheSubjectIsGone(t *testing.T) {
	team := &model.Team{ID: "team", Email: "team@us.test"}
	r := &model.Registry{
		Teams:     map[string]*model.Team{"team": team},
		Policies:  map[string]*model.Policy{"p": {ID: "p"}},
		Mailboxes: []*model.Mailbox{{ID: "orders"}},
		Suppliers: []*model.Supplier{{
			ID: "acme", Owner: team,
			Contacts:     []*model.Contact{{ID: "desk", Domain: "acme.test"}},
			Endpoints:    []*model.Endpoint{{ID: "portal"}},
			Supplies:     []*model.Supply{{ID: "resist"}},
			Contracts:    []*model.Contract{{ID: "msa"}},
			OrderWindows: []*model.OrderWindow{{ID: "yearly"}},
			Deliveries:   []*model.Delivery{{ID: "weekly"}},
			Ignores:      []model.Ignore{{Rule: "not-told"}},
		}},
	}
	there := []string{
		"acme/supplier", "acme/session", "acme/contact/desk", "acme/domain/ACME.test", "acme/endpoint/portal", "acme/supply/resist",
		"acme/contract/msa", "acme/order-window/yearly", "acme/delivery/weekly", "acme/ignore/not-told",
		"/mailbox/orders", "/team/team", "/policy/p", "/watchdog",
	}
	gone := []string{
		"acme/contact/x", "acme/domain/x.test", "acme/endpoint/x", "acme/supply/x", "acme/contract/x", "acme/order-window/x",
		"acme/delivery/x", "acme/ignore/x", "other/supplier", "/mailbox/x", "/team/x", "/policy/x",
	}
	for want, all := range map[model.AlertState][]string{model.StateResolved: there, model.StateWithdrawn: gone} {
		for _, about := range all {
			if got := endOf(t, r, about); got != want {
				t.Errorf("an alert about %q without a finding is %s, want %s", about, got, want)
			}
		}
	}
}

// endOf gives what becomes of an alert whose finding is gone. What it is about is SUPPLIER/SUBJECT.
func endOf(t *testing.T, r *model.Registry, about string) model.AlertState {
	t.Helper()
	var supplier, subject string
	for i := range about {
		if about[i] == '/' {
			supplier, subject = about[:i], about[i+1:]
			break
		}
	}
	a := model.Alert{ID: "a", Supplier: supplier, Subject: model.ParseSubject(subject), Group: "line", State: model.StateFiring, Severity: model.Critical, Step: -1}
	a.Key = model.AlertKey(supplier, model.ParseSubject(subject), "line", "")
	before := model.State{Alerts: map[string]model.Alert{"a": a}, Notifications: model.NotificationState{Started: true}}
	after, _ := notify.Machine{}.Step(before, r, nil, factindex.New(), noon)
	return after.Alerts["a"].State
}

func TestStepLeavesTheGivenStateAlone(t *testing.T) {
	r, findings, m := many(5)
	state := model.State{}
	for i := range 5 {
		before := asJSON(t, state)
		next, _ := m.Step(state, r, findings[i:], factindex.New(), noon.Add(time.Duration(i)*time.Minute))
		if after := asJSON(t, state); before != after {
			t.Fatalf("step %d changed its input from %s to %s", i, before, after)
		}
		state = next
	}
}

func TestATimeIsKeptInUTC(t *testing.T) {
	r, findings, m := many(1)
	state, decisions := m.Step(model.State{}, r, findings, factindex.New(), noon.In(time.FixedZone("elsewhere", 7200)))
	b, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	var read model.State
	if err := json.Unmarshal(b, &read); err != nil {
		t.Fatal(err)
	}
	if c := changes(state, read); !c.Empty() || decisions[0].At.Location() != time.UTC {
		t.Errorf("a state read back differs: %+v", c)
	}
}

func BenchmarkStep(b *testing.B) {
	r, findings, m := many(5_000)
	facts := factindex.New()
	state := model.State{}
	now := noon
	for range 3 { // past the first start
		state, _ = m.Step(state, r, findings, facts, now)
		now = now.Add(time.Minute)
	}
	b.Run("10000-alerts-nothing-due", func(b *testing.B) {
		for b.Loop() {
			m.Step(state, r, findings, facts, now)
		}
	})
	b.Run("10000-alerts-5000-escalate", func(b *testing.B) {
		for b.Loop() {
			m.Step(state, r, findings, facts, now.Add(2*time.Hour))
		}
	})
	b.Run("next-wake", func(b *testing.B) {
		for b.Loop() {
			nextWake(m, state, r, now)
		}
	})
	b.Run("changed", func(b *testing.B) {
		for b.Loop() {
			changes(state, state)
		}
	})
}
