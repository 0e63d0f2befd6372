package replycmd

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/dateinput"
)

// End is when a snooze or an acknowledgement ends: one of a day, an instant and a period from now. The others are zero.
type End struct {
	Day     civil.Date
	Instant time.Time
	Period  civil.Period
}

var errFraction = fmt.Errorf("write the period in whole numbers, for example %q", "36 hours")

var errNoPeriod = fmt.Errorf("say for how long, for example %q", "snooze 3 days")

// ReadEnd reads when a snooze ends, and returns the note that follows: 3 days, for 3 days, until Monday, 15 Jan, tomorrow, an instant as RFC 3339.
func ReadEnd(text string, today civil.Date) (end End, note string, err error) {
	text, until := CutUntil(text)
	switch {
	case until:
		text = withWholeWeekday(text)
	default:
		var found bool
		text, _ = CutFor(text)
		if isFraction(text) {
			return End{}, "", errFraction
		}
		if end.Period, note, found = leadingPeriod(text); found {
			return end, note, nil
		}
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	if instant, err := time.Parse(time.RFC3339, strings.ToUpper(strings.Trim(first, ".,;"))); err == nil {
		return End{Instant: instant}, rest, nil
	}
	end.Day, note, err = dateinput.Read(text, today, dateinput.Coming)
	switch {
	case errors.Is(err, dateinput.ErrNoDay) && until:
		err = fmt.Errorf("%q is not a valid time; expected a day, e.g. 2026-12-01, or an instant, e.g. 2026-12-01T08:00:00Z, or a period, e.g. \"for 4 hours\"", text)
	case errors.Is(err, dateinput.ErrNoDay):
		err = errNoPeriod
	}
	return end, note, err
}

// End returns until when or for how long the command was asked for, as it is written, and the note that follows. An acknowledgement has an end only
// behind "until", or behind "for" and a period: another day is a note.
func (c Command) End() (end, note string) {
	switch c.Verb {
	case Snooze:
		return SplitEnd(c.Rest)
	case Ack:
		if namesEnd(c.Rest) {
			return SplitEnd(c.Rest)
		}
	}
	return "", c.Rest
}

// canBeRead reports whether a text is the end of an acknowledgement on any day.
func canBeRead(end string) bool {
	_, _, err := ReadEnd(end, civil.NewDate(2000, time.January, 1))
	return err == nil
}

// SplitEnd returns when a snooze ends, as it is written, and the note that follows.
func SplitEnd(text string) (end, note string) {
	_, note, err := ReadEnd(text, civil.NewDate(2000, time.January, 1)) // the note begins behind the same words on any day
	if err != nil {
		return text, ""
	}
	return strings.TrimSpace(strings.TrimSuffix(text, note)), note
}

// Note returns the text beside an acknowledgement, a snooze or a handover, and below it.
func (c Command) Note() string {
	switch c.Verb {
	case Ack, Snooze, NotMine:
		_, note := c.End()
		return joined(note, c.Below)
	}
	return ""
}

// Text returns what follows the verb: a reason whole, and of anything else the first line.
func (c Command) Text() string {
	if c.Verb == Waived || c.Verb == Keep {
		return joined(c.Rest, c.Below)
	}
	return c.Rest
}
