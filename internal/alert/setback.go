package alert

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// ahead is how far in the future something may have happened without the clock having been set back since: machines disagree by less.
const ahead = time.Minute

// setBack repairs what a clock leaves behind that ran ahead and was set right. Nothing that it did is undone, but what it said happens
// counts as just happened: otherwise nobody would be told anything until the time has come that the clock once showed.
func (p *pass) setBack() {
	if p.future(p.desk.RemovalSeenAt) {
		p.desk.RemovalSeenAt = p.now
	}
	for name, sent := range p.desk.Sent {
		p.desk.Sent[name] = slices.DeleteFunc(slices.Clone(sent), p.future)
	}
	maps.DeleteFunc(p.desk.RateLimitNotices, func(_ string, said time.Time) bool { return p.future(said) })
	for id, waiting := range p.queue {
		for i := range waiting {
			p.setBackQueued(&waiting[i], p.alerts[id])
		}
	}
	for _, a := range p.alerts {
		p.setBackAlert(a)
	}
}

func (p *pass) future(t time.Time) bool { return t.After(p.now.Add(ahead)) }

func (p *pass) setBackQueued(q *model.Queued, a model.Alert) {
	if p.future(q.Since) {
		// As always a step waits since after the one before began, and its last mails since before its first.
		first := begins(*q, a)
		q.Since, q.Until = p.now, p.now
		if first {
			q.Since = p.now.Add(1)
		}
	}
	if q.Held == model.ReasonRateLimited && q.Until.After(p.now.Add(time.Hour)) {
		q.Until = p.now
	}
}

func (p *pass) setBackAlert(a model.Alert) {
	before := a
	p.setBackLetter(&a)
	if p.future(a.StepAt) {
		a.StepAt = p.now
	}
	if p.future(a.HeldSince) {
		a.HeldSince = p.now
	}
	a.NotBefore = notAfter(a.NotBefore, p.now.Add(refireGap))
	a.SnoozedUntil = notAfter(a.SnoozedUntil, p.now.Add(model.LongestSnooze+ahead))
	if !sameProgress(&a, &before) || !sameHold(&a, &before) {
		p.put(a)
	}
}

// setBackLetter repairs when an alert ended, got worse and was last listed by a letter. What no letter has told yet stays news.
func (p *pass) setBackLetter(a *model.Alert) {
	news := a.SummarizedAt.Before(a.EndedAt) || a.SummarizedAt.Before(a.WorseAt)
	for _, t := range []*time.Time{&a.EndedAt, &a.WorseAt, &a.SummarizedAt} {
		if p.future(*t) {
			*t = p.now
		}
	}
	if news && a.SummarizedAt.Equal(p.now) {
		a.SummarizedAt = p.now.Add(-1)
	}
}

// notAfter gives t, or the limit if t is after it.
func notAfter(t, limit time.Time) time.Time {
	if t.After(limit) {
		return limit
	}
	return t
}
