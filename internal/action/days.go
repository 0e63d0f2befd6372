package action

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/dateinput"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// today returns the current day of those who act on an alert: that of the team that owns it.
func (b *Batch) today(a model.Alert, at time.Time) civil.Date {
	return calendarOf(b.View.Registry, a).Today(at)
}

// pastDay reads the day on which something happened, as people write days, and returns it as ISO. An instant as RFC 3339 stays one.
func pastDay(text string, today civil.Date) (string, error) {
	if text == "" {
		return "", nil
	}
	if _, err := time.Parse(time.RFC3339, strings.ToUpper(text)); err == nil {
		return strings.ToUpper(text), nil
	}
	day, rest, err := dateinput.Read(text, today, dateinput.Past)
	switch {
	case errors.Is(err, dateinput.ErrNoDay), err == nil && rest != "":
		return "", invalid("`on`: %q is not a day; write it as %s", text, today)
	case err != nil:
		return "", invalid("%v", err)
	}
	return day.String(), nil
}

// renewedUntil reads the new last day of a contract: a field of the request or, in a reply, what follows the verb.
func renewedUntil(r Request, today civil.Date) (string, error) {
	text, _ := replycmd.CutUntil(cmp.Or(r.Until, r.Text))
	day, rest, err := dateinput.Read(text, today, dateinput.Coming)
	switch {
	case errors.Is(err, dateinput.ErrNoDay):
		return "", invalid("%v", replycmd.Missing(replycmd.Renewed))
	case err != nil:
		return "", invalid("%v", err)
	case r.Until != "" && rest != "":
		return "", invalid("`until`: %q is not a day; write it as %s", r.Until, day)
	case day.Before(today):
		return "", invalid("until: %s has passed; write the new last day, for example %q", day, "renewed 2028-03-31")
	}
	return day.String(), nil
}
