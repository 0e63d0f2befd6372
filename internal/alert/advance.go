package alert

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// life is one alert during one pass.
type life struct {
	*pass
	a model.Alert
	f *model.Finding // nil: nothing stands

	reason  model.Reason // why step 0 is due; empty where the step itself says it
	notMine bool         // somebody passed it on: the next step is due at once
	refused bool         // nobody of the step took the mail: so is it then
	skipped bool         // the step had nobody to mail: so is it then
}

// advance leads every open alert through this pass.
func (p *pass) advance() {
	for _, id := range slices.Sorted(maps.Keys(p.alerts)) {
		a := p.alerts[id]
		l := &life{pass: p, a: a, f: p.standing[a.Key]}
		l.hear()
		switch {
		case !a.State.Open():
		case p.latest[a.Key] != id: // a rename led two alerts to the same key
			l.finish(model.StateWithdrawn, model.ReasonWithdrawn)
		default:
			l.live()
		}
		p.put(l.a)
	}
}

func (l *life) live() {
	switch {
	case l.f == nil:
		l.gone()
	case l.over(l.f.Supplier, l.teamOf(l.f), l.f.ExpiresOn, everywhere):
		l.finish(model.StateLapsed, model.ReasonLapsed)
	default:
		l.stands()
	}
}

// gone ends an alert without a finding. Only evidence resolves: while nobody looked, or while its supplier's removal is not believed, the
// alert stays as it is.
func (l *life) gone() {
	switch {
	case l.heldBack(l.a.Supplier):
	case !l.exists(l.a.Supplier, l.a.Subject):
		l.finish(model.StateWithdrawn, model.ReasonWithdrawn)
	case l.over(l.a.Supplier, l.a.Team, l.a.ExpiresOn, quorum(l.facts == nil)): // while nobody looks it is not known to be gone
		l.finish(model.StateLapsed, model.ReasonLapsed)
	case l.facts != nil:
		l.finish(model.StateResolved, model.ReasonResolved)
	}
}

// finish ends the alert and tells whoever was told.
func (l *life) finish(state model.AlertState, reason model.Reason) {
	silent := l.a.State == model.StatePending
	l.drop(l.a.ID)
	l.letGo()
	l.a.State, l.a.Reason, l.a.EndedAt = state, reason, l.now
	l.a.NextAt, l.a.NotBefore = time.Time{}, time.Time{}
	if silent {
		return
	}
	told := l.told()
	if len(told) == 0 || (reason == model.ReasonResolved && !l.ResolveNotice) {
		l.decide(reason, "", l.item(l.a.Step, reason))
		return
	}
	for _, to := range told {
		l.enqueue(to, l.a.Step, reason)
	}
}

// stands leads on an alert whose finding is there. One that is damped again neither ends the alert nor moves it.
func (l *life) stands() {
	if l.f.Pending {
		l.a.ExpiresOn, l.a.Team = l.f.ExpiresOn, l.teamOf(l.f)
		return
	}
	before, worse := l.a, isWorse(l.a, l.f)
	l.describe()
	switch {
	case before.State == model.StatePending:
		l.restart(model.ReasonFirst)
	case worse:
		l.a.WorseAt = l.now
		l.restart(model.ReasonWorse)
	case mailed(before) && !mailed(l.a), l.f.NotifyOnce && before.Rule != l.f.Rule:
		l.unsay()
	}
	l.expire()
	l.steps()
}

// isWorse compares what an alert was with what is found now. A later rule of the same story is worse whatever its severity: a missed
// deadline may be less severe than one that could still be met, and somebody must hear of it all the same. Otherwise a lower severity is
// never worse. While an acknowledgement or a snooze holds, the severity that it was given for counts.
func isWorse(a model.Alert, f *model.Finding) bool {
	was := a.Severity
	if held(a) && a.AckSeverity != "" {
		was = a.AckSeverity
	}
	switch {
	case f.Stage > a.Stage:
		return true
	case f.Severity.Rank() > was.Rank():
		return false
	}
	return f.Severity.Rank() < was.Rank() || (a.Route == model.RouteWork && f.Route != model.RouteWork)
}

