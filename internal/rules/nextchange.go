package rules

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/obligations"
)

// nextChange finds the first of many days after today: the next change point of the answers about one supplier. Each subject of rules notes
// its own days (see subject.changes).
type nextChange struct {
	eval   *obligations.Supplier
	day    civil.Date // the noted day that begins first
	begins time.Time
	hour   time.Time // what changes at an instant, not with a day
	oneDay bool      // only instants of the present day are wanted
}

// note has every subject of rules note when its answers change.
func (t *nextChange) note() {
	for _, s := range subjects {
		if s.changes != nil {
			s.changes(t)
		} else if len(s.supplier) > 0 {
			t.tomorrow()
		}
	}
}

// first returns the first instant after now at which any answer about the supplier may change; zero for never. Days begin in the
// calendars of supplier and owner.
func (t *nextChange) first() time.Time {
	t.note()
	t.on(civil.NewDate(t.eval.OwnToday.Year()+1, time.January, 1)) // headlines write another year's days with their year
	return t.eval.Context.Sooner(t.begins, t.hour)
}

// farther is how many days later than another a day must be to begin later in every zone.
const farther = 2

// on notes a day: it begins at the supplier and at the owner, not always at the same instant.
func (t *nextChange) on(d civil.Date) {
	e := t.eval
	if t.oneDay || d.Before(e.Today) && d.Before(e.OwnToday) || d.IsZero() || !t.day.IsZero() && d.After(t.day.AddDays(farther)) {
		return
	}
	for _, c := range []*civil.Calendar{e.Entry.Calendar, e.OwnCalendar} {
		at := d.Start(c.Zone())
		if at.After(e.Context.Now) && (t.begins.IsZero() || at.Before(t.begins)) {
			t.day, t.begins = d, at
		}
	}
}

// atInstant notes an instant.
func (t *nextChange) atInstant(x time.Time) {
	t.hour = t.eval.Context.Sooner(t.hour, x)
}

// after notes that days are over.
func (t *nextChange) after(days ...civil.Date) {
	for _, d := range days {
		t.on(d.AddDays(1))
	}
}

// onAndAfter notes that days have come, and that they are over.
func (t *nextChange) onAndAfter(days ...civil.Date) {
	for _, d := range days {
		t.on(d)
		t.on(d.AddDays(1))
	}
}

// tomorrow notes that the day of the next change is not known.
func (t *nextChange) tomorrow() {
	t.on(t.eval.Today.AddDays(1))
	t.on(t.eval.OwnToday.AddDays(1))
}

// within notes the first day from which on a period reaches a day. Where it starts to reach it is no more than a few days
// from where the period counted backwards leads; those are looked at one by one.
func (t *nextChange) within(d civil.Date, p civil.Period, c *civil.Calendar) {
	today := t.eval.Today
	if t.eval.OwnToday.Before(today) {
		today = t.eval.OwnToday
	}
	if t.oneDay || d.IsZero() || !d.After(today) {
		return
	}
	first := d.Minus(p, c)
	for !first.Plus(p, c).Before(d) && first.After(today) {
		first = first.AddDays(-1)
	}
	for first.Plus(p, c).Before(d) && first.Before(d) {
		first = first.AddDays(1)
	}
	t.on(first)
}

// lookAhead is how many days whenAnswerChanges looks ahead at once.
const lookAhead = 31

// whenAnswerChanges notes the first day on which a test that costs little answers otherwise than today; if that is far away, a day to ask
// again.
func whenAnswerChanges[T comparable](t *nextChange, test func(*obligations.Supplier) T) {
	if t.oneDay {
		return
	}
	then := *t.eval
	today := test(&then)
	for range lookAhead {
		then.Today, then.OwnToday = then.Today.AddDays(1), then.OwnToday.AddDays(1)
		if test(&then) != today {
			break
		}
	}
	t.on(then.Today)
	t.on(then.OwnToday)
}

// repeats notes when something that is done again and again is due, and when that is near.
func (t *nextChange) repeats(due civil.Date, warn civil.Period) {
	t.after(due)
	if !warn.IsZero() {
		t.within(due, warn, t.eval.OwnCalendar)
	}
}

// onceTheyCome notes when days that the registry names with a date in the future come to count.
func (t *nextChange) onceTheyCome(days ...civil.Date) {
	for _, d := range days {
		t.on(d)
	}
}
