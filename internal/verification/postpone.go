package verification

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// postponedDays is for how many days a mail that somebody wrote from an address by themselves puts off the next question to it. They are there, so
// it is not urgent to ask; only an answer shows whether they get our mail.
const postponedDays = 30

// postponedUntil returns the day on which somebody wrote from the address, and the day until which the next question is put off because of that;
// zero if it is not. A question that is due on a known day is put off until wroteRest after that day at most. One to somebody who was never
// verified is put off by the first mail since the last question alone.
func (d *planner) postponedUntil(b *recipient, p history, due []model.ContactRef) (wrote, until civil.Date) {
	since := p.provenOn
	if p.question != nil {
		since = laterOf(since, d.dayOf(b, *p.question))
	}
	for _, a := range due {
		since = laterOf(since, lastRecorded(a.Contact))
	}
	from := d.dueFrom(due)
	for _, on := range p.wrote {
		if on.Before(since) {
			continue
		}
		if from.IsZero() {
			return on, on.AddDays(postponedDays)
		}
		wrote, until = on, on.AddDays(postponedDays)
	}
	if last := from.AddDays(postponedDays); !from.IsZero() && until.After(last) {
		until = last
	}
	return wrote, until
}

// dueFrom returns the first day on which one of some contacts had to be asked; zero where that is not known.
func (d *planner) dueFrom(due []model.ContactRef) civil.Date {
	var first civil.Date
	for _, a := range due {
		end := d.verifiedUntil[a.Contact]
		if end.IsZero() {
			return civil.Date{} // never verified
		}
		if from := end.AddDays(-leadDays); first.IsZero() || from.Before(first) {
			first = from
		}
	}
	return first
}

// lastRecorded returns the last day on which the registry says that the address of a contact was found right.
func lastRecorded(c *model.Contact) civil.Date {
	var last civil.Date
	for _, v := range c.Verified {
		if v.How.ProvesEmail() {
			last = laterOf(last, v.On)
		}
	}
	return last
}

func laterOf(a, b civil.Date) civil.Date {
	if b.After(a) {
		return b
	}
	return a
}

// postponeAfterMail skips contacts who wrote from their address lately; it reports whether it did. A person's release goes
// before.
func (d *planner) postponeAfterMail(b *recipient, p history, due []model.ContactRef, released bool) bool {
	wrote, until := d.postponedUntil(b, p, due)
	if released || !d.today(b).Before(until) {
		return false
	}
	d.skip(due, fmt.Sprintf("they wrote from here on %s, so that the question can wait", wrote), d.dayStart(b, until))
	return true
}
