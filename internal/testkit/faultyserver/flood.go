package faultyserver

import (
	"io"
	"net"
	"strings"
	"sync/atomic"
)

// Flood is a server that sends when somebody connects and does not stop until the connection is closed.
type Flood struct {
	Addr string // its host:port
	sent atomic.Int64
}

// floodEnds is where a flood ends that nobody stops: a test has failed long before.
const floodEnds = 1 << 30

// StartFlood starts one until the test ends. It sends first once and then again for ever. A flood of HTTP waits for the
// beginning of a request: a client takes what comes before it for a broken connection.
func StartFlood(t Test, first, again string) *Flood {
	t.Helper()
	server := listen(t)
	f := &Flood{Addr: server.addr}
	block := strings.Repeat(again, max(1, 16<<10/len(again)))
	server.serve(t, func(conn net.Conn) { f.pour(conn, first, block) })
	return f
}

func (f *Flood) pour(conn net.Conn, first, block string) {
	if strings.HasPrefix(first, "HTTP/") {
		if _, err := conn.Read(make([]byte, 1)); err != nil {
			return
		}
	}
	_, err := io.WriteString(conn, first)
	for err == nil && f.sent.Load() < floodEnds {
		var n int
		n, err = io.WriteString(conn, block)
		f.sent.Add(int64(n))
	}
}

// Sent is how many bytes of the flood went out: what was read, and what the system's buffers took in.
func (f *Flood) Sent() int64 { return f.sent.Load() }
