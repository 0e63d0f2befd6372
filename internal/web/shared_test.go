package web

import (
	"bufio"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// memoryListener gives connections that live in memory.
type memoryListener struct {
	next   chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *memoryListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.next:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *memoryListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *memoryListener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

// large is a snapshot whose alerts are about 10 MB as a document.
func large() content.Snapshot {
	x := shown()
	x.Edition = "the first evaluation"
	one := x.Alerts.Alerts[0]
	one.Message = strings.Repeat("acme.example takes no mail. ", 40)
	for i := range 7000 {
		one.ID = fmt.Sprintf("a%06x", i)
		x.Alerts.Alerts = append(x.Alerts.Alerts, one)
	}
	return x
}

// heap is how much memory is in use once everything that nobody needs is gone, and how much was ever asked for.
func heap() (used, ever int64) {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc), int64(m.TotalAlloc)
}

// TestFortySlowReadersShareOneAnswer has 40 clients ask for 5 MB each and read no more than the head of the answer.
func TestFortySlowReadersShareOneAnswer(t *testing.T) {
	x := large()
	listener := &memoryListener{next: make(chan net.Conn), closed: make(chan struct{})}
	server := &http.Server{Handler: New(Options{Snapshot: func() content.Snapshot { return x }, Metrics: NewMetrics("", "", ""), Log: slog.New(slog.DiscardHandler)})}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	before, everBefore := heap()
	size := 0
	const readers = 40
	for range readers {
		ours, theirs := net.Pipe()
		listener.next <- theirs
		t.Cleanup(func() { ours.Close() })
		if _, err := ours.Write([]byte("GET /api/v1/alerts?limit=5000 HTTP/1.1\r\nHost: localhost\r\n\r\n")); err != nil {
			t.Fatal(err)
		}
		// That the head has come means that the whole answer was made.
		response, err := http.ReadResponse(bufio.NewReaderSize(ours, 16), nil)
		if err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("%v %v", response, err)
		}
		t.Cleanup(func() { response.Body.Close() })
		size = int(response.ContentLength)
	}
	after, everAfter := heap()
	cost, ever := after-before, everAfter-everBefore
	t.Logf("an answer of %.1f MB costs %.1f MB with %d slow readers; %.1f MB were ever asked for", float64(size)/(1<<20), float64(cost)/(1<<20), readers,
		float64(ever)/(1<<20))
	if size < 4<<20 || size > 5_000_000 {
		t.Fatalf("the answer has %d bytes, want nearly 5 MB", size)
	}
	if cost > int64(2*size)+(10<<20) {
		t.Errorf("%d slow readers cost %d bytes with an answer of %d", readers, cost, size)
	}
	if ever > 200<<20 {
		t.Errorf("%d bytes were asked for to serve %d slow readers", ever, readers)
	}
	runtime.KeepAlive(x)
}

func TestAReaderSeesTheNextEdition(t *testing.T) {
	x := large()
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return x } })
	_, first, _ := ask(t, "GET", server.URL+"/api/v1/findings", "")
	x.Findings.Findings, x.Edition = []model.Finding{}, "the second evaluation"
	if _, second, _ := ask(t, "GET", server.URL+"/api/v1/findings", ""); second == first {
		t.Error("the first edition is told for ever")
	}
}
