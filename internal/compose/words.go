package compose

import (
	"time"

	"supplierwatch/internal/model"
)

// Headline is what mails call an alert.
func (v View) Headline(a model.Alert) string { return v.headline(a, v.finding(a)) }

// When writes an instant by the clock of a recipient, and names that: Tue 22 Sep 08:00 (Europe/Berlin).
func (v View) When(t time.Time, to model.Recipient) string {
	return v.Clock(t, to) + " (" + v.Zone(to) + ")"
}

// Instant writes an instant as a sentence names it: Wed 2 Dec, 08:00 CET; with the year where it is another one.
func (v View) Instant(t time.Time, to model.Recipient) string {
	zone := v.reader(to).zone
	t = t.In(zone)
	layout := "Mon 2 Jan, 15:04 MST"
	if t.Year() != v.Now.In(zone).Year() {
		layout = "Mon 2 Jan 2006, 15:04 MST"
	}
	return t.Format(layout)
}

// Clock writes an instant by the clock of a recipient.
func (v View) Clock(t time.Time, to model.Recipient) string { return v.reader(to).clock(t, v.Now) }

// Zone names the clock of a recipient.
func (v View) Zone(to model.Recipient) string { return v.reader(to).zone.String() }

// Next names who is told of an alert if nobody acts; empty if nobody is any more.
func (v View) Next(a model.Alert) string {
	next, ok := v.next(a, v.finding(a), reader{zone: time.UTC})
	if !ok {
		return ""
	}
	return next.Who
}
