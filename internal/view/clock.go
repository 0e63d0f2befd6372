package view

import (
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Location returns the time zone of a recipient: that of the team, else that of what no team owns.
func (v View) Location(to model.Recipient) *time.Location {
	if v.Registry == nil {
		return time.UTC
	}
	return v.Registry.CalendarOf(v.Registry.Teams[to.Team]).Zone()
}

// Zone returns the name of the time zone of a recipient.
func (v View) Zone(to model.Recipient) string { return v.Location(to).String() }

// Clock writes an instant in the time zone of a recipient.
func (v View) Clock(t time.Time, to model.Recipient) string { return v.ClockOf(to).Short(t) }

// When writes an instant in the time zone of a recipient, and names the zone: Tue 22 Sep 08:00 (Europe/Berlin).
func (v View) When(t time.Time, to model.Recipient) string { return v.ClockOf(to).When(t) }

// Instant writes an instant as a sentence names it: Wed 2 Dec, 08:00 CET; with the year where it is not that of now.
func (v View) Instant(t time.Time, to model.Recipient) string { return v.ClockOf(to).Instant(t) }

// ClockOf returns the clock by which a recipient reads; without a recipient, that of pages.
func (v View) ClockOf(to model.Recipient) prose.Clock {
	return prose.Clock{Zone: v.Location(to), Now: v.Now}
}
