package daemon

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/engine"
)

// benchPaths are the pages and lists whose costs are measured, with one supplier and one alert among them.
var benchPaths = []string{
	"/-/ready", "/-/healthy", "/metrics", "/", "/suppliers", "/suppliers?q=resin", "/suppliers/supplier-7", "/ahead", "/coverage", "/tasks", "/mailboxes", "/escalation", "/status",
	"/alerts/ALERT", "/calendar.ics", "/api/v1/alerts", "/api/v1/findings", "/api/v1/deadlines", "/api/v1/suppliers", "/api/v1/suppliers/supplier-7",
	"/api/v1/mailboxes", "/api/v1/facts", "/api/v1/config",
}

// BenchmarkPages asks the page over HTTP for what a monitoring system, programs and people read, on the state of a daemon with many suppliers. First is
// the CPU time of the first request after an evaluation in which one alert has changed, again that of one more.
func BenchmarkPages(b *testing.B) {
	for _, suppliers := range []int{100, 1_000, 10_000} {
		d, last := evaluatedDaemon(b, suppliers)
		server := httptest.NewServer(d.page.handler(map[string]any{}, true))
		b.Cleanup(server.Close)
		for _, path := range benchPaths {
			b.Run(fmt.Sprintf("%d%s", suppliers, path), func(b *testing.B) {
				address := server.URL + path
				if path == "/alerts/ALERT" {
					for id := range last.State.Alerts {
						address = server.URL + "/alerts/" + id
						break
					}
				}
				var first, again time.Duration
				for b.Loop() {
					last = evaluatedAgain(last)
					d.publisher.publish(last)
					runtime.GC() // of what copying left behind
					first += cpuOf(b, func() { fetch(b, address) })
					again += cpuOf(b, func() { fetch(b, address) })
				}
				b.ReportMetric(float64(first.Microseconds())/1000/float64(b.N), "ms-first")
				b.ReportMetric(float64(again.Microseconds())/1000/float64(b.N), "ms-again")
			})
		}
	}
}

// evaluatedDaemon returns a daemon with many suppliers after its first evaluations, with the last of them.
func evaluatedDaemon(b *testing.B, suppliers int) (*Daemon, engine.Evaluation) {
	b.Helper()
	d := benchDaemon(b, suppliers)
	clock := func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }
	d.clock, d.engine.Clock, d.snapshots.Clock, d.page.documents.Clock = clock, clock, clock, clock
	for range 3 { // past the first start
		if _, err := d.engine.Evaluate(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	return d, *d.last.Load()
}

// evaluatedAgain returns an evaluation of everything anew in which one alert has changed.
func evaluatedAgain(before engine.Evaluation) engine.Evaluation {
	next := before
	next.At, next.Number = before.At.Add(time.Minute), before.Number+1
	next.Findings, next.Deadlines, next.State.Alerts = slices.Clone(before.Findings), slices.Clone(before.Deadlines), maps.Clone(before.State.Alerts)
	for id, a := range next.State.Alerts {
		a.LastFactSeq++
		next.State.Alerts[id], next.Changed = a, []string{id}
		break
	}
	return next
}

// fetch reads one page or document.
func fetch(b *testing.B, address string) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
	if err != nil {
		b.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode >= 500 && answer.StatusCode != http.StatusServiceUnavailable {
		b.Fatal(address, answer.Status, err)
	}
}
