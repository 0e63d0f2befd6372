package daemon

import (
	"testing"

	"supplierwatch/internal/testkit/faultyserver"
)

// TestAHeartbeatReadsNoMoreThanItNeeds checks that whoever receives the heartbeat cannot make us read without end.
func TestAHeartbeatReadsNoMoreThanItNeeds(t *testing.T) {
	for name, c := range map[string]struct {
		first, again string
		heard        bool
	}{
		"a header":   {"HTTP/1.1 200 OK\r\n", "X-A: b\r\n", false},
		"a document": {"HTTP/1.1 200 OK\r\n\r\n", "x", true},
	} {
		server := faultyserver.StartFlood(t, c.first, c.again)
		if err := call(t.Context(), "http://"+server.Addr); (err == nil) != c.heard {
			t.Errorf("%s: %v", name, err)
		}
		if sent := server.Sent(); sent > 64<<20 {
			t.Errorf("%s: the server could send %d bytes", name, sent)
		}
	}
}
