package notify

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// queueDueSummaries queues the weekly summaries when their time has come; after a downtime, once.
func (d *dispatch) queueDueSummaries() {
	if d.settings.Summary == nil {
		return
	}
	if at := d.state.SummaryAt; !at.IsZero() && !d.now.Before(at) {
		d.state.SummarySent = d.now
		d.queueSummaries()
	}
	d.state.SummaryAt = d.settings.Summary(d.now)
	if !d.state.SummaryAt.IsZero() {
		d.state.SummaryAt = d.state.SummaryAt.UTC()
	}
}

// queueSummaries queues one summary for each recipient, unless the one before or an initial report still waits there. Its content is
// determined when it is sent.
func (d *dispatch) queueSummaries() {
	lists, waits := d.weeklyLists(), map[string]bool{}
	for _, q := range d.alerts.Notices[""] {
		waits[q.To.String()] = true
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		if !waits[name] && d.worthASummary(lists[name].items) {
			d.queueDigest(lists[name].to, model.ReasonSummary)
		}
	}
}

// sendSummary sends the weekly summary of a recipient if it is ready, and returns the alerts that it lists.
func (d *dispatch) sendSummary(q *recipientQueue) (summarized []string) {
	summary := q.take(isDigest(model.ReasonSummary))
	if !slices.ContainsFunc(summary, d.ready) {
		q.notices = append(q.notices, summary...)
		return nil
	}
	items := d.weeklyLists()[q.to.String()].items
	if !d.worthASummary(items) {
		return nil
	}
	d.sendMail(model.MailSummary, q.to, nil, items)
	for _, item := range items {
		if a := d.alerts.Alerts[item.Alert]; a.Mailed() {
			d.alerts.RecordListed(item.Alert, q.to, d.decisions[len(d.decisions)-1].Mail)
		}
	}
	return ids(items)
}

// summaryOf returns the alerts that the weekly summary in a queue would list if it were sent now; none if it is not ready.
func (d *dispatch) summaryOf(q *recipientQueue) []string {
	isSummary := isDigest(model.ReasonSummary)
	if !slices.ContainsFunc(q.notices, func(n model.Queued) bool { return isSummary(n) && d.ready(n) && !d.quiet.opening(n).After(d.now) }) {
		return nil
	}
	return ids(d.weeklyLists()[q.to.String()].items)
}

// weeklyLists returns by recipient what weekly summaries could list. It is computed once: sending mails does not change tasks.
func (d *dispatch) weeklyLists() map[string]list {
	if d.summaryLists == nil {
		d.summaryLists = listTasks(d.alerts, d.settings.Alerts.Readers, d.inSummary)
		addLists(d.alerts, d.summaryLists, listTasks(d.alerts, d.lapsedReaders, func(model.Alert) (model.Reason, bool) { return model.ReasonLapsed, true }))
	}
	return d.summaryLists
}

// lapsedReaders are those whose summary lists an alert that had mails of its own and lapsed.
func (d *dispatch) lapsedReaders(_ *model.Registry, a model.Alert) []model.Recipient {
	if !a.Mailed() {
		return nil
	}
	return alert.LapsedReaders(a, d.now)
}

// inSummary reports whether the weekly summary lists an alert, and why: it lists tasks that nobody has acknowledged, and tasks that ended
// since the summary that listed them last. A contract with an approaching notice deadline is listed when one of its reminder points passed.
func (d *dispatch) inSummary(a model.Alert) (model.Reason, bool) {
	switch {
	case a.Mailed():
		return "", false
	case !a.State.Open():
		return a.Reason, !a.SummarizedAt.IsZero() && a.SummarizedAt.Before(a.EndedAt)
	case a.State != model.StateFiring, a.Rule == ruleApproaching && !reminders(d.alerts.Registry, d.now, a).Due:
		return "", false
	case a.SummarizedAt.IsZero():
		return model.ReasonFirst, true
	case a.WorseAt.After(a.SummarizedAt):
		return model.ReasonWorse, true
	}
	return model.ReasonSummary, true
}

// Listed reports whether the next weekly summary says nothing new of an alert: it lists the alert as the one before did.
func Listed(a model.Alert) bool {
	return a.State == model.StateFiring && !a.Mailed() && a.Rule != ruleApproaching && !a.SummarizedAt.IsZero() && !a.WorseAt.After(a.SummarizedAt)
}

// NeverListed reports whether no weekly summary lists an alert any more: it has mails of its own and did not lapse, or its end was listed.
func NeverListed(a model.Alert) bool {
	if a.Mailed() {
		return len(alert.LapsedReaders(a, a.EndedAt)) == 0
	}
	return !a.State.Open() && (a.SummarizedAt.IsZero() || !a.SummarizedAt.Before(a.EndedAt))
}

// repeatGap is how long a summary is left out after a mail that listed the same: every fourth one is sent although nothing is new.
func (d *dispatch) repeatGap() time.Duration {
	if d.settings.Summary == nil {
		return 0
	}
	next := d.settings.Summary(d.now)
	return d.settings.Summary(next).Sub(next) * 7 / 2
}

// worthASummary reports whether a list is worth a mail, and is more than another mail has listed of late.
func (d *dispatch) worthASummary(items []model.DecisionItem) bool {
	gap := d.repeatGap()
	return worthAMail(d.alerts, items) && slices.ContainsFunc(items, func(item model.DecisionItem) bool {
		a := d.alerts.Alerts[item.Alert]
		newPoint := a.Rule == ruleApproaching // it is listed only for a reminder point that no mail has listed
		return item.Reason != model.ReasonSummary || newPoint || d.now.Sub(a.SummarizedAt) >= gap
	})
}

// recordSummaries records at the alerts that a digest listed them.
func (d *dispatch) recordSummaries(summarized map[string]bool) {
	for _, id := range slices.Sorted(maps.Keys(summarized)) {
		a := d.alerts.Alerts[id]
		if a.State.Open() {
			a.Points = passedPoints(d.alerts.Registry, d.now, a)
		}
		a.SummarizedAt = d.now
		d.alerts.Save(a)
	}
}
