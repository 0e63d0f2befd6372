package simulate

import (
	"errors"
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/timerqueue"
)

// run is a simulation in progress.
type run struct {
	Simulation Simulation
	now        time.Time
	started    bool

	findings      *findingIndex
	alerts        *alertIndex
	wakes         timerqueue.Queue // alerts, by when something is due for them
	notifications model.NotificationState
	facts         *factindex.Index
	answers       answers
	scope         *scope
	events        events
}

func newRun(s Simulation) *run {
	return &run{
		Simulation: s, findings: newFindingIndex(s.Registry, s.From, s.Until), alerts: newAlertIndex(), facts: factindex.New(),
		answers: answers{assume: s.Assume, by: map[string]string{}, again: map[string]bool{}}, scope: &scope{alerts: map[string]bool{}},
	}
}

// evaluate makes one evaluation at an instant.
func (r *run) evaluate(now time.Time) error {
	r.now = now
	due, facts := r.answers.acknowledge(r.alerts.all, r.Simulation.Registry, now)
	r.addFacts(facts)
	due = append(due, r.wakes.Take(now)...)
	r.selectScope(due)
	for {
		r.events = events{now: now}
		err := r.evaluateScope()
		var taken *idTaken
		if !errors.As(err, &taken) {
			r.scheduleAlerts(due)
			return err
		}
		r.scope.include(taken.id, r.alerts, r.findings)
	}
}

// evaluateScope evaluates what is in scope, and saves the result.
func (r *run) evaluateScope() error {
	machine := r.Simulation.Machine
	// The registry never changes, so that no removal of suppliers has to be confirmed.
	machine.Alerts.Immediate, machine.Alerts.Force = !r.started, true
	before := model.State{Alerts: r.visibleAlerts(), Notifications: r.notifications}
	scope := alert.Everything(r.scope.findings)
	scope.InPlace = true
	outcome, err := engine.Decide(engine.Input{
		Now: r.now, Registry: r.Simulation.Registry, Findings: scope.Findings, Facts: r.facts, State: before, Scope: &scope, Machine: machine,
		Details:  r.Simulation.FullMails,
		Composer: summaryComposer{composer: r.Simulation.Composer, machine: r.Simulation.Machine, alerts: r.alerts, scope: r.scope},
	})
	if err != nil {
		return err
	}
	if err := r.save(outcome.Change(before), outcome.Written); err != nil {
		return err
	}
	r.started = true
	r.events.addDecisions(outcome, r.alerts.all, r.Simulation.FullMails)
	return nil
}

func (r *run) visibleAlerts() map[string]model.Alert {
	if r.scope.everything {
		return r.alerts.showAll()
	}
	return r.alerts.show(r.scope.alerts)
}

// save stores what an evaluation changed, and adds an event for every alert that began, changed or ended.
func (r *run) save(change model.Change, written alert.Written) error {
	if err := r.alerts.check(change.Alerts); err != nil {
		return err
	}
	ids := make([]string, len(change.Alerts))
	for i, a := range change.Alerts {
		ids[i] = a.ID
		r.answers.expect(a, r.now)
		r.events.addAlert(r.alerts.save(a, written[a.ID]), a)
	}
	r.events.sort()
	r.scheduleAlerts(ids)
	if change.Notifications != nil {
		r.notifications = *change.Notifications
	}
	if r.findings.prefetcher.addFacts(change.Facts) {
		r.findings.schedule("", r.now.Add(engine.RetryInterval))
	}
	r.addFacts(change.Facts)
	return nil
}

func (r *run) addFacts(facts []model.Fact) {
	for _, f := range facts {
		f.Seq = r.facts.Seq() + 1
		r.facts.Add(f)
	}
}

// next returns the first instant after now at which anything is due.
func (r *run) next() time.Time {
	next := r.Simulation.Machine.NextWake(r.notifications, r.now)
	for _, q := range []*timerqueue.Queue{&r.findings.changes, &r.wakes, &r.answers.timers} {
		if at := q.Next(); next.IsZero() || (!at.IsZero() && at.Before(next)) {
			next = at
		}
	}
	return next
}

// scheduleAlerts notes when something is next due for alerts.
func (r *run) scheduleAlerts(ids []string) {
	for _, id := range ids {
		if a, ok := r.alerts.all[id]; ok {
			r.wakes.Set(id, alert.NextWake(a, r.Simulation.Registry, r.now))
		}
	}
}

// selectScope selects what the evaluation sees: changed findings, alerts that are due, and alerts that wait to be mailed. If a weekly
// summary is due, it also sees what is new for summaries. While an initial report waits it sees everything, since a mail that ignores quiet
// hours takes the report along.
func (r *run) selectScope(due []string) {
	r.scope.reset()
	changed := r.findings.update(r.now)
	for _, q := range r.notifications.Queue {
		if q.Alert != "" {
			due = append(due, q.Alert)
		}
	}
	due = append(due, r.remindedTogether(due)...)
	for _, id := range due {
		r.findings.refreshExposure(r.alerts.all[id].Supplier, r.now)
	}
	if r.Simulation.FullMails {
		r.findings.refreshTexts(r.now)
	}
	switch {
	case r.Simulation.FullMails, !r.notifications.Started, r.waits(model.ReasonFirst, time.Time{}):
		r.scope.includeAll(r.findings)
		return
	case r.waits(model.ReasonSummary, r.now), !r.notifications.SummaryAt.IsZero() && !r.notifications.SummaryAt.After(r.now):
		r.alerts.dropExpired(r.now)
		due = append(due, r.alerts.forSummary()...)
	}
	for supplier, keys := range changed {
		for _, key := range keys {
			r.scope.includeKey(supplier, key, r.alerts, r.findings)
		}
	}
	for _, id := range due {
		r.scope.include(id, r.alerts, r.findings)
	}
}

// remindedTogether returns the alerts whose reminders may share a mail with those of the alerts that are due.
func (r *run) remindedTogether(due []string) []string {
	var ids []string
	teams := map[string]bool{}
	for _, id := range due {
		if a := r.alerts.all[id]; !teams[a.Team] && a.Step >= 0 && !a.NextAt.IsZero() && !a.NextAt.After(r.now) {
			teams[a.Team] = true
			ids = slices.AppendSeq(ids, maps.Keys(r.alerts.mailed[a.Team]))
		}
	}
	return ids
}

// waits reports whether weekly summaries or initial reports wait, until an instant at most if one is given.
func (r *run) waits(reason model.Reason, until time.Time) bool {
	return slices.ContainsFunc(r.notifications.Queue, func(q model.Queued) bool {
		return q.Alert == "" && q.Reason == reason && (until.IsZero() || !q.Until.After(until))
	})
}
