package notify

import (
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// holdForLimit lets notices wait until the limit allows a mail, and returns how many of them did not wait for it before.
func (d *dispatch) holdForLimit(notices []model.Queued, free time.Time) (added int) {
	decision := model.Decision{At: d.now, Reason: model.ReasonRateLimited, To: notices[0].To}
	for i := range notices {
		q := &notices[i]
		if q.Held != model.ReasonRateLimited {
			decision.Items = append(decision.Items, model.DecisionItem{Alert: q.Alert, Step: q.Step, Reason: q.Reason})
			d.alerts.RecordHeld(*q)
			q.InNotice = false
		}
		q.Held, q.Until = model.ReasonRateLimited, free
	}
	if len(decision.Items) > 0 {
		d.decisions = append(d.decisions, decision)
	}
	return len(decision.Items)
}

// urgentNoticeGap is the least time between two rate-limit notices to one recipient.
const urgentNoticeGap = 10 * time.Minute

// sendRateLimitNotice sends a recipient a list of the alerts that wait for the limit, the most urgent first: at most once an hour, and
// sooner for urgent alerts that were not named yet. This mail does not count towards the limit, and starts no step's clock.
func (d *dispatch) sendRateLimitNotice(q *recipientQueue, added int) {
	name := q.to.String()
	last, known := d.limit.notices[name]
	switch since := d.now.Sub(last); {
	case (!known || since >= time.Hour) && added > 0:
	case since < urgentNoticeGap, !slices.ContainsFunc(q.notices, d.urgentUnnamed):
		return
	}
	notice := model.Decision{At: d.now, Reason: model.ReasonRateLimited, Kind: model.MailRateLimitNotice, To: q.to}
	for i := range q.notices {
		if n := &q.notices[i]; n.Held == model.ReasonRateLimited {
			n.InNotice = true
			notice.Items = append(notice.Items, model.DecisionItem{Alert: n.Alert, Step: n.Step, Reason: n.Reason})
		}
	}
	sortItems(d.alerts, notice.Items)
	notice.Held = len(notice.Items)
	notice.Mail = mailID(notice)
	d.decideMail(notice)
	d.limit.notices[name] = d.now
}

// urgentUnnamed reports whether the limit holds an urgent notice that its recipient, who may be mailed now, does not know of.
func (d *dispatch) urgentUnnamed(q model.Queued) bool {
	if q.Held != model.ReasonRateLimited || q.InNotice || alert.Ending(q.Reason) {
		return false
	}
	a := d.alerts.Alerts[q.Alert]
	return (a.OverrideQuietHours || a.Severity == model.Critical) && !d.quiet.opening(q).After(d.now)
}
