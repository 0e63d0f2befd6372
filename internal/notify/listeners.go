package notify

import (
	"slices"
	"strconv"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// mostPosted is how many alerts one post contains: receivers refuse long posts.
const mostPosted = 200

// notifyListeners posts to every listener what it does not know yet. What it was notified of is read from the alerts themselves, so that a webhook
// that is new in the configuration is notified of all open alerts.
func (d *dispatch) notifyListeners() {
	if len(d.settings.Listeners) == 0 {
		return
	}
	ids := d.seen()
	for _, l := range d.settings.Listeners {
		var firing, ended []model.DecisionItem
		for _, id := range ids {
			a := d.alerts.Alerts[id]
			reason, due := d.dueForListener(l, a)
			item := model.DecisionItem{Alert: id, Step: max(a.Step, 0), Reason: reason}
			switch {
			case !due:
			case alert.Ending(reason):
				ended = append(ended, item)
			default:
				firing = append(firing, item)
			}
		}
		d.post(l, firing)
		d.post(l, ended)
	}
}

// dueForListener reports whether a listener must be notified of an alert, and why. A notice of a step to the same webhook is left to the
// step; an alert that fires again waits for its first step. A listener that believes the alert to be open is notified of its end whatever
// the alert is by now.
func (d *dispatch) dueForListener(l Listener, a model.Alert) (reason model.Reason, due bool) {
	over := !a.State.Open()
	if a.State == model.StatePending || (over && d.now.Sub(a.EndedAt) > alert.RefireWindow) || d.waitsForListener(l, a.ID) {
		return "", false
	}
	last, notified := lastPost(a, l)
	believesOpen := notified && !alert.Ending(last.Reason)
	switch {
	case over:
		return a.Reason, believesOpen
	case !believesOpen:
		return model.ReasonFirst, l.wants(a) && !a.NotBefore.After(d.now)
	}
	if d.alerts.Future(last.At) { // by a clock that ran ahead
		last.At = time.Time{}
	}
	return model.ReasonWorse, a.WorseAt.After(last.At) && !a.WorseAt.After(d.now)
}

// waitsForListener reports whether a step is about to notify the listener of an alert.
func (d *dispatch) waitsForListener(l Listener, id string) bool {
	return slices.ContainsFunc(d.alerts.Notices[id], func(q model.Queued) bool { return q.To == l.To })
}

// lastPost returns the last post about an alert to a listener. One that was refused counts: the same would be refused again.
func lastPost(a model.Alert, l Listener) (last model.Notification, notified bool) {
	name := l.To.String()
	for _, n := range slices.Backward(a.Notified) {
		if n.Recipient == name && n.Result != model.MailHeld {
			return n, true
		}
	}
	return model.Notification{}, false
}

// post decides posts to one listener and records them at their alerts.
func (d *dispatch) post(l Listener, items []model.DecisionItem) {
	sortItems(d.alerts, items)
	for part := range slices.Chunk(items, mostPosted) {
		post := model.Decision{At: d.now, Kind: kindOf(part[0].Reason, len(part)), To: l.To, Items: part, Reason: part[0].Reason}
		post.Mail = d.postID(post)
		for _, item := range part {
			d.alerts.RecordListener(item, post.To, post.Mail)
		}
		d.decisions = append(d.decisions, post)
	}
}

// postID returns the id of the outbox row of a post, as mailID does. An alert that begins, ends and begins again at one instant is posted each time,
// since nothing delays a post.
func (d *dispatch) postID(post model.Decision) string {
	parts := []string{mailID(post)}
	for _, item := range post.Items {
		parts = append(parts, strconv.Itoa(len(d.alerts.Alerts[item.Alert].Notified)))
	}
	return model.Digest(parts...)[:20]
}
