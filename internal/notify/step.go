package notify

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Step decides what follows from the findings at the instant now: first what becomes of every alert, then which mails are sent. The findings
// are sorted by Finding.Compare. Facts may be nil; then nothing is resolved, since there is no evidence. The given state is not modified;
// the one returned shares what did not change. Its times are in UTC. The same input has the same decisions, ids included.
func (m Machine) Step(state model.State, r *model.Registry, findings []model.Finding, facts *factindex.Index, now time.Time) (model.State, []model.Decision) {
	alerts := m.Alerts.Step(state, r, findings, facts, now)
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
	return d.finish(), d.decisions
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
		for _, item := range decision.Items {
			d.alerts.Reschedule(item.Alert)
		}
	}
}
