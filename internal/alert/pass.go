package alert

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// pass is one Step at work. The maps of the given state are copied before the first change.
type pass struct {
	Machine
	registry *model.Registry
	facts    *model.Facts
	now      time.Time

	standing map[string]*model.Finding // the worst finding of each key
	renamed  map[string]string         // former supplier ids and the present ones
	latest   map[string]string         // key and the id of its open alert, else of the one that ended last
	alerts   map[string]model.Alert
	copied   bool // alerts is our own copy
	desk     model.NotificationState
	fresh    bool // the state is empty: this is the first start
	removing bool // a reload took too many suppliers away to be believed yet

	queue     map[string][]model.Queued // by alert; "" holds the mails without one
	hushed    map[string]*model.Decision
	decisions []model.Decision
	listed    map[model.Reason]map[string]list // what letters and first mails could say, once worked out
	openings  map[string]time.Time             // by team: when it may be mailed
}

func (m Machine) begin(state model.State, r *model.Registry, findings []model.Finding, facts *model.Facts, now time.Time) *pass {
	p := &pass{
		Machine: m, registry: r, facts: facts, now: now.Round(0).UTC(),
		standing: make(map[string]*model.Finding, len(findings)),
		alerts:   state.Alerts, desk: state.Notifications,
		fresh: !state.Notifications.Started && len(state.Alerts) == 0,
		queue: map[string][]model.Queued{}, hushed: map[string]*model.Decision{}, openings: map[string]time.Time{}, listed: map[model.Reason]map[string]list{},
	}
	p.desk.Started = true
	p.desk.Sent, p.desk.RateLimitNotices = maps.Clone(p.desk.Sent), maps.Clone(p.desk.RateLimitNotices)
	for _, q := range p.desk.Queue {
		// Of an alert that was let go since nothing can be said any more.
		if _, kept := p.alerts[q.Alert]; kept || q.Alert == "" {
			p.queue[q.Alert] = append(p.queue[q.Alert], q)
		}
	}
	p.setBack()
	for i := range findings {
		p.stand(&findings[i])
	}
	p.renamed = formerIDs(r)
	p.latest = p.index()
	return p
}

// stand keeps the worst finding of each key. What stands beats what is still damped; of two that both stand the graver wins, then the
// one that pages, then the one further on in the story.
func (p *pass) stand(f *model.Finding) {
	key := f.Key()
	g := p.standing[key]
	if g == nil || rank(f, g) < 0 {
		p.standing[key] = f
	}
}

func rank(f, g *model.Finding) int {
	return cmp.Or(
		compareBool(f.Pending, g.Pending),
		cmp.Compare(f.Severity.Rank(), g.Severity.Rank()),
		compareBool(f.Route == model.RouteWork, g.Route == model.RouteWork),
		-cmp.Compare(f.Stage, g.Stage),
	)
}

// compareBool orders false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// index names the alert of each key, after giving alerts of renamed suppliers their present key.
func (p *pass) index() map[string]string {
	found := make(map[string]string, len(p.alerts))
	for _, id := range slices.Sorted(maps.Keys(p.alerts)) {
		a := p.alerts[id]
		if !a.State.Open() && p.now.Sub(a.EndedAt) > Refire {
			continue
		}
		if current, ok := p.renamed[a.Supplier]; ok {
			a.Supplier = current
			a.Key = model.AlertKey(a.Supplier, a.Subject, a.Group, a.Occurrence)
			p.put(a)
		}
		other, taken := found[a.Key]
		if !taken || supersedes(a, p.alerts[other]) {
			found[a.Key] = id
		}
	}
	return found
}

// supersedes reports whether of two alerts with the same key the first is the one that goes on: the open one, of two open ones the older,
// of two that are over the one that ended later.
func supersedes(a, b model.Alert) bool {
	switch {
	case a.State.Open() != b.State.Open():
		return a.State.Open()
	case a.State.Open():
		return a.Since.Before(b.Since)
	}
	return a.EndedAt.After(b.EndedAt)
}

// put writes an alert back if anything about it changed.
func (p *pass) put(a model.Alert) {
	if old, ok := p.alerts[a.ID]; ok && same(&old, &a) {
		return
	}
	if !p.copied {
		p.alerts, p.copied = maps.Clone(p.alerts), true
		if p.alerts == nil {
			p.alerts = map[string]model.Alert{}
		}
	}
	p.alerts[a.ID] = a
}

// decide records a decision that causes no mail. What begins to make work is one decision for all, since a first start has thousands.
func (p *pass) decide(reason model.Reason, detail string, items ...model.DecisionItem) {
	if n := len(p.decisions); n > 0 && reason == model.ReasonFirst && p.decisions[n-1].Reason == reason {
		p.decisions[n-1].Items = append(p.decisions[n-1].Items, items...)
		return
	}
	p.decisions = append(p.decisions, model.Decision{At: p.now, Reason: reason, Items: items, Detail: detail})
}

// end puts the queue back in order and gives the new state and the decisions.
func (p *pass) end() (model.State, []model.Decision) {
	p.desk.Queue = nil
	for _, id := range slices.Sorted(maps.Keys(p.queue)) {
		p.desk.Queue = append(p.desk.Queue, p.queue[id]...)
	}
	slices.SortStableFunc(p.desk.Queue, compareQueued)
	p.plan()
	p.prune()
	return model.State{Alerts: p.alerts, Notifications: p.desk}, p.decisions
}

// plan says of every alert whose steps moved when the next one is due.
func (p *pass) plan() {
	for _, q := range p.desk.Queue {
		if q.Alert != "" {
			p.replan(q.Alert)
		}
	}
	for _, d := range p.decisions {
		for _, item := range d.Items {
			p.replan(item.Alert)
		}
	}
}

func (p *pass) replan(id string) {
	a := p.alerts[id]
	a.NextAt = p.nextAt(a)
	p.put(a)
}

func compareQueued(a, b model.Queued) int {
	return cmp.Or(
		strings.Compare(a.To.String(), b.To.String()),
		a.Since.Compare(b.Since),
		strings.Compare(a.Alert, b.Alert),
		cmp.Compare(a.Step, b.Step),
	)
}

// team gives a team of ours by id; nil for none.
func (p *pass) team(id string) *model.Team { return p.registry.Teams[id] }

// ours is the calendar in which an alert's business days count: that of the team that owns it, else of the operators.
func (p *pass) ours(f *model.Finding) *civil.Calendar {
	if f.Route != model.RouteOperators && f.Owner != nil {
		return f.Owner.Calendar
	}
	for _, o := range p.Operators {
		if t := p.team(o.Team); t != nil {
			return t.Calendar
		}
	}
	return nil
}
