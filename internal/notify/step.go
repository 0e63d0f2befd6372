package notify

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Step decides what follows from the findings at the instant now: first what becomes of every alert, then which mails are sent. The findings
// are sorted by Finding.Compare. Facts may be nil; then nothing is resolved, since there is no evidence. The given state is not modified;
// the one returned shares what did not change. Its times are in UTC. The same input has the same decisions, ids included.
func (m Machine) Step(state model.State, r *model.Registry, findings []model.Finding, facts *factindex.Index, now time.Time) (model.State, []model.Decision) {
	result := m.StepScope(state, r, alert.Everything(findings), facts, now)
	return result.State, result.Decisions
}

// Result is what a Step decided.
type Result struct {
	State     model.State
	Decisions []model.Decision
	Written   alert.Written
	Seen      []string // the ids of the alerts that the Step went through or wrote, in no order
}

// StepScope is Step for the part of all alerts about which anything may have to be decided.
func (m Machine) StepScope(state model.State, r *model.Registry, scope alert.Scope, facts *factindex.Index, now time.Time) Result {
	alerts := m.Alerts.Step(state, r, scope, facts, now)
	d := &dispatch{
		settings: m, alerts: alerts, now: alerts.Now, state: alerts.Notifications, decisions: alerts.Decisions,
		quiet: newQuietHours(alerts, m.NoQuietHours), limit: newRateLimit(m.PerHour, alerts.Notifications, alerts.Now),
	}
	d.limit.rollBackClock(alerts.Future)
	d.queueInitialReports()
	d.queueDueSummaries()
	d.flushQueue()
	if !d.limitReached() {
		d.notifyListeners()
	}
	after := d.finish()
	return Result{State: after, Decisions: d.decisions, Written: alerts.Written, Seen: d.seen()}
}

// seen returns the ids of the alerts that this Step went through or wrote, in no order.
func (d *dispatch) seen() []string {
	if d.alerts.SeesAll() {
		return slices.Collect(maps.Keys(d.alerts.Alerts))
	}
	ids := slices.AppendSeq(slices.Clone(d.alerts.InScope()), maps.Keys(d.alerts.Written))
	slices.Sort(ids)
	return slices.Compact(ids)
}

// finish sorts the queue and returns the new state.
func (d *dispatch) finish() model.State {
	d.state.Queue = nil
	for _, id := range slices.Sorted(maps.Keys(d.alerts.Notices)) {
		d.state.Queue = append(d.state.Queue, d.alerts.Notices[id]...)
	}
	slices.SortStableFunc(d.state.Queue, compareNotices)
	d.reschedule()
	d.limit.store(&d.state)
	return model.State{Alerts: d.alerts.Alerts, Notifications: d.state}
}

// reschedule sets for every alert whose steps moved when the next one is due.
func (d *dispatch) reschedule() {
	for _, q := range d.state.Queue {
		if q.Alert != "" {
			d.alerts.Reschedule(q.Alert)
		}
	}
	for _, decision := range d.decisions {
		d.alerts.Know(ids(decision.Items))
		for _, item := range decision.Items {
			d.alerts.Reschedule(item.Alert)
		}
	}
}
