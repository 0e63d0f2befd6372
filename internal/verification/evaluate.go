package verification

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// evaluate decides about one recipient.
func (d *planner) evaluate(b *recipient) {
	p := historyOf(b, d.facts)
	switch because := d.exclusion(b, p); {
	case because != "":
		d.skip(b.wanted, because, time.Time{})
	case p.isOpen() && d.today(b).Before(d.notBefore(b, p)):
		d.followUp(b, p)
	default:
		d.ask(b, p)
	}
}

// exclusion returns why an address is never written to; empty if it may be.
func (d *planner) exclusion(b *recipient, p history) string {
	if d.limits.Ours != nil && d.limits.Ours(b.address) {
		return "the address is one of ours"
	}
	for _, a := range b.holders {
		if a.Supplier.DoNotContact {
			return "the registry says do_not_contact of " + a.Supplier.ID
		}
	}
	if dead := d.deadDomain(b); dead != "" {
		return dead
	}
	switch {
	case p.objected != nil:
		return fmt.Sprintf("they asked for no such mails on %s", d.dayOf(b, *p.objected))
	case p.undeliverable != nil:
		return fmt.Sprintf("%s on %s: correct the address, or record that the contact was verified", undeliverableReasons[p.undeliverable.Kind], d.dayOf(b, *p.undeliverable))
	}
	return ""
}

// undeliverableReasons are why mail to an address is lost.
var undeliverableReasons = map[model.FactKind]string{
	model.FactBounced:  "a mail came back",
	model.FactRejected: "their server refused the address",
	model.FactLeft:     "the person has left",
}

func (d *planner) dayOf(b *recipient, f model.Fact) civil.Date {
	return b.wanted[0].Supplier.Calendar.Today(f.ObservedAt)
}

func (d *planner) skip(contacts []model.ContactRef, because string, until time.Time) {
	for _, a := range contacts {
		d.plan.Skipped = append(d.plan.Skipped, SkippedContact{ContactRef: a, Because: because, Until: until})
	}
}

// followUp continues an open question: it waits, reminds, or records that nobody answered.
func (d *planner) followUp(b *recipient, p history) {
	asked := slices.DeleteFunc(slices.Clone(b.holders), func(a model.ContactRef) bool {
		_, about := noted(p.about, a)
		return !about
	})
	calendar := teamCalendar(teamOf(b.wanted))
	deadline := p.deadline(d.limits.AnswerWithin, calendar)
	open := d.wantedAmong(asked)
	switch {
	case len(open) == 0:
		d.skip(b.wanted, "others at the same address were asked; we promised to ask no more before "+p.notAgainBefore.String(), d.dayStart(b, p.notAgainBefore))
	case d.now.Before(deadline):
		d.skip(b.wanted, fmt.Sprintf("asked on %s; nobody has answered yet", d.dayOf(b, *p.last)), deadline)
	case p.reminders < d.limits.Reminders:
		d.planReminder(b, p, asked)
	default:
		d.plan.Silent = append(d.plan.Silent, d.silentFacts(open, p)...)
		d.skip(b.wanted, "nobody has answered", d.dayStart(b, p.notAgainBefore))
	}
}

// ask plans a new question, unless it is too early or nobody has released it.
func (d *planner) ask(b *recipient, p history) {
	askable, guarded := d.askableContacts(b, p)
	d.skip(guarded, "contacts for emergencies are written to only with `verify --escalation`", time.Time{})
	due := d.wantedAmong(askable)
	if len(due) == 0 {
		return
	}
	if again := d.notBefore(b, p); d.today(b).Before(again) {
		d.skip(due, "we promised not to ask again before "+again.String(), d.dayStart(b, again))
		return
	}
	released := slices.ContainsFunc(due, func(a model.ContactRef) bool { _, ok := noted(p.released, a); return ok })
	if d.postponeAfterMail(b, p, due, released) {
		return
	}
	if !d.automatic && !released {
		d.skip(due, "nobody has released it: answer the weekly summary with `send`, or `supplierwatch verify --send`", time.Time{})
		return
	}
	d.planQuestion(b, p, askable, due, released)
}

// askableContacts returns the contacts of a recipient that a mail may be about, and those that should be asked and are for emergencies only.
func (d *planner) askableContacts(b *recipient, p history) (askable, guarded []model.ContactRef) {
	for _, a := range b.holders {
		escalation, _ := noted(p.released, a)
		switch {
		case !slices.Contains(a.Contact.Roles, model.RoleEscalation) || escalation:
			askable = append(askable, a)
		case slices.Contains(b.wanted, a):
			guarded = append(guarded, a)
		}
	}
	return askable, guarded
}

// notBefore is the first day on which a recipient may be asked again: not before the day that the mail named, and in no case sooner than the interval between two
// questions, which somebody may have lengthened since.
func (d *planner) notBefore(b *recipient, p history) civil.Date {
	if p.question == nil {
		return p.notAgainBefore
	}
	again := d.dayOf(b, *p.question).Plus(d.limits.MinInterval, b.wanted[0].Supplier.Calendar)
	if p.notAgainBefore.After(again) {
		return p.notAgainBefore
	}
	return again
}

func (d *planner) today(b *recipient) civil.Date { return b.wanted[0].Supplier.Calendar.Today(d.now) }

// dayStart is when a day begins there.
func (d *planner) dayStart(b *recipient, day civil.Date) time.Time {
	return day.Start(b.wanted[0].Supplier.Calendar.Zone())
}

// teamOf returns the team in whose name contacts are asked: the first owner.
func teamOf(asked []model.ContactRef) *model.Team {
	for _, a := range asked {
		if a.Supplier.Owner != nil {
			return a.Supplier.Owner
		}
	}
	return nil
}

func teamCalendar(t *model.Team) *civil.Calendar {
	if t == nil {
		return nil
	}
	return t.Calendar
}
