package web

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// Metrics counts what happens between snapshots. What a snapshot contains is read
// from it at each scrape. No label carries a supplier.
type Metrics struct {
	registry    *prometheus.Registry
	mails       *prometheus.CounterVec
	probes      *prometheus.CounterVec
	evaluations prometheus.Histogram
	scans       *prometheus.GaugeVec
}

const namespace = "supplierwatch"

// NewMetrics returns counters at zero for the build with these three words.
func NewMetrics(version, revision, goversion string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		mails: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "mails_total", Help: "Attempts to send a mail, by what they came to.",
		}, []string{"kind", "result", "reason"}),
		probes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "probes_total", Help: "Probes, by what they came to.",
		}, []string{"kind", "result", "reason"}),
		evaluations: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: namespace, Name: "cycle_duration_seconds", Help: "How long a complete evaluation took.",
			Buckets: []float64{0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60},
		}),
		scans: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Namespace: namespace, Name: "mailbox_last_scan_timestamp_seconds", Help: "When our mailbox was last read to its end.",
		}, []string{"mailbox"}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "Always 1; the labels tell the build.",
	}, []string{"version", "revision", "goversion"})
	build.WithLabelValues(version, revision, goversion).Set(1)
	m.registry.MustRegister(m.mails, m.probes, m.evaluations, m.scans, build)
	return m
}

// Mail counts one attempt to send a mail.
func (m *Metrics) Mail(kind model.MailKind, result model.MailResult, reason string) {
	m.mails.WithLabelValues(string(kind), string(result), reason).Inc()
}

// Probe counts one probe. Kind, result and reason are words from closed lists.
func (m *Metrics) Probe(kind, result, reason string) {
	m.probes.WithLabelValues(kind, result, reason).Inc()
}

// Scanned records that one of our mailboxes was read completely.
func (m *Metrics) Scanned(mailbox string, at time.Time) {
	m.scans.WithLabelValues(mailbox).Set(float64(at.UnixMilli()) / 1000)
}

// ObserveEvaluation counts one complete evaluation.
func (m *Metrics) ObserveEvaluation(took time.Duration) { m.evaluations.Observe(took.Seconds()) }

func (m *Metrics) handler(snapshot func() content.Snapshot) http.Handler {
	scraped := prometheus.NewRegistry()
	scraped.MustRegister(gauges{snapshot})
	return promhttp.HandlerFor(prometheus.Gatherers{m.registry, scraped}, promhttp.HandlerOpts{})
}

// gauges reads a snapshot at each scrape. A value that is not known is absent.
type gauges struct{ snapshot func() content.Snapshot }

var (
	descRegistry    = desc("registry_info", "Always 1; the label is the hash of the registry in force.", "hash")
	descReloadOK    = desc("registry_last_reload_successful", "1 if the last attempt to read the registry succeeded.")
	descReloadAt    = desc("registry_last_reload_success_timestamp_seconds", "When the registry was last read with success.")
	descFindings    = desc("findings", "Present findings.", "rule", "severity")
	descAlerts      = desc("alerts", "Alerts kept, by state.", "state")
	descPending     = desc("outbox_pending", "Mails that wait to be sent.")
	descOldest      = desc("outbox_oldest_seconds", "Age of the oldest mail that waits.")
	descEvaluated   = desc("last_cycle_timestamp_seconds", "When the last complete evaluation began.")
	descVantageUp   = desc("vantage_up", "1 if this machine reaches the network, 0 if it is cut off.")
	allDescriptions = []*prometheus.Desc{
		descRegistry, descReloadOK, descReloadAt, descFindings, descAlerts, descPending, descOldest, descEvaluated, descVantageUp,
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

// Collect sends the gauges of the current snapshot.
func (g gauges) Collect(out chan<- prometheus.Metric) {
	s := g.snapshot()
	emit := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	emit(descReloadOK, truth(s.Reload.OK))
	if !s.Reload.At.IsZero() {
		emit(descReloadAt, seconds(s.Reload.At))
	}
	if s.Registry != nil {
		emit(descRegistry, 1, s.Registry.Hash)
	}
	if s.Vantage != nil {
		emit(descVantageUp, truth(*s.Vantage))
	}
	collectOutbox(s, emit)
	if s.EvaluatedAt.IsZero() {
		return
	}
	emit(descEvaluated, seconds(s.EvaluatedAt))
	collectCounts(s, emit)
}

func collectOutbox(s content.Snapshot, emit func(*prometheus.Desc, float64, ...string)) {
	if s.Outbox == nil {
		return
	}
	emit(descPending, float64(s.Outbox.Pending))
	if !s.Outbox.Oldest.IsZero() {
		emit(descOldest, time.Since(s.Outbox.Oldest).Seconds())
	}
}

func collectCounts(s content.Snapshot, emit func(*prometheus.Desc, float64, ...string)) {
	type verdict struct {
		rule     string
		severity model.Severity
	}
	findings := map[verdict]int{}
	for _, f := range s.Findings.Findings {
		findings[verdict{f.Rule, f.Severity}]++
	}
	for v, n := range findings {
		emit(descFindings, float64(n), v.rule, string(v.severity))
	}
	states := map[model.AlertState]int{}
	for _, a := range s.Alerts.Alerts {
		states[a.State]++
	}
	for state, n := range states {
		emit(descAlerts, float64(n), string(state))
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
