package notify

import (
	"maps"
	"slices"

	"supplierwatch/internal/model"
)

// queueInitialReports queues one mail for each recipient at the first start: everything there is to say, instead of many single mails about
// alerts that nobody has seen before.
func (d *dispatch) queueInitialReports() {
	if !d.alerts.First {
		return
	}
	to := map[string]model.Recipient{}
	for _, waiting := range d.alerts.Notices {
		for _, q := range waiting {
			to[q.To.String()] = q.To
		}
	}
	for name, l := range d.initialReportLists() {
		if worthAMail(d.alerts, l.items) {
			to[name] = l.to
		}
	}
	for _, name := range slices.Sorted(maps.Keys(to)) {
		d.queueDigest(to[name], model.ReasonFirst)
	}
}

// sendInitialReport sends the initial report as soon as any part of it may be sent: alerts first, then tasks. Notices that wait for working
// hours are sent along, so that nobody is disturbed twice.
func (d *dispatch) sendInitialReport(q *recipientQueue) (summarized []string) {
	if !slices.ContainsFunc(q.notices, d.ready) {
		return nil
	}
	q.take(isDigest(model.ReasonFirst))
	listed := d.initialReportLists()[q.to.String()].items
	notices := q.take(isFiring)
	if len(notices) > 0 || worthAMail(d.alerts, listed) {
		d.sendMail(model.MailInitialReport, q.to, notices, listed)
		summarized = ids(listed)
	}
	return summarized
}

// initialReportLists returns by recipient the tasks that initial reports could list. They are computed once: sending mails does not change
// tasks.
func (d *dispatch) initialReportLists() map[string]list {
	if d.initialLists == nil {
		d.initialLists = listTasks(d.alerts, d.settings.Alerts.Readers, func(a model.Alert) (model.Reason, bool) {
			return model.ReasonFirst, a.State == model.StateFiring && !a.Mailed()
		})
	}
	return d.initialLists
}
