package simulate

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
	"supplierwatch/internal/timerqueue"
)

// recentNotifications is how many of an alert's last mails are kept one by one: ten years of mails are produced at once.
const recentNotifications = 8

// retention is how long a closed alert is kept: longer than a weekly summary that reports its end may wait.
const retention = 60 * 24 * time.Hour

// idTaken is the error that a new alert was given the id of an alert that was not visible to the evaluation.
type idTaken struct{ id string }

// Error returns the message, with the id.
func (e *idTaken) Error() string { return "alert id " + e.id + " is already in use" }

// alertIndex holds all alerts. An evaluation sees only those that are visible.
type alertIndex struct {
	all     map[string]model.Alert
	byKey   map[string][]string
	closed  timerqueue.Queue // closed alerts, by when they are dropped
	summary summaryIndex
	mailed  map[string]map[string]bool // by team: firing alerts that have mails of their own, since their reminders share a mail

	visible map[string]bool // the ids of the alerts that are visible to the evaluation; nil: all
	merged  bool            // all holds the result of the evaluation already
}

func newAlertIndex() *alertIndex {
	return &alertIndex{all: map[string]model.Alert{}, byKey: map[string][]string{}, summary: newSummaryIndex(), mailed: map[string]map[string]bool{}}
}

// show makes the alerts with these ids visible to the next evaluation, which may write into the returned map.
func (x *alertIndex) show(ids map[string]bool) map[string]model.Alert {
	x.visible, x.merged = ids, false
	alerts := make(map[string]model.Alert, len(ids))
	for id := range ids {
		alerts[id] = x.all[id]
	}
	return alerts
}

// showAll makes every alert visible to the next evaluation, which writes its result into the index.
func (x *alertIndex) showAll() map[string]model.Alert {
	x.visible, x.merged = nil, true
	return x.all
}

// taken reports whether a new alert has the id of an alert that was not visible.
func (x *alertIndex) taken(id string) bool {
	_, exists := x.all[id]
	return exists && !x.visible[id] && !x.merged
}

// merge takes over the result of an evaluation before it is saved, so that weekly summaries cover all alerts as they are from then on.
func (x *alertIndex) merge(after map[string]model.Alert) error {
	if x.merged {
		return nil
	}
	for id := range after {
		if x.taken(id) {
			return &idTaken{id}
		}
	}
	maps.Copy(x.all, after)
	x.merged = true
	return nil
}

// check returns an error if a changed alert has the id of an alert that was not visible.
func (x *alertIndex) check(changed []model.Alert) error {
	for _, a := range changed {
		if x.taken(a.ID) {
			return &idTaken{a.ID}
		}
	}
	return nil
}

// save stores a changed alert, which is new if it was nothing before, and returns what it was before.
func (x *alertIndex) save(a model.Alert, was *model.Alert) (before model.Alert) {
	if was != nil {
		before = *was
	} else {
		x.byKey[a.Key] = append(x.byKey[a.Key], a.ID)
	}
	x.summary.update(before, a)
	delete(x.mailed[before.Team], a.ID)
	if a.State == model.StateFiring && a.Mailed() {
		if x.mailed[a.Team] == nil {
			x.mailed[a.Team] = map[string]bool{}
		}
		x.mailed[a.Team][a.ID] = true
	}
	if a.State.Open() {
		x.closed.Set(a.ID, time.Time{})
	} else {
		x.closed.Set(a.ID, a.EndedAt.Add(retention))
	}
	a.Notified = alert.CompactHistory(a.Notified, recentNotifications)
	x.all[a.ID] = a
	return before
}

// dropExpired removes alerts that have been closed for longer than the retention.
func (x *alertIndex) dropExpired(now time.Time) {
	for _, id := range x.closed.Take(now) {
		a := x.all[id]
		delete(x.all, id)
		x.summary.remove(a)
		x.byKey[a.Key] = slices.DeleteFunc(x.byKey[a.Key], func(other string) bool { return other == id })
		if len(x.byKey[a.Key]) == 0 {
			delete(x.byKey, a.Key)
		}
	}
}

// forSummary returns the alerts that the due weekly summaries must see: all with something new and, for each team, the one that was listed
// longest ago, and of those that are more than information. The other listed alerts are added when the summary is composed.
func (x *alertIndex) forSummary() []string {
	ids := slices.Collect(maps.Keys(x.summary.news))
	for _, listed := range x.summary.listed {
		oldest, reason := "", ""
		for id := range listed {
			oldest = x.listedEarlier(id, oldest)
			if x.all[id].Severity != model.Info {
				reason = x.listedEarlier(id, reason)
			}
		}
		if reason != "" {
			ids = append(ids, oldest, reason)
		}
	}
	return ids
}

// listedEarlier returns which of two alerts was listed longer ago; an empty id is none.
func (x *alertIndex) listedEarlier(a, b string) string {
	order := x.all[a].SummarizedAt.Compare(x.all[b].SummarizedAt)
	if b == "" || order < 0 || order == 0 && a < b {
		return a
	}
	return b
}
