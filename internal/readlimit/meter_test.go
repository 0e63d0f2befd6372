package readlimit_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"supplierwatch/internal/readlimit"
)

// endless is a connection on which zeros come for ever.
type endless struct{ net.Conn }

func (endless) Read(b []byte) (int, error)  { return len(b), nil }
func (endless) Write(b []byte) (int, error) { return len(b), nil }

// readAll reads until it may not any more, and says how much that was.
func readAll(t *testing.T, conn io.Reader) int64 {
	t.Helper()
	n, err := io.Copy(io.Discard, conn)
	if !errors.Is(err, readlimit.ErrFlood) {
		t.Errorf("reading ends with %v, want %v", err, readlimit.ErrFlood)
	}
	return n
}

func TestEachTurnIsBounded(t *testing.T) {
	conn := readlimit.New(endless{}, readlimit.Limits{Turn: 1000, Total: 2500})
	for i, want := range []int64{1000, 1000, 500, 0} {
		if got := readAll(t, conn); got != want {
			t.Errorf("turn %d: %d bytes are read, want %d", i+1, got, want)
		}
		if _, err := conn.Write([]byte("NOOP\r\n")); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatIsAllowedIsRead(t *testing.T) {
	conn := readlimit.New(endless{}, readlimit.Limits{})
	for _, want := range []int64{1000, 10} {
		conn.Allow(want)
		if got := readAll(t, conn); got != want {
			t.Errorf("%d bytes are read, want %d", got, want)
		}
		if _, err := conn.Write([]byte("NOOP\r\n")); err != nil {
			t.Fatal(err)
		}
		if got := readAll(t, conn); got != 0 {
			t.Errorf("writing allowed %d bytes", got)
		}
	}
}

// TestAnEndlessAnswerByHTTPIsBounded holds that neither an endless header nor an endless row of provisional answers is read to the end.
func TestAnEndlessAnswerByHTTPIsBounded(t *testing.T) {
	for name, part := range map[string]string{
		"a header line":       strings.Repeat("x", 4096),
		"header fields":       "X-A: b\r\n",
		"provisional answers": "HTTP/1.1 103 Early Hints\r\n\r\n",
	} {
		sent := make(chan int64, 1)
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { listener.Close() })
		go func() {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
			begin := "HTTP/1.1 200 OK\r\nX: "
			if strings.HasPrefix(part, "HTTP") {
				begin = ""
			}
			n, _ := io.WriteString(conn, begin)
			all := int64(n)
			for block := []byte(strings.Repeat(part, 16)); all < 1<<30; {
				n, err := conn.Write(block)
				if all += int64(n); err != nil {
					break
				}
			}
			sent <- all
		}()
		client := &http.Client{Transport: readlimit.Transport(readlimit.Limits{Total: 1 << 20})}
		response, err := client.Get("http://" + listener.Addr().String())
		if err == nil {
			response.Body.Close()
			t.Errorf("%s: the answer is taken", name)
		}
		if all := <-sent; all > 64<<20 { // what the system's buffers take in between is not ours
			t.Errorf("%s: %d bytes were taken in", name, all)
		}
	}
}
