package notify

import (
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// dispatch is one evaluation of the notices that wait: which are sent now, and which wait longer.
type dispatch struct {
	settings  Machine
	alerts    *alert.Evaluation
	now       time.Time
	state     model.NotificationState // without its queue, which is alerts.Notices
	quiet     *quietHours
	limit     *rateLimit
	decisions []model.Decision
	mails     int // how many of the decisions cause a mail to a person

	initialLists map[string]list // what initial reports could list, once computed
	summaryLists map[string]list // what weekly summaries could list, once computed
}

// decideMail adds a decision that causes a mail.
func (d *dispatch) decideMail(mail model.Decision) {
	d.decisions = append(d.decisions, mail)
	if mail.To.ByMail() {
		d.mails++
	}
}

// limitReached reports whether no other recipient is mailed by this Step.
func (d *dispatch) limitReached() bool {
	return d.settings.MostMails > 0 && d.mails >= d.settings.MostMails
}

// ready reports whether a notice may be sent now.
func (d *dispatch) ready(q model.Queued) bool { return !q.Until.After(d.now) }

// queueDigest queues a mail of its own for one recipient: an initial report or a weekly summary.
func (d *dispatch) queueDigest(to model.Recipient, reason model.Reason) {
	until := d.now
	if reason == model.ReasonFirst {
		until = d.alerts.GroupEnd()
	}
	d.alerts.Notices[""] = append(d.alerts.Notices[""], model.Queued{To: to, Reason: reason, Since: d.now, Until: until})
}
