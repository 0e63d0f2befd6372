package testkit

import (
	"io"
	"net"
	"strings"
	"sync"
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
func StartFlood(t Host, first, again string) *Flood {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("start flood: %v", err)
	}
	f := &Flood{Addr: listener.Addr().String()}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { f.pour(conn, first, strings.Repeat(again, max(1, 16<<10/len(again)))) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		serving.Wait()
	})
	return f
}

func (f *Flood) pour(conn net.Conn, first, block string) {
	defer conn.Close()
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
