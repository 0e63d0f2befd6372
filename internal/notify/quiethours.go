package notify

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// quietHours lets notices wait until the recipient's team works again.
type quietHours struct {
	alerts     *alert.Evaluation
	now        time.Time
	off        bool
	openings   map[string]time.Time       // by team: when it may be mailed
	suppressed map[string]*model.Decision // by recipient: what begins to wait
}

func newQuietHours(alerts *alert.Evaluation, off bool) *quietHours {
	return &quietHours{alerts: alerts, now: alerts.Now, off: off, openings: map[string]time.Time{}, suppressed: map[string]*model.Decision{}}
}

// check checks the working hours for a notice whenever it is new, ready, or waits for an opening: working hours, policies and what
// overrides them may have changed since it was queued.
func (h *quietHours) check(q *model.Queued) {
	if !q.Since.Before(h.now) || q.Held == model.ReasonQuietHours || !q.Until.After(h.now) {
		h.suppress(q)
	}
}

// suppress lets a notice wait until its recipient's team works again, and releases one whose team does.
func (h *quietHours) suppress(q *model.Queued) {
	opening := h.opening(*q)
	if !opening.After(h.now) {
		if q.Held == model.ReasonQuietHours {
			q.Held, q.Until = "", h.now
		}
		return
	}
	if q.Held != model.ReasonQuietHours {
		h.record(*q)
	}
	q.Held, q.Until = model.ReasonQuietHours, opening
}

// opening is when a notice's recipient may be mailed: now, or when the team's working hours begin. A webhook and an address outside all
// teams have no hours.
func (h *quietHours) opening(q model.Queued) time.Time {
	t := h.alerts.Registry.Teams[q.To.Team]
	if h.off || t == nil || (q.Alert != "" && h.alerts.Alerts[q.Alert].OverrideQuietHours) {
		return h.now
	}
	at, known := h.openings[t.ID]
	if !known {
		at = t.Calendar.NextOpening(h.now).UTC()
		h.openings[t.ID] = at
	}
	return at
}

// record adds a notice to the one decision about what waits for the working hours of its recipient.
func (h *quietHours) record(q model.Queued) {
	name := q.To.String()
	d := h.suppressed[name]
	if d == nil {
		d = &model.Decision{At: h.now, Reason: model.ReasonQuietHours, To: q.To}
		h.suppressed[name] = d
	}
	if q.Alert == "" {
		return
	}
	d.Items = append(d.Items, model.DecisionItem{Alert: q.Alert, Step: q.Step, Reason: q.Reason})
	if a := h.alerts.Alerts[q.Alert]; !alert.Ending(q.Reason) {
		a.Reason = model.ReasonQuietHours
		h.alerts.Save(a)
	}
}

// decisions returns the decisions to wait for working hours, sorted by recipient.
func (h *quietHours) decisions() []model.Decision {
	var found []model.Decision
	for _, name := range slices.Sorted(maps.Keys(h.suppressed)) {
		found = append(found, *h.suppressed[name])
	}
	return found
}
