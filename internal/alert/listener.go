package alert

import (
	"slices"
	"strconv"
	"time"

	"supplierwatch/internal/model"
)

// Listener is a webhook that hears of alerts beside the steps of their policies: when one begins, when it gets worse and when it is over.
// It knows neither hours nor limits, and is the other way out when mail has none.
type Listener struct {
	Webhook    string
	Severities []model.Severity // of what pages
	Rules      []string         // whatever their route and severity
}

// mostPosted is how many alerts one post tells of: receivers refuse what is very long.
const mostPosted = 200

// to returns the listener as a recipient.
func (h Listener) to() model.Recipient { return model.WebhookRecipient(h.Webhook) }

// hears reports whether the listener is told when an alert like this one begins.
func (h Listener) hears(a model.Alert) bool {
	return slices.Contains(h.Rules, a.Rule) || (a.Route != model.RouteWork && slices.Contains(h.Severities, a.Severity))
}

// listens reports whether a recipient is a listener.
func (p *pass) listens(to model.Recipient) bool {
	return slices.ContainsFunc(p.Listeners, func(h Listener) bool { return h.to() == to })
}

// tellListeners posts to every listener what it has not heard. What it was told is read from the alerts themselves, so that a webhook which
// is new in the configuration hears of all that stands.
func (p *pass) tellListeners() {
	for _, h := range p.Listeners {
		var news, ends []model.DecisionItem
		for id, a := range p.alerts {
			reason, unheard := p.unheard(h, a)
			item := model.DecisionItem{Alert: id, Step: max(a.Step, 0), Reason: reason}
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
func (p *pass) unheard(h Listener, a model.Alert) (reason model.Reason, unheard bool) {
	over := !a.State.Open()
	if a.State == model.StatePending || (over && p.now.Sub(a.EndedAt) > Refire) || p.awaited(h, a.ID) {
		return "", false
	}
	last, told := lastTold(a, h)
	believes := told && !ending(last.Reason)
	switch {
	case over:
		return a.Reason, believes
	case !believes:
		return model.ReasonFirst, h.hears(a) && !a.NotBefore.After(p.now)
	}
	if p.future(last.At) { // by a clock that ran ahead
		last.At = time.Time{}
	}
	return model.ReasonWorse, a.WorseAt.After(last.At) && !a.WorseAt.After(p.now)
}

// awaited reports whether a step is about to tell the listener of an alert.
func (p *pass) awaited(h Listener, alert string) bool {
	return slices.ContainsFunc(p.queue[alert], func(q model.Queued) bool { return q.To == h.to() })
}

// lastTold gives the last post about an alert to a listener. One that came back counts: the same would come back again.
func lastTold(a model.Alert, h Listener) (last model.Notification, told bool) {
	name := h.to().String()
	for _, n := range slices.Backward(a.Notified) {
		if n.Recipient == name && n.Result != model.MailHeld {
			return n, true
		}
	}
	return model.Notification{}, false
}

// post decides posts to one listener and notes them at their alerts.
func (p *pass) post(h Listener, items []model.DecisionItem) {
	p.sortItems(items)
	for part := range slices.Chunk(items, mostPosted) {
		d := model.Decision{At: p.now, Kind: kindOf(part[0].Reason, len(part)), To: h.to(), Items: part, Reason: part[0].Reason}
		d.Mail = p.postID(d)
		for _, item := range part {
			a := p.alerts[item.Alert]
			a.Notified = Condense(append(slices.Clip(a.Notified), model.Notification{
				Recipient: d.To.String(), Step: item.Step, Reason: item.Reason, At: p.now, Mail: d.Mail, Result: model.MailQueued,
				Listener: true, Rule: a.Rule, Severity: a.Severity,
			}), verbatim)
			p.put(a)
		}
		p.decisions = append(p.decisions, d)
	}
}

// postID names the outbox row of a post as mailID does. What comes, goes and comes again in one instant is told each time, since nothing
// holds a post back.
func (p *pass) postID(d model.Decision) string {
	parts := []string{mailID(d)}
	for _, item := range d.Items {
		parts = append(parts, strconv.Itoa(len(p.alerts[item.Alert].Notified)))
	}
	return digest(parts...)[:20]
}
