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

// Scope is the part of all alerts and findings that a Step goes through. It contains all alerts and all findings of each key of which it contains
// any. Where nothing can be decided about the other alerts, the result is that of going through all.
type Scope struct {
	Alerts   []string // ids, sorted
	Findings []*model.Finding
	Rest     Rest // nil: there is no rest, and Alerts is not used
	// InPlace writes into the map of alerts of the given state in place of a copy.
	InPlace bool
}

// Rest returns alerts and findings outside a scope.
type Rest interface {
	// Mailed returns the ids of the firing alerts of a team that have mails of their own.
	Mailed(team string) []string
	// Of returns the ids of all alerts of some suppliers, and all findings about them.
	Of(suppliers map[string]bool) (alerts []string, findings []*model.Finding)
}

// Everything is the scope of all alerts and findings.
func Everything(findings []model.Finding) Scope {
	all := make([]*model.Finding, len(findings))
	for i := range findings {
		all[i] = &findings[i]
	}
	return Scope{Findings: all}
}

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

	// Written are the alerts that the evaluation has written, as they were before.
	Written Written

	scope    Scope
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
		Written: Written{}, settings: s, facts: facts,
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

// index finds the alert of each key among alerts, after giving those of renamed suppliers their present key.
func (e *Evaluation) index(ids []string) {
	for _, id := range ids {
		a := e.Alerts[id]
		if !a.State.Open() && e.Now.Sub(a.EndedAt) > RefireWindow {
			continue
		}
		if current, ok := e.renamed[a.Supplier]; ok {
			a.Supplier = current
			a.Key = model.AlertKey(a.Supplier, a.Subject, a.Group, a.Occurrence)
			e.Save(a)
		}
		other, taken := e.latest[a.Key]
		if !taken || supersedes(a, e.Alerts[other]) {
			e.latest[a.Key] = id
		}
	}
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
	old, known := e.Alerts[a.ID]
	if known && same(&old, &a) {
		return
	}
	e.Written.note(a.ID, known, old)
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

// Know has the evaluation know the findings of more alerts that have mails of their own: nothing depends on those of tasks.
func (e *Evaluation) Know(ids []string) {
	if e.SeesAll() {
		return
	}
	suppliers := map[string]bool{}
	for _, id := range ids {
		if a := e.Alerts[id]; a.Mailed() && e.Findings[a.Key] == nil {
			suppliers[a.Supplier] = true
		}
	}
	e.know(suppliers)
}

// know adds all alerts of some suppliers and all findings about them to those that the evaluation knows.
func (e *Evaluation) know(suppliers map[string]bool) {
	alerts, findings := e.scope.Rest.Of(suppliers)
	for _, f := range findings {
		e.addFinding(f)
	}
	e.index(alerts)
}

// SeesAll reports whether the evaluation goes through all alerts.
func (e *Evaluation) SeesAll() bool { return e.scope.Rest == nil }

// InScope returns the ids of the alerts that the evaluation goes through, sorted.
func (e *Evaluation) InScope() []string {
	if e.SeesAll() {
		return slices.Sorted(maps.Keys(e.Alerts))
	}
	return e.scope.Alerts
}
