package web

import (
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// gauges reads a snapshot at each scrape. A value that is not known is absent.
type gauges struct {
	snapshot func() content.Snapshot
	clock    func() time.Time
	scans    *scanTimes
}

var (
	descRegistry       = desc("registry_info", "Hash of the registry in use, as a label. The value is always 1.", "hash")
	descReloadOK       = desc("registry_last_reload_successful", "Whether the last attempt to read the registry succeeded: 1 for yes, 0 for no.")
	descReloadAt       = desc("registry_last_reload_success_timestamp_seconds", "Time at which the registry was last read successfully, as a Unix timestamp.")
	descFindings       = desc("findings", "Findings of the last evaluation, by rule and severity. Rules without findings are absent.", "rule", "severity")
	descAlerts         = desc("alerts", "Stored alerts, open and ended ones, by state, route and severity.", "state", "route", "severity")
	descUnacknowledged = desc("oldest_unacknowledged_seconds", "Age of the oldest firing alert that sends mails of its own and that nobody has acknowledged. Absent if there is none.")
	descPending        = desc("outbox_pending", "Mails that have not been sent yet.")
	descOldest         = desc("outbox_oldest_seconds", "Age of the oldest mail that has not been sent yet. Absent if there is none.")
	descEvaluated      = desc("last_cycle_timestamp_seconds", "Time at which the last complete evaluation began, as a Unix timestamp.")
	descScanned        = desc("mailbox_last_scan_timestamp_seconds", "Time at which a mailbox of our own was last read completely, as a Unix timestamp.", "mailbox")
	descVantageUp      = desc("vantage_up", "Whether this host has network access: 1 for yes, 0 for no.")
	descLeases         = desc("leases", "Whether this replica holds the lease of a kind of work: 1 for yes, 0 for no.", "kind")
	allDescriptions    = []*prometheus.Desc{
		descRegistry, descReloadOK, descReloadAt, descFindings, descAlerts, descUnacknowledged, descPending, descOldest, descEvaluated, descScanned, descVantageUp, descLeases,
	}
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(namespace+"_"+name, help, labels, nil)
}

// Describe lists the gauges that Collect can send.
func (g gauges) Describe(out chan<- *prometheus.Desc) {
	for _, d := range allDescriptions {
		out <- d
	}
}

// emitter sends one gauge.
type emitter func(d *prometheus.Desc, value float64, labels ...string)

// Collect sends the gauges of the current snapshot.
func (g gauges) Collect(out chan<- prometheus.Metric) {
	s, now := g.snapshot(), g.clock()
	emit := emitter(func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	})
	emit.registry(s)
	emit.outbox(s.Outbox, now)
	g.scans.each(func(mailbox string, at time.Time) {
		if isScanned(mailbox, s.Registry) {
			emit(descScanned, timestamp(at), mailbox)
		}
	})
	for _, kind := range lease.Kinds {
		emit(descLeases, truth(slices.Contains(s.Leases, kind)), string(kind))
	}
	if s.Vantage != nil {
		emit(descVantageUp, truth(*s.Vantage))
	}
	if s.EvaluatedAt.IsZero() {
		return
	}
	emit(descEvaluated, timestamp(s.EvaluatedAt))
	emit.findings(s.FindingIndex().Counts())
	emit.alerts(s.AlertIndex().Counts())
	if oldest := s.AlertIndex().OldestUnacknowledged(); !oldest.IsZero() {
		emit(descUnacknowledged, age(oldest, now))
	}
}

// isScanned reports whether a mailbox is still read: the folder of replies, or a mailbox of the registry. Only the name of a folder has a slash.
func isScanned(mailbox string, r *model.Registry) bool {
	return strings.Contains(mailbox, "/") || r != nil && slices.ContainsFunc(r.Mailboxes, func(m *model.Mailbox) bool { return m.ID == mailbox })
}

func (emit emitter) registry(s content.Snapshot) {
	emit(descReloadOK, truth(s.Reload.OK))
	if !s.Reload.At.IsZero() {
		emit(descReloadAt, timestamp(s.Reload.At))
	}
	if s.Registry != nil {
		emit(descRegistry, 1, s.Registry.Hash)
	}
}

func (emit emitter) outbox(o *content.Outbox, now time.Time) {
	if o == nil {
		return
	}
	emit(descPending, float64(o.Pending))
	if !o.Oldest.IsZero() {
		emit(descOldest, age(o.Oldest, now))
	}
}

func (emit emitter) findings(counts map[content.FindingLabels]int) {
	for l, n := range counts {
		emit(descFindings, float64(n), l.Rule, string(l.Severity))
	}
}

// alerts sends how many alerts there are, with a zero where an alert is possible and there is none.
func (emit emitter) alerts(counts map[content.AlertLabels]int) {
	for l, n := range counts {
		emit(descAlerts, float64(n), string(l.State), string(l.Route), string(l.Severity))
	}
	for _, state := range model.AlertStates {
		for _, route := range []model.Route{model.RoutePage, model.RouteWork, model.RouteOperators} {
			for _, severity := range []model.Severity{model.Critical, model.Warning, model.Info} {
				if counts[content.AlertLabels{State: state, Route: route, Severity: severity}] == 0 {
					emit(descAlerts, 0, string(state), string(route), string(severity))
				}
			}
		}
	}
}

// age returns how many seconds ago an instant was. One that a clock which was set back puts into the future was just now.
func age(at, now time.Time) float64 { return max(now.Sub(at).Seconds(), 0) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func timestamp(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
