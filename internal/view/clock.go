package view

import (
	"time"

	"supplierwatch/internal/model"
)

// Location returns the time zone of a recipient: that of the team, else UTC.
func (v View) Location(to model.Recipient) *time.Location {
	if v.Registry == nil {
		return time.UTC
	}
	if t := v.Registry.Teams[to.Team]; t != nil && t.Calendar != nil && t.Calendar.Location != nil {
		return t.Calendar.Location
	}
	return time.UTC
}

// Zone returns the name of the time zone of a recipient.
func (v View) Zone(to model.Recipient) string { return v.Location(to).String() }

// Clock writes an instant in the time zone of a recipient.
func (v View) Clock(t time.Time, to model.Recipient) string { return Clock(t, v.Now, v.Location(to)) }

// Clock writes an instant in a time zone: Wed 16 Sep 08:00, with the year where it is not that of now.
func Clock(t, now time.Time, zone *time.Location) string {
	t = t.In(zone)
	if t.Year() != now.In(zone).Year() {
		return t.Format("Mon 2 Jan 2006 15:04")
	}
	return t.Format("Mon 2 Jan 15:04")
}

// When writes an instant in the time zone of a recipient, and names the zone: Tue 22 Sep 08:00 (Europe/Berlin).
func (v View) When(t time.Time, to model.Recipient) string {
	return v.Clock(t, to) + " (" + v.Zone(to) + ")"
}

// Instant writes an instant as a sentence names it: Wed 2 Dec, 08:00 CET; with the year where it is not that of now.
func (v View) Instant(t time.Time, to model.Recipient) string {
	zone := v.Location(to)
	t = t.In(zone)
	layout := "Mon 2 Jan, 15:04 MST"
	if t.Year() != v.Now.In(zone).Year() {
		layout = "Mon 2 Jan 2006, 15:04 MST"
	}
	return t.Format(layout)
}
