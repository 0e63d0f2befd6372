package web

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"supplierwatch/internal/web/access"
)

// TestHealthIsAnsweredWhileAllConnectionsAreTaken fills a real server with connections that say nothing.
func TestHealthIsAnsweredWhileAllConnectionsAreTaken(t *testing.T) {
	server := httptest.NewUnstartedServer(New(Options{Snapshot: shown, Verdicts: snapshotVerdicts{shown}, Metrics: NewMetrics("", "", ""), Log: slog.New(slog.DiscardHandler)}))
	server.Listener = access.LimitConnections(server.Listener, 8)
	server.Start()
	t.Cleanup(server.Close)
	for range 40 {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
	}
	for _, path := range []string{"/-/healthy", "/-/ready"} {
		if status, _, _ := ask(t, "GET", server.URL+path, ""); status != http.StatusOK {
			t.Errorf("%s: %d", path, status)
		}
	}
}
