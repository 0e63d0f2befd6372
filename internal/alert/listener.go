package alert

import (
	"slices"
	"strconv"
	"time"

	"supplierwatch/internal/watch"
)

// Listener is a webhook that hears of alerts beside the steps of their policies: when one begins, when it gets worse and when it is over.
// It knows neither hours nor limits, and is the other way out when mail has none.
type Listener struct {
	Webhook    string
	Severities []watch.Severity // of what pages
	Rules      []string         // whatever their route and severity
}

// mostPosted is how many alerts one post tells of: receivers refuse what is very long.
const mostPosted = 200

// hears reports whether the listener is told when an alert like this one begins.
func (h Listener) hears(a watch.Alert) bool {
	return slices.Contains(h.Rules, a.Rule) || (a.Route != watch.RouteWork && slices.Contains(h.Severities, a.Severity))
}

// listens reports whether a recipient is a listener.
func (p *pass) listens(to watch.Recipient) bool {
	return to.Webhook != "" && slices.ContainsFunc(p.Listeners, func(h Listener) bool { return h.Webhook == to.Webhook })
}

// tellListeners posts to every listener what it has not heard. What it was told is read from the alerts themselves, so that a webhook which
// is new in the configuration hears of all that stands.
func (p *pass) tellListeners() {
	for _, h := range p.Listeners {
		var news, ends []watch.DecisionItem
		for id, a := range p.alerts {
			reason, unheard := p.unheard(h, a)
			item := watch.DecisionItem{Alert: id, Step: max(a.Step, 0), Reason: reason}
			switch {
			case !unheard:
			case ending(reason):
				ends = append(ends, item)
			default:
				news = append(news, item)
			}
		}
		p.post(h, news)
		p.post(h, ends)
	}
}

// unheard reports whether an alert has something to tell a listener, and why. What a step is about to tell it is left to the step; one
// that fires again waits for its first step as that does. Whoever believes that the alert stands is told whatever the alert is by now.
func (p *pass) unheard(h Listener, a watch.Alert) (reason watch.Reason, unheard bool) {
	over := !a.State.Open()
	if a.State == watch.StatePending || (over && p.now.Sub(a.EndedAt) > Refire) || p.awaited(h, a.ID) {
		return "", false
	}
	last, told := lastTold(a, h)
	believes := told && !ending(last.Reason)
	switch {
	case over:
		return a.Reason, believes
	case !believes:
		return watch.ReasonFirst, h.hears(a) && !a.NotBefore.After(p.now)
	}
	if p.future(last.At) { // by a clock that ran ahead
		last.At = time.Time{}
	}
	return watch.ReasonWorse, a.WorseAt.After(last.At) && !a.WorseAt.After(p.now)
}

// awaited reports whether a step is about to tell the listener of an alert.
func (p *pass) awaited(h Listener, alert string) bool {
	return slices.ContainsFunc(p.queue[alert], func(q watch.Queued) bool { return q.To.Webhook == h.Webhook })
}

// lastTold gives the last post about an alert to a listener. One that came back counts: the same would come back again.
func lastTold(a watch.Alert, h Listener) (last watch.Notification, told bool) {
	name := watch.WebhookPrefix + h.Webhook
	for _, n := range slices.Backward(a.Notified) {
		if n.Recipient == name && n.Result != watch.MailHeld {
			return n, true
		}
	}
	return watch.Notification{}, false
}

// post decides posts to one listener and notes them at their alerts.
func (p *pass) post(h Listener, items []watch.DecisionItem) {
	p.sortItems(items)
	for part := range slices.Chunk(items, mostPosted) {
		d := watch.Decision{At: p.now, Kind: kindOf(part[0].Reason, len(part)), To: watch.Recipient{Webhook: h.Webhook}, Items: part, Reason: part[0].Reason}
		d.Mail = p.postID(d)
		for _, item := range part {
			a := p.alerts[item.Alert]
			a.Notified = Condense(append(slices.Clip(a.Notified), watch.Notification{
				Recipient: d.To.String(), Step: item.Step, Reason: item.Reason, At: p.now, Mail: d.Mail, Result: watch.MailQueued,
				Aside: true, Rule: a.Rule, Severity: a.Severity,
			}), verbatim)
			p.put(a)
		}
		p.decisions = append(p.decisions, d)
	}
}

// postID names the outbox row of a post as mailID does. What comes, goes and comes again in one instant is told each time, since nothing
// holds a post back.
func (p *pass) postID(d watch.Decision) string {
	parts := []string{mailID(d)}
	for _, item := range d.Items {
		parts = append(parts, strconv.Itoa(len(p.alerts[item.Alert].Notified)))
	}
	return digest(parts...)[:20]
}
