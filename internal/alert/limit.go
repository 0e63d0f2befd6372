package alert

import (
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// full reports whether a recipient got as many mails as it gets in an hour, and when it may get the next one. A webhook that listens has
// no limit: it would hear of what is held all the same.
func (p *pass) full(to model.Recipient) (free time.Time, full bool) {
	recent := p.recent(p.desk.Sent[to.String()])
	if p.PerHour <= 0 || p.listens(to) || len(recent) < p.PerHour {
		return time.Time{}, false
	}
	return recent[len(recent)-p.PerHour].Add(time.Hour), true
}

// recent keeps the instants of the last hour.
func (p *pass) recent(sent []time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(sent), func(t time.Time) bool { return !t.After(p.now.Add(-time.Hour)) })
}

// sent counts a mail to a recipient.
func (p *pass) sent(to model.Recipient) {
	if p.desk.Sent == nil {
		p.desk.Sent = map[string][]time.Time{}
	}
	name := to.String()
	p.desk.Sent[name] = append(p.recent(p.desk.Sent[name]), p.now)
}

// holdBack lets queue entries wait until the limit allows a mail, and gives how many of them did not wait for it before.
func (p *pass) holdBack(items []model.Queued, free time.Time) (fresh int) {
	d := model.Decision{At: p.now, Reason: model.ReasonRateLimited, To: items[0].To}
	for i := range items {
		q := &items[i]
		if q.Held != model.ReasonRateLimited {
			d.Items = append(d.Items, model.DecisionItem{Alert: q.Alert, Step: q.Step, Reason: q.Reason})
			p.bookHeld(*q)
			q.InNotice = false
		}
		q.Held, q.Until = model.ReasonRateLimited, free
	}
	if len(d.Items) > 0 {
		p.decisions = append(p.decisions, d)
	}
	return len(d.Items)
}

// bookHeld notes at the alert that a recipient would have been told.
func (p *pass) bookHeld(q model.Queued) {
	a := p.alerts[q.Alert]
	a.Notified = Condense(append(slices.Clip(a.Notified), model.Notification{
		Recipient: q.To.String(), Team: q.To.Team, Step: q.Step, Reason: q.Reason, At: p.now, Result: model.MailHeld,
	}), verbatim)
	if !ending(q.Reason) {
		a.Reason = model.ReasonRateLimited
	}
	p.put(a)
}

// urgentGap is the least time between two mails to one recipient that name what the limit holds back.
const urgentGap = 10 * time.Minute

// sayHolding tells a recipient how many alerts wait for the limit, and names them, the most urgent first: at most once an hour, and sooner for
// what is urgent and was not named yet. That mail does not count itself, and starts no step's clock.
func (p *pass) sayHolding(b *box, fresh int) {
	name := b.to.String()
	said, known := p.desk.RateLimitNotices[name]
	switch quiet := p.now.Sub(said); {
	case (!known || quiet >= time.Hour) && fresh > 0:
	case quiet < urgentGap, !slices.ContainsFunc(b.items, p.unnamed):
		return
	}
	d := model.Decision{At: p.now, Reason: model.ReasonRateLimited, Kind: model.MailRateLimitNotice, To: b.to}
	for i := range b.items {
		if q := &b.items[i]; q.Held == model.ReasonRateLimited {
			q.InNotice = true
			d.Items = append(d.Items, model.DecisionItem{Alert: q.Alert, Step: q.Step, Reason: q.Reason})
		}
	}
	p.sortItems(d.Items)
	d.Held = len(d.Items)
	d.Mail = mailID(d)
	p.decisions = append(p.decisions, d)
	if p.desk.RateLimitNotices == nil {
		p.desk.RateLimitNotices = map[string]time.Time{}
	}
	p.desk.RateLimitNotices[name] = p.now
}

// unnamed reports whether the limit holds a queue entry back that is urgent, and its recipient, who may be mailed now, does not know.
func (p *pass) unnamed(q model.Queued) bool {
	if q.Held != model.ReasonRateLimited || q.InNotice || ending(q.Reason) {
		return false
	}
	a := p.alerts[q.Alert]
	return (a.OverrideQuietHours || a.Severity == model.Critical) && !p.opening(q).After(p.now)
}

// prune forgets mails older than an hour.
func (p *pass) prune() {
	for name, sent := range p.desk.Sent {
		if left := p.recent(sent); len(left) > 0 {
			p.desk.Sent[name] = left
		} else {
			delete(p.desk.Sent, name)
		}
	}
	for name, said := range p.desk.RateLimitNotices {
		if p.now.Sub(said) >= time.Hour {
			delete(p.desk.RateLimitNotices, name)
		}
	}
	if len(p.desk.Sent) == 0 {
		p.desk.Sent = nil
	}
	if len(p.desk.RateLimitNotices) == 0 {
		p.desk.RateLimitNotices = nil
	}
}
