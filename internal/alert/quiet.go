package alert

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// listen looks at the hours of a queue entry whenever it is new, or would be mailed, or waits for an opening: hours, policies and what
// wakes may have changed since it was put there.
func (p *pass) listen(q *model.Queued) {
	if !q.Since.Before(p.now) || q.Held == model.ReasonQuietHours || p.ready(*q) {
		p.hush(q)
	}
}

// hush lets a queue entry wait until its recipient's team works again, and releases one whose team does.
func (p *pass) hush(q *model.Queued) {
	opening := p.opening(*q)
	if !opening.After(p.now) {
		if q.Held == model.ReasonQuietHours {
			q.Held, q.Until = "", p.now
		}
		return
	}
	if q.Held != model.ReasonQuietHours {
		p.tellHushed(*q)
	}
	q.Held, q.Until = model.ReasonQuietHours, opening
}

// opening is when a queue entry's recipient may be mailed: now, or when the team's working hours begin. A webhook and an address outside
// all teams have no hours.
func (p *pass) opening(q model.Queued) time.Time {
	t := p.team(q.To.Team)
	if p.NoQuietHours || t == nil || (q.Alert != "" && p.alerts[q.Alert].OverrideQuietHours) {
		return p.now
	}
	at, known := p.openings[t.ID]
	if !known {
		at = t.Calendar.NextOpening(p.now).UTC()
		p.openings[t.ID] = at
	}
	return at
}

// tellHushed gathers what waits for hours into one decision a recipient.
func (p *pass) tellHushed(q model.Queued) {
	name := q.To.String()
	d := p.hushed[name]
	if d == nil {
		d = &model.Decision{At: p.now, Reason: model.ReasonQuietHours, To: q.To}
		p.hushed[name] = d
	}
	if q.Alert == "" {
		return
	}
	d.Items = append(d.Items, model.DecisionItem{Alert: q.Alert, Step: q.Step, Reason: q.Reason})
	if a := p.alerts[q.Alert]; !ending(q.Reason) {
		a.Reason = model.ReasonQuietHours
		p.put(a)
	}
}

// hushes gives the decisions to wait for hours, sorted by recipient.
func (p *pass) hushes() []model.Decision {
	var found []model.Decision
	for _, name := range slices.Sorted(maps.Keys(p.hushed)) {
		found = append(found, *p.hushed[name])
	}
	return found
}
