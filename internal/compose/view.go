package compose

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// View is what a mail may be written from: everything that one pass knew, after
// its decisions were taken.
type View struct {
	State     model.State
	Registry  *model.Registry
	Findings  map[string]model.Finding // by alert key: the worst current one
	Deadlines []model.Deadline
	Facts     *model.Facts
	Now       time.Time

	// against are the alerts that speak against ways to suppliers, by supplier; nil: not gathered.
	against map[string][]model.Alert
}

// reader is who reads a mail, with the clock on the wall there.
type reader struct {
	team *model.Team // nil: an address outside all teams, or a webhook
	zone *time.Location
}

func (v View) reader(to model.Recipient) reader {
	r := reader{zone: time.UTC}
	if v.Registry == nil {
		return r
	}
	r.team = v.Registry.Teams[to.Team]
	if r.team != nil && r.team.Calendar != nil && r.team.Calendar.Location != nil {
		r.zone = r.team.Calendar.Location
	}
	return r
}

// dateText writes a day as people read it: Wed 30 Sep 2026.
func dateText(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Start(time.UTC).Format("Mon 2 Jan 2006")
}

// dayText writes a day of which the year goes without saying: 14 Sep.
func dayText(d civil.Date, now time.Time) string {
	if d.Year != now.Year() {
		return d.Start(time.UTC).Format("2 Jan 2006")
	}
	return d.Start(time.UTC).Format("2 Jan")
}

// clock writes an instant by the reader's clock: Wed 16 Sep 08:00, with the
// year where it is not this one.
func (r reader) clock(t, now time.Time) string {
	t = t.In(r.zone)
	if t.Year() != now.In(r.zone).Year() {
		return t.Format("Mon 2 Jan 2006 15:04")
	}
	return t.Format("Mon 2 Jan 15:04")
}

// today is the day that now is by the reader's clock.
func (r reader) today(now time.Time) civil.Date { return civil.DateOf(now.In(r.zone)) }

// zoneName names the clock that the mail's times are of: CEST, and where that
// is kept.
func (r reader) zoneName(now time.Time) string {
	short, _ := now.In(r.zone).Zone()
	name := r.zone.String()
	if short == name {
		return short
	}
	return short + " (" + name + ")"
}

// supplier returns the alert's supplier, or nil: it left the registry, or the
// alert is about us.
func (v View) supplier(a model.Alert) *model.Supplier {
	if v.Registry == nil || a.Supplier == "" {
		return nil
	}
	return v.Registry.Supplier(a.Supplier)
}

// finding returns the current finding behind an alert. Where there is none any
// more, the alert's own memory of it stands in.
func (v View) finding(a model.Alert) model.Finding {
	if f, ok := v.Findings[a.Key]; ok {
		return f
	}
	return model.Finding{
		Rule: a.Rule, Severity: a.Severity, Route: a.Route, Supplier: a.Supplier, Subject: a.Subject,
		Occurrence: a.Occurrence, Message: a.Message, Due: a.Due, Exposure: a.Exposure, Group: a.Group, Stage: a.Stage,
	}
}
