package alert

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// deliver hands to the outbox what need not wait any longer.
func (p *pass) deliver() {
	boxes, before := p.boxes(), len(p.decisions)
	p.queue = map[string][]model.Queued{}
	lettered := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(boxes)) {
		b := boxes[name]
		for _, q := range b.pull(p.frozen) {
			p.queue[q.Alert] = append(p.queue[q.Alert], q)
		}
		for i := range b.items {
			p.listen(&b.items[i])
		}
		for _, id := range p.empty(b) {
			lettered[id] = true
		}
		for _, q := range b.items {
			p.queue[q.Alert] = append(p.queue[q.Alert], q)
		}
	}
	p.decisions = slices.Insert(p.decisions, before, p.hushes()...)
	p.bookLetters(lettered)
}

// frozen reports whether a queue entry speaks of an alert of which nothing can be said now: nobody judged it, or its supplier's removal
// is not believed yet.
func (p *pass) frozen(q model.Queued) bool {
	return news(q) && p.standing[p.alerts[q.Alert].Key] == nil
}

// empty mails what of a box is ready, and gives the alerts that a letter listed. What is left in the box waits on.
func (p *pass) empty(b *box) (lettered []string) {
	held := 0
	if slices.ContainsFunc(b.items, cover(model.ReasonFirst)) {
		lettered = p.mailFirst(b)
	} else {
		lettered = p.mailLetter(b)
		held = p.mailGroup(b, news)
	}
	held += p.mailGroup(b, farewell)
	p.sayHolding(b, held)
	return lettered
}

// mailGroup sends one mail about all of a sort that is ready, together with what waits only for its group. It gives how many entries the
// hourly limit newly holds.
func (p *pass) mailGroup(b *box, sort func(model.Queued) bool) (held int) {
	all := b.pull(sort)
	if !slices.ContainsFunc(all, p.ready) {
		b.items = append(b.items, all...)
		return 0
	}
	var taken []model.Queued
	for _, q := range all {
		if q.Held == "" && !p.ready(q) {
			p.hush(&q)
		}
		if p.ready(q) || q.Held == "" {
			taken = append(taken, q)
		} else {
			b.items = append(b.items, q)
		}
	}
	if free, full := p.full(b.to); full {
		held = p.holdBack(taken, free)
		b.items = append(b.items, taken...)
		return held
	}
	p.mail(kindOf(taken[0].Reason, len(taken)), b.to, taken, nil)
	return 0
}

// kindOf is the kind of a mail about so many alerts, of which the first is told for a reason.
func kindOf(first model.Reason, alerts int) model.MailKind {
	switch {
	case ending(first):
		return model.MailResolved
	case alerts == 1:
		return model.MailAlert
	}
	return model.MailDigest
}

// mail decides one mail to one recipient: about queue entries, the most urgent first, then about more that is only listed.
func (p *pass) mail(kind model.MailKind, to model.Recipient, queued []model.Queued, listed []model.DecisionItem) {
	slices.SortStableFunc(queued, func(a, b model.Queued) int { return compareAlerts(p.alerts[a.Alert], p.alerts[b.Alert]) })
	d := model.Decision{At: p.now, Kind: kind, To: to}
	for _, q := range queued {
		d.Items = append(d.Items, model.DecisionItem{Alert: q.Alert, Step: q.Step, Reason: q.Reason})
	}
	d.Items = append(d.Items, listed...)
	d.Reason = d.Items[0].Reason
	if kind == model.MailSummary {
		d.Reason = model.ReasonSummary
	}
	d.Mail = mailID(d)
	for _, q := range queued {
		p.book(q, d.Mail)
	}
	if kind != model.MailSummary {
		p.sent(to)
	}
	p.decisions = append(p.decisions, d)
}

// book notes at the alert that a mail about it goes out. The first mail of a step starts the step's clock.
func (p *pass) book(q model.Queued, mail string) {
	a, at := p.alerts[q.Alert], later(p.now, q.Since)
	n := model.Notification{
		Recipient: q.To.String(), Team: q.To.Team, Step: q.Step, Reason: q.Reason, At: at, Mail: mail, Result: model.MailQueued,
	}
	if !q.To.ByMail() {
		n.Rule, n.Severity = a.Rule, a.Severity
	}
	a.Notified = Condense(append(slices.Clip(a.Notified), n), verbatim)
	a.Reason = q.Reason
	if !ending(q.Reason) && begins(q, a) {
		a.Step, a.StepAt = q.Step, at
		a.Repeats++
		if q.Reason != model.ReasonReminder {
			a.Repeats = 0
		}
		if f := p.standing[a.Key]; f != nil && f.NotifyOnce && a.State == model.StateAcknowledged {
			a.HeldUntil = time.Time{} // nothing of it is told again
		}
	}
	p.put(a)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// compareAlerts orders alerts as findings are ordered.
func compareAlerts(a, b model.Alert) int { return asFinding(a).Compare(asFinding(b)) }

func asFinding(a model.Alert) *model.Finding {
	return &model.Finding{
		Severity: a.Severity, Exposure: a.Exposure, Due: a.Due, Supplier: a.Supplier, Subject: a.Subject,
		Rule: a.Rule, Occurrence: a.Occurrence,
	}
}
