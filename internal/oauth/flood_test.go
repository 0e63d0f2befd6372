package oauth

import (
	"testing"

	"supplierwatch/internal/testkit/faultyserver"
)

// TestATokenServerThatDoesNotStopSending holds that neither an endless header nor an endless document is read to the end.
func TestATokenServerThatDoesNotStopSending(t *testing.T) {
	t.Parallel()
	for name, parts := range map[string][2]string{
		"a header":   {"HTTP/1.1 200 OK\r\n", "X-A: b\r\n"},
		"a document": {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"access_token\": \"", "x"},
	} {
		server := faultyserver.StartFlood(t, parts[0], parts[1])
		s := New(Client{TokenURL: "http://" + server.Addr, ID: "watchdog", Secret: "s3cret"})
		if got, err := s.Token(t.Context(), ""); err == nil {
			t.Errorf("%s: it gives a token of %d bytes", name, len(got))
		}
		if sent := server.Sent(); sent > 64<<20 {
			t.Errorf("%s: the server could send %d bytes", name, sent)
		}
	}
}
