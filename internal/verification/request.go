package verification

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// planQuestion plans the first mail of a round.
func (d *planner) planQuestion(b *recipient, p history, asked, due []model.ContactRef, released bool) {
	q, ok := d.request(b, asked, due)
	if !ok {
		return
	}
	q.Released = released
	before := ""
	if p.question != nil {
		before = p.question.Mail()
	}
	day := due[0].Supplier.Calendar.Today(q.SendAt)
	q.ID = requestID(b.address, before, day.String())
	q.NotAgainBefore = day.Plus(d.limits.MinInterval, due[0].Supplier.Calendar)
	if rested := day.Plus(shortest(asked), due[0].Supplier.Calendar).AddDays(-leadDays); rested.After(q.NotAgainBefore) {
		q.NotAgainBefore = rested
	}
	d.plan.Requests = append(d.plan.Requests, q)
}

// planReminder plans the next reminder of a question. It names the same day before which nobody is asked again.
func (d *planner) planReminder(b *recipient, p history, asked []model.ContactRef) {
	q, ok := d.request(b, asked, b.wanted)
	if !ok {
		return
	}
	q.Reminder, q.Reminds, q.Since, q.NotAgainBefore = p.reminders+1, slices.Clone(p.thread), d.dayOf(b, *p.question), p.notAgainBefore
	q.ID = requestID(b.address, p.question.Mail(), "reminder "+strconv.Itoa(q.Reminder))
	d.plan.Requests = append(d.plan.Requests, q)
}

// request begins a mail to a mailbox; ok is false if nobody is there in sight, and then those who are due are skipped.
func (d *planner) request(b *recipient, asked, due []model.ContactRef) (q model.Request, ok bool) {
	at, ok := nextOpening(asked, d.now)
	if !ok {
		d.skip(due, "they are closed", at)
		return q, false
	}
	team := teamOf(due)
	q = model.Request{
		Address: b.address, Team: team, Asked: asked, Mailboxes: d.registry.Mailboxes,
		SendAt: at, AnswerBy: civil.AddTo(at, d.limits.AnswerWithin, teamCalendar(team)),
		Escalation: slices.ContainsFunc(asked, func(a model.ContactRef) bool { return slices.Contains(a.Contact.Roles, model.RoleEscalation) }),
	}
	q.Language, q.Beside = languageOf(due[0].Supplier)
	return q, true
}

// leadDays is how many days before the end of a verification its contact is asked again.
const leadDays = 14

// shortest returns the shortest time after which one of the contacts is to be verified again.
func shortest(asked []model.ContactRef) civil.Period {
	return slices.MinFunc(periods(asked), func(a, b civil.Period) int {
		return int(a.ApproxDays()*24) - int(b.ApproxDays()*24)
	})
}

func periods(asked []model.ContactRef) []civil.Period {
	all := make([]civil.Period, len(asked))
	for i, a := range asked {
		if all[i] = a.Contact.VerifyEvery; all[i].IsZero() && a.Supplier.Tier != nil {
			all[i] = a.Supplier.Tier.VerifyEvery
		}
	}
	return all
}

// requestID returns the id of an outbox row from what makes a question this one and no other.
func requestID(address string, parts ...string) string {
	return "ask-" + model.Digest(fold(address), strings.Join(parts, "\x00"))[:16]
}

// throttle limits the number of mails a day. What does not fit is asked on another day.
func (d *planner) throttle() {
	taken := map[civil.Date]int{}
	counted := map[string]bool{}
	for _, f := range d.facts.VerificationsSince(d.now.Add(-horizon - 48*time.Hour)) {
		if mail := f.Mail(); !counted[mail] {
			counted[mail] = true
			taken[throttleDay(f.ObservedAt)]++
		}
	}
	kept := d.plan.Requests[:0]
	for _, q := range d.plan.Requests {
		day := throttleDay(q.SendAt)
		if taken[day] >= d.limits.PerDay {
			d.skip(d.wantedAmong(q.Asked), fmt.Sprintf("per_day is %d, and that many are written to that day", d.limits.PerDay), day.AddDays(1).Start(time.UTC))
			continue
		}
		taken[day]++
		kept = append(kept, q)
	}
	d.plan.Requests = kept
}

func (d *planner) wantedAmong(contacts []model.ContactRef) []model.ContactRef {
	return slices.DeleteFunc(slices.Clone(contacts), func(a model.ContactRef) bool { _, wanted := d.ranks[a.Contact]; return !wanted })
}

func throttleDay(t time.Time) civil.Date { return civil.DateOf(t.UTC()) }

// silentFacts returns the facts that nobody has answered for some contacts.
func (d *planner) silentFacts(contacts []model.ContactRef, p history) []model.Fact {
	var facts []model.Fact
	for _, a := range contacts {
		who, mail := subjectOf(a), p.question.Mail()
		facts = append(facts, model.NewSilent(model.Fact{
			ID:       strings.Join([]string{"silent", mail, who.Supplier, who.Subject.String()}, "-"),
			Supplier: who.Supplier, Subject: who.Subject, ObservedAt: d.now, RecordedAt: d.now,
			Actor: model.ActorWatchdog, Source: source,
			Evidence: fmt.Sprintf("asked on %s, and nobody has answered", d.dayIn(a, *p.question)),
		}, mail, addressOf(a.Contact)))
	}
	return facts
}

func (d *planner) dayIn(a model.ContactRef, f model.Fact) civil.Date {
	return a.Supplier.Calendar.Today(f.ObservedAt)
}
