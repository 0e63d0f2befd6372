package notify

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// flushQueue sends the notices that need not wait any longer, to as many recipients as one Step may mail.
func (d *dispatch) flushQueue() {
	queues, before := byRecipient(d.alerts.Notices), len(d.decisions)
	d.alerts.Notices = map[string][]model.Queued{}
	summarized, postponed := map[string]bool{}, map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(queues)) {
		q := queues[name]
		if d.limitReached() {
			note(postponed, d.summaryOf(q))
		} else {
			note(summarized, d.flush(q))
		}
		d.keep(q.notices)
	}
	// What another summary of this time still has to list is not recorded as listed yet: that summary would not call it new.
	maps.DeleteFunc(summarized, func(id string, _ bool) bool { return postponed[id] })
	d.decisions = slices.Insert(d.decisions, before, d.quiet.decisions()...)
	d.recordSummaries(summarized)
}

func note(noted map[string]bool, ids []string) {
	for _, id := range ids {
		noted[id] = true
	}
}

// keep lets notices wait on.
func (d *dispatch) keep(notices []model.Queued) {
	for _, n := range notices {
		d.alerts.Notices[n.Alert] = append(d.alerts.Notices[n.Alert], n)
	}
}

// unconfirmed reports whether nothing can be said now of a notice's alert: it has no finding, because the rule was not evaluated or because
// the removal of its supplier is not believed yet.
func (d *dispatch) unconfirmed(q model.Queued) bool {
	return isFiring(q) && d.alerts.Findings[d.alerts.Alerts[q.Alert].Key] == nil
}

// flush sends what is ready of a recipient's queue, and returns the alerts that a digest listed. The rest of the queue waits on.
func (d *dispatch) flush(q *recipientQueue) (summarized []string) {
	d.keep(q.take(d.unconfirmed))
	for i := range q.notices {
		d.quiet.check(&q.notices[i])
	}
	held := 0
	if slices.ContainsFunc(q.notices, isDigest(model.ReasonFirst)) {
		summarized = d.sendInitialReport(q)
	} else {
		summarized = d.sendSummary(q)
		held = d.sendGroup(q, isFiring)
	}
	held += d.sendGroup(q, isResolved)
	d.sendRateLimitNotice(q, held)
	return summarized
}

// waitsForGroup reports whether a notice waits for no more than its group: the end of an alert that comes and goes waits longer.
func (d *dispatch) waitsForGroup(q model.Queued) bool {
	return !q.Until.After(q.Since.Add(max(d.settings.Alerts.GroupWait, time.Second)))
}

// sendGroup sends one mail about all notices of a sort that are ready, together with those that wait only for their group. It returns how
// many notices the hourly limit newly holds.
func (d *dispatch) sendGroup(q *recipientQueue, sort func(model.Queued) bool) (held int) {
	all := q.take(sort)
	if !slices.ContainsFunc(all, d.ready) {
		q.notices = append(q.notices, all...)
		return 0
	}
	var taken []model.Queued
	for _, n := range all {
		if n.Held == "" && !d.ready(n) && d.waitsForGroup(n) {
			d.quiet.suppress(&n)
		}
		if d.ready(n) || n.Held == "" && d.waitsForGroup(n) {
			taken = append(taken, n)
		} else {
			q.notices = append(q.notices, n)
		}
	}
	// A listener has no limit: it is notified of what is held all the same.
	if free, reached := d.limit.reached(q.to.String()); reached && !d.settings.listens(q.to) {
		held = d.holdForLimit(taken, free)
		q.notices = append(q.notices, taken...)
		return held
	}
	d.sendMail(kindOf(taken[0].Reason, len(taken)), q.to, taken, nil)
	return 0
}
