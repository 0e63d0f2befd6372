package web

import (
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// Metrics counts what happens between snapshots, and remembers when our mailboxes were scanned. What a snapshot contains is read from it at each scrape.
// No label carries a supplier, and each label has values from a closed list.
type Metrics struct {
	registry    *prometheus.Registry
	mails       *prometheus.CounterVec
	probes      *prometheus.CounterVec
	evaluations prometheus.Histogram
	scans       scanTimes
}

const namespace = "supplierwatch"

// NewMetrics returns counters at zero for a build, with the metrics of the process and of the Go runtime.
func NewMetrics(version, revision, goversion string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		mails: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "mails_total", Help: "Attempts to send a mail, by kind of mail, result and reason.",
		}, []string{"kind", "result", "reason"}),
		probes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "probes_total", Help: "Probes, by kind, result and reason.",
		}, []string{"kind", "result", "reason"}),
		evaluations: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: namespace, Name: "cycle_duration_seconds", Help: "Duration of complete evaluations in seconds.",
			Buckets: []float64{0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60},
		}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "Version, revision and Go version of the running program, as labels. The value is always 1.",
	}, []string{"version", "revision", "goversion"})
	build.WithLabelValues(version, revision, goversion).Set(1)
	m.registry.MustRegister(
		m.mails, m.probes, m.evaluations, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
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
func (m *Metrics) Scanned(mailbox string, at time.Time) { m.scans.set(mailbox, at) }

// ObserveEvaluation counts one complete evaluation.
func (m *Metrics) ObserveEvaluation(took time.Duration) { m.evaluations.Observe(took.Seconds()) }

func (m *Metrics) handler(snapshot func() content.Snapshot, clock func() time.Time) http.Handler {
	scraped := prometheus.NewRegistry()
	scraped.MustRegister(gauges{snapshot: snapshot, clock: clock, scans: &m.scans})
	return promhttp.HandlerFor(prometheus.Gatherers{m.registry, scraped}, promhttp.HandlerOpts{})
}

// scanTimes remembers when each of our mailboxes was last scanned.
type scanTimes struct {
	mu sync.Mutex
	at map[string]time.Time
}

func (s *scanTimes) set(mailbox string, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at == nil {
		s.at = map[string]time.Time{}
	}
	s.at[mailbox] = at
}

// each calls a function with each mailbox and the time of its last scan.
func (s *scanTimes) each(do func(mailbox string, at time.Time)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for mailbox, at := range s.at {
		do(mailbox, at)
	}
}
