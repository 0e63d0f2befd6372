// Package view holds what one evaluation knew, so that its mails and the pages after it can be written without looking anything up again.
package view

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// View is everything that a mail or a page may be written from. The engine computes it once for each evaluation, before the mails: what a mail
// needs from all alerts, suppliers or requests is gathered here and not for each mail anew.
type View struct {
	State    model.State
	Registry *model.Registry
	Findings map[string]model.Finding // by alert key: the most severe current one
	Facts    *factindex.Index
	Now      time.Time

	OpenAlerts map[string][]model.Alert // by supplier

	// The fields below are for mails; a page needs none of them.

	AlertsIn    map[string]int               // how many alerts a mail was about, by its outbox row
	Counts      map[string]Counts            // by team
	SuppliersOf map[string][]*model.Supplier // by team; those without an owner under an empty name
	AckHolds    map[string]time.Time         // by alert: until when an acknowledgement given now would hold; zero: without an end
	Summaries   map[string]apidoc.Summary    // by team that is sent a weekly summary
	Requests    map[string][]model.Request   // by team: the verification mails that would be sent if they were released
}

// Counts are the open alerts of a team that its weekly summary does not list.
type Counts struct {
	Alerts int // mailed by themselves
	Held   int // tasks that somebody has acknowledged or snoozed
}

// Indexed returns the view with what mails need from all alerts and suppliers.
func (v View) Indexed() View {
	v.OpenAlerts, v.AlertsIn, v.Counts = OpenAlerts(v.State.Alerts), map[string]int{}, map[string]Counts{}
	for _, a := range v.State.Alerts {
		v.countMails(a)
	}
	for _, alerts := range v.OpenAlerts {
		for _, a := range alerts {
			v.countOpen(a)
		}
	}
	v.SuppliersOf = SuppliersByTeam(v.Registry)
	return v
}

// OpenAlerts returns the open alerts by supplier, without those that are not raised yet.
func OpenAlerts(alerts map[string]model.Alert) map[string][]model.Alert {
	open := map[string][]model.Alert{}
	for _, a := range alerts {
		if a.State.Open() && a.State != model.StatePending {
			open[a.Supplier] = append(open[a.Supplier], a)
		}
	}
	return open
}

// countOpen counts an open alert that no weekly summary lists.
func (v View) countOpen(a model.Alert) {
	counts := v.Counts[a.Team]
	switch {
	case a.Mailed():
		counts.Alerts++
	case a.State != model.StateFiring:
		counts.Held++
	}
	v.Counts[a.Team] = counts
}

// countMails counts an alert once for each mail that was about it.
func (v View) countMails(a model.Alert) {
	seen := map[string]bool{}
	for _, n := range a.Notified {
		if n.Mail != "" && !seen[n.Mail] {
			seen[n.Mail] = true
			v.AlertsIn[n.Mail]++
		}
	}
}

// SuppliersByTeam returns the suppliers that each team owns.
func SuppliersByTeam(r *model.Registry) map[string][]*model.Supplier {
	owned := map[string][]*model.Supplier{}
	if r == nil {
		return owned
	}
	for _, s := range r.Suppliers {
		team := ""
		if s.Owner != nil {
			team = s.Owner.ID
		}
		owned[team] = append(owned[team], s)
	}
	return owned
}

// Finding returns the current finding behind an alert, or what the alert remembers of it where there is none any more.
func (v View) Finding(a model.Alert) model.Finding {
	if f, ok := v.Findings[a.Key]; ok {
		return f
	}
	return model.Finding{
		Rule: a.Rule, Severity: a.Severity, Route: a.Route, Supplier: a.Supplier, Subject: a.Subject, Occurrence: a.Occurrence,
		Message: a.Message, Due: a.Due, Exposure: a.Exposure, Group: a.Group, Stage: a.Stage,
	}
}

// DaysLeft returns how many days are left until the day of an alert, for every reader the same; false where it has none.
func (v View) DaysLeft(a model.Alert) (days int, dated bool) {
	if a.Due.IsZero() {
		return 0, false
	}
	days = civil.DaysLeft(a.Due, v.Now, v.OwnCalendar(a), v.endsIn(a))
	if rulebook.RaisedLate(a.Rule) && a.State.Open() {
		days = min(-1, days)
	}
	return days, true
}

// DayZones returns where the day of an alert ends, and where its owner counts the days left.
func (v View) DayZones(a model.Alert) civil.DayZones {
	return civil.DayZones{Ends: v.endsIn(a).Zone(), Owner: v.OwnCalendar(a).Zone()}
}

// endsIn returns the calendar in which the day of an alert ends.
func (v View) endsIn(a model.Alert) *civil.Calendar {
	if s := v.Supplier(a); s != nil && rulebook.DueAtSupplier(a.Rule) {
		return s.Calendar
	}
	return v.OwnCalendar(a)
}

// OwnToday returns the day that it is for the owner of an alert.
func (v View) OwnToday(a model.Alert) civil.Date { return v.OwnCalendar(a).Today(v.Now) }

// OwnCalendar returns the calendar of the team that owns an alert; that of what no team owns without one.
func (v View) OwnCalendar(a model.Alert) *civil.Calendar {
	if v.Registry == nil {
		return nil
	}
	if s := v.Supplier(a); s != nil {
		return v.Registry.CalendarOf(s.Owner)
	}
	if f, known := v.Findings[a.Key]; known {
		return v.Registry.CalendarOf(f.Owner)
	}
	return v.Registry.CalendarOf(v.Registry.Teams[a.Team])
}

// Supplier returns an alert's supplier, or nil: it left the registry, or the alert is about ourselves.
func (v View) Supplier(a model.Alert) *model.Supplier {
	if v.Registry == nil || a.Supplier == "" {
		return nil
	}
	return v.Registry.Supplier(a.Supplier)
}
