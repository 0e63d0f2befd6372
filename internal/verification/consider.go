package verification

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// consider decides about one mailbox.
func (d *desk) consider(b *box) {
	p := pastOf(b, d.facts)
	switch because := d.never(b, p); {
	case because != "":
		d.skip(b.wanted, because, time.Time{})
	case p.waits() && d.today(b).Before(d.notBefore(b, p)):
		d.follow(b, p)
	default:
		d.ask(b, p)
	}
}

// never says why an address is not written to whatever is wanted; empty if it may be.
func (d *desk) never(b *box, p past) string {
	if d.Ours != nil && d.Ours(b.address) {
		return "the address is one of ours"
	}
	for _, a := range b.holders {
		if a.Supplier.DoNotContact {
			return "the registry says do_not_contact of " + a.Supplier.ID
		}
	}
	switch {
	case p.objected != nil:
		return fmt.Sprintf("they asked for no such mails on %s", d.dayOf(b, *p.objected))
	case p.dead != nil:
		return fmt.Sprintf("%s on %s: correct the address, or record that the contact was verified", fates[p.dead.Kind], d.dayOf(b, *p.dead))
	}
	return ""
}

// fates tell why mail to an address is lost.
var fates = map[model.FactKind]string{
	model.FactBounced:  "a mail came back",
	model.FactRejected: "their server refused the address",
	model.FactLeft:     "the person has left",
}

func (d *desk) dayOf(b *box, f model.Fact) civil.Date {
	return b.wanted[0].Supplier.Calendar.Today(f.ObservedAt)
}

func (d *desk) skip(contacts []model.ContactRef, because string, until time.Time) {
	for _, a := range contacts {
		d.Skipped = append(d.Skipped, model.SkippedContact{ContactRef: a, Because: because, Until: until})
	}
}

// follow goes on with an open question: waits, reminds, or says that nobody answered.
func (d *desk) follow(b *box, p past) {
	asked := slices.DeleteFunc(slices.Clone(b.holders), func(a model.ContactRef) bool {
		_, about := of(p.about, a)
		return !about
	})
	calendar := teamCalendar(teamOf(b.wanted))
	deadline := p.deadline(d.AnswerWithin, calendar)
	open := d.wantedAmong(asked)
	switch {
	case len(open) == 0:
		d.skip(b.wanted, "others at the same address were asked; we promised to ask no more before "+p.promised.String(), d.dawn(b, p.promised))
	case d.now.Before(deadline):
		d.skip(b.wanted, fmt.Sprintf("asked on %s; nobody has answered yet", d.dayOf(b, *p.last)), deadline)
	case p.reminders < d.Reminders:
		d.remind(b, p, asked)
	default:
		d.Silent = append(d.Silent, d.silence(open, p)...)
		d.skip(b.wanted, "nobody has answered", d.dawn(b, p.promised))
	}
}

// ask plans a new question, unless a promise or nobody's release is in the way.
func (d *desk) ask(b *box, p past) {
	askable, guarded := d.askable(b, p)
	d.skip(guarded, "contacts for emergencies are written to only with `verify --escalation`", time.Time{})
	due := d.wantedAmong(askable)
	if len(due) == 0 {
		return
	}
	if again := d.notBefore(b, p); d.today(b).Before(again) {
		d.skip(due, "we promised not to ask again before "+again.String(), d.dawn(b, again))
		return
	}
	released := slices.ContainsFunc(due, func(a model.ContactRef) bool { _, ok := of(p.released, a); return ok })
	if d.rest(b, p, due, released) {
		return
	}
	if !d.automatic && !released {
		d.skip(due, "nobody has released it: answer the letter with `send`, or `supplierwatch verify --send`", time.Time{})
		return
	}
	d.question(b, p, askable, due, released)
}

// askable parts the contacts of a mailbox that a mail may be about from those that should be asked and are for emergencies alone.
func (d *desk) askable(b *box, p past) (askable, guarded []model.ContactRef) {
	for _, a := range b.holders {
		escalation, _ := of(p.released, a)
		switch {
		case !slices.Contains(a.Contact.Roles, model.RoleEscalation) || escalation:
			askable = append(askable, a)
		case slices.Contains(b.wanted, a):
			guarded = append(guarded, a)
		}
	}
	return askable, guarded
}

// notBefore is the first day on which a mailbox may be asked again: as promised, and in no case sooner than the interval between two
// questions, which somebody may have lengthened since.
func (d *desk) notBefore(b *box, p past) civil.Date {
	if p.question == nil {
		return p.promised
	}
	again := d.dayOf(b, *p.question).Plus(d.MinInterval, b.wanted[0].Supplier.Calendar)
	if p.promised.After(again) {
		return p.promised
	}
	return again
}

func (d *desk) today(b *box) civil.Date { return b.wanted[0].Supplier.Calendar.Today(d.now) }

// dawn is when a day begins there.
func (d *desk) dawn(b *box, day civil.Date) time.Time {
	return day.Start(location(b.wanted[0].Supplier.Calendar))
}

// teamOf gives the team in whose name contacts are asked: the first owner.
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
