package imap

import (
	"bufio"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"

	"supplierwatch/internal/imap/lenient"
	"supplierwatch/internal/readlimit"
)

// maxReply is how many bytes a server may send in one step. Logging in and
// opening a folder take a few hundred.
const maxReply = 64 << 10

// meteredConn reads no more than it was allowed to, and lets the next bytes be
// looked at. The limit counts what goes over the wire, below TLS.
type meteredConn struct {
	net.Conn // what is read goes through in
	limit    *readlimit.Conn
	in       *bufio.Reader
}

func newMeteredConn(conn net.Conn) *meteredConn {
	metered := readlimit.New(conn, readlimit.Limits{})
	metered.Allow(maxReply)
	return &meteredConn{Conn: metered, limit: metered, in: bufio.NewReader(metered)}
}

// allow lets the next n bytes be read.
func (m *meteredConn) allow(n int64) { m.limit.Allow(n) }

// Read reads from the connection, and fails once the limit is used up.
func (m *meteredConn) Read(b []byte) (int, error) { return m.in.Read(b) }

// wire is what the client library speaks over: the connection, in the clear or
// within TLS. The library fails on whatever a standard forbids, so it reads what
// package lenient makes of the server's responses.
type wire struct {
	net.Conn
	sent   lenient.Sent
	in     *lenient.Reader
	first  *firstLine
	silent atomic.Bool // the next answer is the empty one
}

// newWire returns a wire on which the preface is read before all else.
func newWire(conn net.Conn, preface string) *wire {
	first := &firstLine{in: io.MultiReader(strings.NewReader(preface), conn)}
	w := &wire{Conn: conn, first: first}
	w.in = lenient.NewReader(first, &w.sent)
	return w
}

// maxFirstLine is how much of a server's first line is kept.
const maxFirstLine = 100

// firstLine keeps the beginning of what is read through it: a server that does not
// speak IMAP shows there what it is.
type firstLine struct {
	in   io.Reader
	mu   sync.Mutex
	kept []byte
}

func (f *firstLine) Read(b []byte) (int, error) {
	n, err := f.in.Read(b)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept = append(f.kept, b[:min(n, maxFirstLine-len(f.kept))]...)
	return n, err
}

// foreign returns the first line of a server that does not speak IMAP, whose lines
// would begin with a star (RFC 9051, 7.1); empty if it speaks IMAP or is silent.
func (f *firstLine) foreign() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	line, _, _ := strings.Cut(string(f.kept), "\n")
	if line == "" || strings.HasPrefix(line, "*") {
		return ""
	}
	return strings.TrimSpace(line)
}

func (w *wire) Read(b []byte) (int, error) { return w.in.Read(b) }

// Write writes to the connection. The library writes the empty answer to a
// challenge as =, which is the empty initial response (RFC 4959) and no base64;
// on the wire an empty answer is an empty line.
func (w *wire) Write(b []byte) (int, error) {
	w.sent.Note(b)
	if string(b) != "=\r\n" || !w.silent.Swap(false) {
		return w.Conn.Write(b)
	}
	if _, err := io.WriteString(w.Conn, "\r\n"); err != nil {
		return 0, err
	}
	return len(b), nil
}
