package probetest

import (
	"context"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"supplierwatch/internal/model"
)

// floods are what a server sends first, and then again and again.
var floods = map[string]struct{ first, again string }{
	"a line without an end": {"", "x"},
	"lines":                 {"", "220-x\r\n"},
	"provisional answers":   {"", "HTTP/1.1 103 Early Hints\r\n\r\n"},
	"header fields":         {"HTTP/1.1 200 OK\r\n", "X-A: b\r\n"},
	"a document":            {"HTTP/1.1 200 OK\r\n\r\n", "[[[["},
	"TLS records":           {"", "\x16\x03\x03\x00\x04\x00\x00\x00\x00"},
	"TLS alerts":            {"", "\x15\x03\x03\x00\x02\x01\x64"},
}

// Flood runs a probe against servers that send without end. The probe must read a bounded number of bytes and, unless it may be well, not succeed.
func Flood(t *testing.T, probe func(t *testing.T, port string) func(context.Context) model.Fact, mayBeWell bool) {
	t.Helper()
	for name, flood := range floods {
		t.Run(name, func(t *testing.T) {
			var sent atomic.Int64
			port := Serve(t, func(conn net.Conn) {
				if _, err := io.WriteString(conn, flood.first); err != nil {
					return
				}
				for block := []byte(strings.Repeat(flood.again, 1000)); sent.Load() < 1<<30; {
					n, err := conn.Write(block)
					if sent.Add(int64(n)); err != nil {
						return
					}
				}
			})
			f := Run(t, probe(t, port))
			if f.Kind == model.FactProbeOK && !mayBeWell {
				t.Errorf("it is found well: %s", f.Evidence)
			}
			t.Logf("%d bytes went out; %s", sent.Load(), f.Data["reason"])
			if sent.Load() > 64<<20 { // what the system's buffers take in is not read
				t.Errorf("the server could send %d bytes", sent.Load())
			}
		})
	}
}
