package postgres

import (
	"net"
	"strings"
	"testing"
)

// TestConnectionsAreExplainedOnOneLine connects where no server listens, and to one that offers no TLS.
func TestConnectionsAreExplainedOnOneLine(t *testing.T) {
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	go func() {
		for {
			c, err := plain.Accept()
			if err != nil {
				return
			}
			_, _ = c.Write([]byte("N")) // the answer of a server without TLS to an SSLRequest
			_ = c.Close()
		}
	}()
	for url, want := range map[string]string{
		"postgres://u@127.0.0.1:1/db":                                   "check host and port under state",
		"postgres://u@" + plain.Addr().String() + "/db?sslmode=require": "the server offers no TLS; switch it on there, or change sslmode in the URL under state",
	} {
		_, err := Open(t.Context(), Address{URL: url})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one line with %q", url, err, want)
		}
	}
}