// mailed reports whether an alert is told by mails of its own: it pages, and is more than information.
func mailed(a model.Alert) bool { return a.Route != model.RouteWork && a.Severity != model.Info }

// describe lets the alert speak of its worst current finding.
func (l *life) describe() {
	a, f := &l.a, l.f
	a.Rule, a.Severity, a.Route, a.Stage = f.Rule, f.Severity, f.Route, f.Stage
	a.Message, a.Due, a.Exposure, a.ExpiresOn = f.Message, f.Due, f.Exposure, f.ExpiresOn
	a.OverrideQuietHours = f.OverrideQuietHours && policyOf(f).QuietHours == model.Ignored
	a.Team = l.teamOf(f)
}

// restart goes back to before step 0, whatever was promised.
func (l *life) restart(reason model.Reason) {
	l.unsay()
	l.letGo()
	l.a.State, l.a.Reason = model.StateFiring, reason
	l.a.NotBefore = time.Time{}
	l.reason = reason
	if !mailed(l.a) {
		l.decide(reason, "", l.item(l.a.Step, reason))
	}
}

// unsay takes back what waits to be told, and starts the steps anew.
func (l *life) unsay() {
	l.drop(l.a.ID)
	l.a.Step, l.a.Repeats = -1, 0
}

// raise gives every finding without an open alert one: the one that ended a short time ago, else a new one.
func (p *pass) raise() {
	for _, key := range slices.Sorted(maps.Keys(p.standing)) {
		f := p.standing[key]
		id, known := p.latest[key]
		if p.over(f.Supplier, p.teamOf(f), f.ExpiresOn, everywhere) || (known && p.alerts[id].State.Open()) {
			continue
		}
		l := &life{pass: p, f: f}
		switch {
		case !known:
			l.begin(key)
		case f.Pending:
			continue
		default:
			l.a = p.alerts[id]
			l.again()
		}
		p.put(l.a)
	}
}

// begin makes a new alert.
func (l *life) begin(key string) {
	f := l.f
	l.a = model.Alert{
		ID: newID(key, l.now, l.alerts), Key: key, Since: l.now, Step: -1,
		Supplier: f.Supplier, Subject: f.Subject, Group: f.Group, Occurrence: f.Occurrence,
		State: model.StatePending, Reason: model.ReasonFirst,
	}
	l.describe()
	if f.Pending {
		return
	}
	l.restart(model.ReasonFirst)
	l.steps()
}

// again reopens an alert that ended. Unless it came back worse than somebody was told, its first step waits until an hour after the one
// before, so that what comes and goes does not mail each time.
func (l *life) again() {
	reason := model.ReasonFirst
	if heard := len(l.a.Notified) > 0 || !l.a.SummarizedAt.IsZero(); heard && isWorse(l.a, l.f) {
		reason, l.a.WorseAt = model.ReasonWorse, l.now
	}
	l.describe()
	l.restart(reason)
	l.a.EndedAt = time.Time{}
	if last := l.lastFirst(); reason == model.ReasonFirst && !last.IsZero() {
		l.a.NotBefore = notAfter(last, l.now).Add(refireGap)
	}
	l.steps()
}

// lastFirst is when step 0 was last told to anybody; zero if it never was.
func (l *life) lastFirst() time.Time {
	var last time.Time
	for _, n := range l.a.Notified {
		if n.Step == 0 && !ending(n.Reason) && n.Result != model.MailHeld && n.At.After(last) {
			last = n.At
		}
	}
	return last
}

// ending reports whether a reason is one to tell that an alert is over.
func ending(r model.Reason) bool {
	return r == model.ReasonResolved || r == model.ReasonLapsed || r == model.ReasonWithdrawn
}

func (l *life) item(step int, reason model.Reason) model.DecisionItem {
	return model.DecisionItem{Alert: l.a.ID, Step: step, Reason: reason}
}
