package notify

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
)

// quietHours lets notices wait until the recipient's team works again.
type quietHours struct {
	alerts     *alert.Evaluation
	now        time.Time
	off        bool
	openings   map[[2]string]time.Time    // by the teams of recipient and owner: when it may be mailed
	suppressed map[string]*model.Decision // by recipient: what begins to wait
}

func newQuietHours(alerts *alert.Evaluation, off bool) *quietHours {
	return &quietHours{alerts: alerts, now: alerts.Now, off: off, openings: map[[2]string]time.Time{}, suppressed: map[string]*model.Decision{}}
}

// check checks the working hours for a notice whenever it is new, ready, or waits for an opening: working hours, policies and what
// overrides them may have changed since it was queued.
func (h *quietHours) check(q *model.Queued) {
	if !q.Since.Before(h.now) || q.Held == model.ReasonQuietHours || !q.Until.After(h.now) {
		h.suppress(q)
	}
}

// suppress lets a notice wait until its recipient's team works again, and releases one whose team does. What waits longer for another reason,
// as a resolution that must hold first, is left to that: its hours are checked again when it is ready.
func (h *quietHours) suppress(q *model.Queued) {
	opening := h.opening(*q)
	if q.Held != model.ReasonQuietHours && q.Until.After(opening) {
		return
	}
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

// opening is when a notice's recipient may be mailed: now, or when the hours begin in which it gets mails. A webhook has no hours.
func (h *quietHours) opening(q model.Queued) time.Time {
	a := h.alerts.Alerts[q.Alert]
	if h.off || !q.To.ByMail() || (q.Alert != "" && a.OverrideQuietHours) {
		return h.now
	}
	to, owner := h.alerts.Registry.Teams[q.To.Team], (*model.Team)(nil)
	key := [2]string{q.To.Team}
	if q.Alert != "" {
		owner = h.alerts.OwnerOf(a)
	}
	if owner != nil {
		key[1] = owner.ID
	}
	at, known := h.openings[key]
	if !known {
		at = escalation.MailHours(h.alerts.Registry, to, owner).NextOpening(h.now).UTC()
		h.openings[key] = at
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
