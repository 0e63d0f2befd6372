package alert

import (
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// enqueue lets the alert wait to be told to one recipient. It waits since after the step before began, even if that was this very instant,
// so that the mails of two steps can be told apart by their times.
func (l *life) enqueue(to model.Recipient, step int, reason model.Reason) {
	since := l.now
	if !since.After(l.a.StepAt) {
		since = l.a.StepAt.Add(1)
	}
	l.queue[l.a.ID] = append(l.queue[l.a.ID], model.Queued{
		To: to, Alert: l.a.ID, Step: step, Reason: reason, Since: since, Until: l.groupEnd(),
	})
}

// groupEnd is when a group that begins now is mailed.
func (p *pass) groupEnd() time.Time {
	if p.Immediate {
		return p.now
	}
	return p.now.Add(p.GroupWait)
}

// drop takes everything about an alert out of the queue.
func (p *pass) drop(id string) { delete(p.queue, id) }

// box is what waits for one recipient.
type box struct {
	to    model.Recipient
	items []model.Queued
}

// boxes sorts the queue by recipient.
func (p *pass) boxes() map[string]*box {
	found := map[string]*box{}
	for _, waiting := range p.queue {
		for _, q := range waiting {
			name := q.To.String()
			b := found[name]
			if b == nil {
				b = &box{to: q.To}
				found[name] = b
			}
			b.items = append(b.items, q)
		}
	}
	for _, b := range found {
		slices.SortStableFunc(b.items, compareQueued)
		b.to = b.items[0].To
	}
	return found
}

// pull takes out of the box what a condition holds for.
func (b *box) pull(wanted func(model.Queued) bool) []model.Queued {
	var taken, left []model.Queued
	for _, q := range b.items {
		if wanted(q) {
			taken = append(taken, q)
		} else {
			left = append(left, q)
		}
	}
	b.items = left
	return taken
}

// cover tells the entries that are mails of their own: the first start's, the weekly letter's.
func cover(reason model.Reason) func(model.Queued) bool {
	return func(q model.Queued) bool { return q.Alert == "" && q.Reason == reason }
}

// news tells the entries of alerts that stand from those of alerts that are over.
func news(q model.Queued) bool { return q.Alert != "" && !ending(q.Reason) }

func farewell(q model.Queued) bool { return q.Alert != "" && ending(q.Reason) }

// ready reports whether a queue entry may be mailed now.
func (p *pass) ready(q model.Queued) bool { return !q.Until.After(p.now) }
