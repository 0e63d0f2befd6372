package registryfinding

import (
	"fmt"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// InFuture is an item that records past events with dates after today.
type InFuture struct {
	Subject model.Subject
	Pos     model.Position // of the first date
	Message string         // names each date
	Steps   []string       // what to write in place of each
	Places  []string       // where each is; the message has none, since it stays the same if the item moves
	Next    time.Time      // when the first of them comes
}

// DatesInFuture returns the items of a supplier that record past events with dates after today. Today is the day in the calendar of the owner.
func DatesInFuture(s *model.Supplier, owner *civil.Calendar, now time.Time) []InFuture {
	c := comingDays{owner: owner, today: owner.Today(now), now: now}
	c.entry(s)
	return c.found
}

func inFuture(x item, days []eventDay, owner *civil.Calendar, today civil.Date) InFuture {
	f := InFuture{Subject: x.subject, Pos: days[0].pos}
	var dates []string
	for _, d := range days {
		f.Places = append(f.Places, fmt.Sprintf("`%s: %s` is at %s.", d.key, written(d.at), d.pos))
		if begins := begin(d.at, owner); f.Next.IsZero() || begins.Before(f.Next) {
			f.Next = begins
		}
		dates = append(dates, fmt.Sprintf("`%s: %s`", d.key, written(d.at)))
		f.Steps = append(f.Steps, fmt.Sprintf("Replace `%s` in `%s` by the day on which %s, `%s` or earlier.", written(d.at), d.key, d.event, today))
	}
	what := "a past event with a future date"
	if len(dates) > 1 {
		what = "past events with future dates"
	}
	f.Steps = append(f.Steps, "If it is only planned, delete it, and record it once it has happened.")
	f.Message = fmt.Sprintf("%s records %s: %s.", x.text(), what, prose.List(dates))
	return f
}

// begin returns when a day begins at the owner, or the instant that is given.
func begin(m model.Moment, owner *civil.Calendar) time.Time {
	if !m.Instant.IsZero() {
		return m.Instant
	}
	return m.Date.Start(owner.Zone())
}

// written returns a moment as a sentence names it: with its hour if it has one, since its day may be today.
func written(m model.Moment) string {
	if !m.Instant.IsZero() {
		return m.Instant.Format("2006-01-02 15:04 -07:00")
	}
	return m.Date.String()
}
