package web

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"supplierwatch/internal/model"
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
func large() Snapshot {
	x := shown()
	x.Edition = "the first pass"
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

// TestFortySlowReadersShareOneAnswer has 40 clients ask for 10 MB each and read no more than the head of the answer.
func TestFortySlowReadersShareOneAnswer(t *testing.T) {
	x := large()
	listener := &memoryListener{next: make(chan net.Conn), closed: make(chan struct{})}
	server := &http.Server{Handler: New(Options{Snapshot: func() Snapshot { return x }, Metrics: NewMetrics("", "", ""), Log: slog.New(slog.DiscardHandler)})}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	before, everBefore := heap()
	size := 0
	const readers = 40
	for range readers {
		ours, theirs := net.Pipe()
		listener.next <- theirs
		t.Cleanup(func() { ours.Close() })
		if _, err := ours.Write([]byte("GET /api/v1/alerts HTTP/1.1\r\nHost: localhost\r\n\r\n")); err != nil {
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
	if size < 8<<20 {
		t.Fatalf("the answer has only %d bytes", size)
	}
	if cost > int64(2*size)+(10<<20) {
		t.Errorf("%d slow readers cost %d bytes with an answer of %d", readers, cost, size)
	}
	if ever > 200<<20 {
		t.Errorf("%d bytes were asked for to serve %d slow readers", ever, readers)
	}
	runtime.KeepAlive(x)
}

func TestAnAnswerIsMadeOnceForAnEdition(t *testing.T) {
	b := newSharedBodies()
	made := 0
	create := func() ([]byte, error) { made++; return []byte("body"), nil }
	get := func(asked string, edition any) *sharedBody {
		t.Helper()
		found, err := b.get(t.Context(), asked, edition, create)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	first := get("/x", 1)
	if again := get("/x", 1); again != first || made != 1 {
		t.Errorf("made %d times", made)
	}
	newer := get("/x", 2)
	if newer == first || made != 2 || b.held != 8 {
		t.Errorf("made %d times, %d bytes held", made, b.held)
	}
	b.release(first)
	b.release(first)
	if b.held != 4 {
		t.Errorf("%d bytes are held of an old edition that nobody reads", b.held-4)
	}
	b.release(newer)
	if get("/x", 2) != newer {
		t.Error("the last edition is not kept for the next reader")
	}
	b.release(newer)
	once := get("/y", nil)
	if get("/y", nil) == once || b.held != 12 {
		t.Errorf("an answer without an edition is shared; %d bytes held", b.held)
	}
	for i := range 10 * spares {
		b.release(get(fmt.Sprint(i), 1))
	}
	if len(b.kept) > spares {
		t.Errorf("%d answers are kept", len(b.kept))
	}
}

func TestTooManyLongAnswersAreRefusedUntilSomeAreRead(t *testing.T) {
	b := newSharedBodies()
	long := func() ([]byte, error) { return make([]byte, mostHeld/2), nil }
	one, _ := b.get(t.Context(), "1", nil, long)
	two, _ := b.get(t.Context(), "2", nil, long)
	if _, err := b.get(t.Context(), "3", nil, long); !errors.Is(err, errCrowded) {
		t.Errorf("a third one: %v", err)
	}
	b.release(one)
	b.release(two)
	whole, err := b.get(t.Context(), "4", nil, func() ([]byte, error) { return make([]byte, 2*mostHeld), nil })
	if err != nil {
		t.Fatalf("one that is too long, alone: %v", err)
	}
	b.release(whole)
	if b.held != 0 {
		t.Errorf("%d bytes are held that nobody reads", b.held)
	}
}

func TestOneAnswerIsMadeAtATime(t *testing.T) {
	b := newSharedBodies()
	var now, most atomic.Int32
	var readers sync.WaitGroup
	for i := range 20 {
		readers.Go(func() {
			found, err := b.get(t.Context(), fmt.Sprint(i%7), i%3, func() ([]byte, error) {
				most.Store(max(most.Load(), now.Add(1)))
				runtime.Gosched()
				now.Add(-1)
				return bytes.Repeat([]byte("x"), i), nil
			})
			if err != nil {
				t.Error(err)
				return
			}
			b.release(found)
		})
	}
	readers.Wait()
	if most.Load() != 1 {
		t.Errorf("%d were made at a time", most.Load())
	}
}

func TestAReaderSeesTheNextEdition(t *testing.T) {
	x := large()
	server := serve(t, func(o *Options) { o.Snapshot = func() Snapshot { return x } })
	_, first, _ := ask(t, "GET", server.URL+"/api/v1/findings", "")
	x.Findings.Findings, x.Edition = []model.Finding{}, "the second pass"
	if _, second, _ := ask(t, "GET", server.URL+"/api/v1/findings", ""); second == first {
		t.Error("the first edition is told for ever")
	}
}
