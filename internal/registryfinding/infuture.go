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
	var found []InFuture
	for _, x := range recordedEvents(s) {
		var ahead []eventDay
		f := InFuture{Subject: x.subject}
		for _, d := range x.days {
			begins := begin(d.at, owner)
			if d.at.IsZero() || !begins.After(now) {
				continue
			}
			ahead = append(ahead, d)
			f.Places = append(f.Places, fmt.Sprintf("`%s: %s` is at %s.", d.key, written(d.at), d.pos))
			if f.Next.IsZero() || begins.Before(f.Next) {
				f.Next = begins
			}
		}
		if len(ahead) > 0 {
			f.Pos = ahead[0].pos
			f.Message, f.Steps = x.inFuture(ahead, owner.Today(now))
			found = append(found, f)
		}
	}
	return found
}

// begin returns when a day begins at the owner, or the instant that is given.
func begin(m model.Moment, owner *civil.Calendar) time.Time {
	if !m.Instant.IsZero() {
		return m.Instant
	}
	return m.Date.Start(owner.Zone())
}

func (x *eventDays) inFuture(days []eventDay, today civil.Date) (message string, steps []string) {
	var dates []string
	for _, d := range days {
		dates = append(dates, fmt.Sprintf("`%s: %s`", d.key, written(d.at)))
		steps = append(steps, fmt.Sprintf("Replace `%s` in `%s` by the day on which %s, `%s` or earlier.", written(d.at), d.key, d.event, today))
	}
	what := "a past event with a future date"
	if len(dates) > 1 {
		what = "past events with future dates"
	}
	steps = append(steps, "If it is only planned, delete it, and record it once it has happened.")
	return fmt.Sprintf("%s records %s: %s.", x.item, what, prose.List(dates)), steps
}

// written returns a moment as a sentence names it: with its hour if it has one, since its day may be today.
func written(m model.Moment) string {
	if !m.Instant.IsZero() {
		return m.Instant.Format("2006-01-02 15:04 -07:00")
	}
	return m.Date.String()
}
