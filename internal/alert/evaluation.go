package alert

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Evaluation is one evaluation of all alerts. The maps of the given state are copied before the first change.
type Evaluation struct {
	Registry  *model.Registry
	Now       time.Time                 // in UTC
	Alerts    map[string]model.Alert    // by id; changed by Save only
	Findings  map[string]*model.Finding // the worst of each key
	Notices   map[string][]model.Queued // what waits to be sent, by alert; "" holds the mails that belong to no alert
	Decisions []model.Decision
	// Notifications is the state that belongs to no alert, without its queue.
	Notifications model.NotificationState
	First         bool // the state was empty: this is the first start

	settings Settings
	facts    *factindex.Index
	renamed  map[string]string // former supplier ids and the present ones
	latest   map[string]string // by key: the id of its open alert, else of the one that ended last
	copied   bool              // Alerts is a copy
	removing bool              // a reload removed too many suppliers to be believed yet
}

func (s Settings) newEvaluation(state model.State, r *model.Registry, facts *factindex.Index, now time.Time) *Evaluation {
	e := &Evaluation{
		Registry: r, Now: now.Round(0).UTC(), Alerts: state.Alerts, Findings: map[string]*model.Finding{}, Notices: map[string][]model.Queued{},
		Notifications: state.Notifications, First: !state.Notifications.Started && len(state.Alerts) == 0,
		settings: s, facts: facts,
	}
	e.Notifications.Started, e.Notifications.Queue = true, nil
	for _, q := range state.Notifications.Queue {
		// Notices about alerts that were dropped since are dropped too.
		if _, kept := e.Alerts[q.Alert]; kept || q.Alert == "" {
			e.Notices[q.Alert] = append(e.Notices[q.Alert], q)
		}
	}
	return e
}

// addFinding keeps the worst finding of each key. A finding that fires precedes one that is pending. Of two that fire the more severe one
// comes first, then the one that pages, then the one of the later stage.
func (e *Evaluation) addFinding(f *model.Finding) {
	key := f.Key()
	g := e.Findings[key]
	if g == nil || compareFindings(f, g) < 0 {
		e.Findings[key] = f
	}
}

func compareFindings(f, g *model.Finding) int {
	return cmp.Or(
		model.CompareBool(f.Pending, g.Pending),
		cmp.Compare(f.Severity.Rank(), g.Severity.Rank()),
		model.CompareBool(f.Route == model.RouteWork, g.Route == model.RouteWork),
		-cmp.Compare(f.Stage, g.Stage),
	)
}

// index returns the alert of each key, after giving alerts of renamed suppliers their present key.
func (e *Evaluation) index() map[string]string {
	found := make(map[string]string, len(e.Alerts))
	for _, id := range slices.Sorted(maps.Keys(e.Alerts)) {
		a := e.Alerts[id]
		if !a.State.Open() && e.Now.Sub(a.EndedAt) > RefireWindow {
			continue
		}
		if current, ok := e.renamed[a.Supplier]; ok {
			a.Supplier = current
			a.Key = model.AlertKey(a.Supplier, a.Subject, a.Group, a.Occurrence)
			e.Save(a)
		}
		other, taken := found[a.Key]
		if !taken || supersedes(a, e.Alerts[other]) {
			found[a.Key] = id
		}
	}
	return found
}

// supersedes reports whether of two alerts with the same key the first is the one that goes on: the open one, of two open ones the older,
// of two that ended the one that ended later.
func supersedes(a, b model.Alert) bool {
	switch {
	case a.State.Open() != b.State.Open():
		return a.State.Open()
	case a.State.Open():
		return a.Since.Before(b.Since)
	}
	return a.EndedAt.After(b.EndedAt)
}

// Save stores an alert if anything about it changed.
func (e *Evaluation) Save(a model.Alert) {
	if old, ok := e.Alerts[a.ID]; ok && same(&old, &a) {
		return
	}
	if !e.copied {
		e.Alerts, e.copied = maps.Clone(e.Alerts), true
		if e.Alerts == nil {
			e.Alerts = map[string]model.Alert{}
		}
	}
	e.Alerts[a.ID] = a
}

// decide records a decision that causes no mail. New tasks make one decision together, since a first start has thousands of them.
func (e *Evaluation) decide(reason model.Reason, detail string, items ...model.DecisionItem) {
	if n := len(e.Decisions); n > 0 && reason == model.ReasonFirst && e.Decisions[n-1].Reason == reason {
		e.Decisions[n-1].Items = append(e.Decisions[n-1].Items, items...)
		return
	}
	e.Decisions = append(e.Decisions, model.Decision{At: e.Now, Reason: reason, Items: items, Detail: detail})
}

// GroupEnd is when a group that begins now is mailed.
func (e *Evaluation) GroupEnd() time.Time {
	if e.settings.Immediate {
		return e.Now
	}
	return e.Now.Add(e.settings.GroupWait)
}

// drop removes the notices about an alert.
func (e *Evaluation) drop(id string) { delete(e.Notices, id) }

// OwnerOf returns the team that owns an alert: that of its finding, and once it is over that of its supplier, else the one whose summary
// lists it. It is nil for notifications for operators.
func (e *Evaluation) OwnerOf(a model.Alert) *model.Team {
	f, s := e.Findings[a.Key], e.Registry.Supplier(a.Supplier)
	switch {
	case a.State.Open() && f != nil && f.Route != model.RouteOperators:
		return f.Owner
	case a.State.Open() && f != nil, a.Route == model.RouteOperators:
		return nil
	case a.Supplier != "" && s != nil:
		return s.Owner
	}
	return e.Registry.Teams[a.Team]
}

// ownerCalendar is the calendar in which an alert's business days count: that of the team that owns it, else of the operators.
func (e *Evaluation) ownerCalendar(f *model.Finding) *civil.Calendar {
	if f.Route != model.RouteOperators && f.Owner != nil {
		return f.Owner.Calendar
	}
	for _, o := range e.settings.Operators {
		if t := e.Registry.Teams[o.Team]; t != nil {
			return t.Calendar
		}
	}
	return e.Registry.Unowned
}
