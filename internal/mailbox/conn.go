package mailbox

import (
	"bufio"
	"errors"
	"io"
	"net"
	"strings"
	"sync/atomic"
)

// maxReply is how many bytes a server may send in one step. Logging in and
// opening a folder take a few hundred.
const maxReply = 64 << 10

// errFlood ends a connection whose server does not stop sending.
var errFlood = errors.New("the server sends more than the step allows")

// meteredConn reads no more than it was allowed to. The limit counts what goes
// over the wire, below TLS.
type meteredConn struct {
	net.Conn
	in   *bufio.Reader
	left atomic.Int64
}

func newMeteredConn(conn net.Conn) *meteredConn {
	m := &meteredConn{Conn: conn, in: bufio.NewReader(conn)}
	m.allow(maxReply)
	return m
}

// allow sets how many bytes may be read from now on.
func (m *meteredConn) allow(n int64) { m.left.Store(n) }

// Read reads from the connection, and fails once the limit is used up.
func (m *meteredConn) Read(b []byte) (int, error) {
	if m.left.Load() <= 0 {
		return 0, errFlood
	}
	n, err := m.in.Read(b)
	m.left.Add(-int64(n))
	return n, err
}

// wire is what the client library speaks over: the connection, in the clear or
// within TLS.
type wire struct {
	net.Conn
	in     io.Reader
	silent atomic.Bool // the next answer is the empty one
}

// newWire returns a wire on which the preface is read before all else.
func newWire(conn net.Conn, preface string) *wire {
	return &wire{Conn: conn, in: io.MultiReader(strings.NewReader(preface), conn)}
}

func (w *wire) Read(b []byte) (int, error) { return w.in.Read(b) }

// Write writes to the connection. The library writes the empty answer to a
// challenge as =, which is the empty initial response (RFC 4959) and no base64;
// on the wire an empty answer is an empty line.
func (w *wire) Write(b []byte) (int, error) {
	if string(b) != "=\r\n" || !w.silent.Swap(false) {
		return w.Conn.Write(b)
	}
	if _, err := io.WriteString(w.Conn, "\r\n"); err != nil {
		return 0, err
	}
	return len(b), nil
}
