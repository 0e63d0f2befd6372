package notify_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	gocmp "github.com/google/go-cmp/cmp"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/alertscope"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// scopedSteps goes beside a life through no more alerts in each step than those about which anything may have to be decided.
type scopedSteps struct {
	index    *alertscope.Index
	findings []model.Finding // of the step before
	around   string          // what the steps are for
	partial  int             // how many steps did not go through everything
}

// around names everything that a step depends on besides its state, findings and facts. A life edits its registry in place.
func around(m notify.Machine, r *model.Registry, facts *factindex.Index) string {
	text := fmt.Sprintf("%+v %d %+v %t %d\n", m.Alerts, m.PerHour, m.Listeners, m.NoQuietHours, m.MostMails)
	text += fmt.Sprintf("%t %t %+v\n", facts == nil, m.Summary == nil, r.Mailboxes)
	for _, id := range slices.Sorted(maps.Keys(r.Teams)) {
		text += fmt.Sprintf("%s %p %+v\n", id, r.Teams[id], r.Teams[id])
	}
	for _, id := range slices.Sorted(maps.Keys(r.Policies)) {
		text += fmt.Sprintf("%s %p %+v\n", id, r.Policies[id], r.Policies[id])
	}
	for _, s := range r.Suppliers {
		text += fmt.Sprintf("%s %p %+v\n", s.ID, s, *s)
	}
	return text
}

// changed returns the suppliers of which any finding is other than in the step before, or about an alert of which a fact is new.
func (x *scopedSteps) changed(state model.State, findings []model.Finding, facts *factindex.Index) map[string]bool {
	bySupplier := func(all []model.Finding) map[string][]model.Finding {
		found := map[string][]model.Finding{}
		for _, f := range all {
			found[f.Supplier] = append(found[f.Supplier], f)
		}
		return found
	}
	before, now, changed := bySupplier(x.findings), bySupplier(findings), map[string]bool{}
	for supplier := range before {
		changed[supplier] = !reflect.DeepEqual(before[supplier], now[supplier])
	}
	for supplier := range now {
		changed[supplier] = !reflect.DeepEqual(before[supplier], now[supplier])
	}
	for id, a := range state.Alerts {
		if about := facts.Of("", model.KindAlert.Subject(id)); len(about) > 0 && about[len(about)-1].Seq > a.LastFactSeq {
			changed[a.Supplier] = true
		}
	}
	maps.DeleteFunc(changed, func(_ string, is bool) bool { return !is })
	return changed
}

// compare makes the step of a life once more, and wants the same result.
func (x *scopedSteps) compare(s *scenario, findings []model.Finding, facts *factindex.Index, after model.State, decisions []model.Decision) {
	s.t.Helper()
	scope, known := alert.Everything(findings), around(s.machine, s.registry, facts)
	if x.index.Sees(s.state, s.registry, s.now) && known == x.around && !s.machine.Alerts.Force && !s.machine.Alerts.Immediate {
		suppliers := x.changed(s.state, findings, facts)
		for id := range x.index.Due(s.state.Notifications.Queue, s.now) {
			suppliers[s.state.Alerts[id].Supplier] = true
		}
		scope = x.index.Suppliers(alert.Everything(findings).Findings, suppliers)
		x.partial++
	}
	got := s.machine.StepScope(s.state, s.registry, scope, facts, s.now)
	if diff := gocmp.Diff(decisions, got.Decisions); diff != "" {
		s.t.Fatalf("%s: a step through a part of all alerts decides otherwise (-all +part):\n%s", s.line, diff)
	}
	if asJSON(s.t, after) != asJSON(s.t, got.State) {
		s.t.Fatalf("%s: a step through a part of all alerts leads elsewhere (-all +part):\n%s", s.line, gocmp.Diff(after, got.State))
	}
	if diff := gocmp.Diff(changes(s.state, after).Alerts, got.Written.Changed(got.State.Alerts)); diff != "" {
		s.t.Fatalf("%s: a step names other alerts as changed than there are:\n%s", s.line, diff)
	}
	if x.findings, x.around = findings, known; scope.Rest == nil {
		x.index = alertscope.New(got.State, s.registry, s.now)
	}
	x.index.Stepped(got.State.Alerts, got.Seen, got.Written, got.Decisions, s.state.Notifications.Queue, s.now)
	x.compareInstants(s, after)
}

// compareInstants wants the index to know the same instants as all alerts together.
func (x *scopedSteps) compareInstants(s *scenario, after model.State) {
	s.t.Helper()
	if want, got := nextWake(s.machine, after, s.registry, s.now), alert.Earliest(s.machine.NextWake(after.Notifications, s.now), x.index.NextWake()); !got.Equal(want) {
		s.t.Fatalf("%s: the next wake is %s, want %s", s.line, got, want)
	}
	want, settled := settledUntil(s.machine, after, s.registry, s.now)
	if got, _ := s.machine.SettledUntil(after.Notifications, s.now); settled && !alert.Earliest(got, x.index.NextChange()).Equal(want) {
		s.t.Fatalf("%s: all is settled until %s or %s, want %s", s.line, got, x.index.NextChange(), want)
	}
}
