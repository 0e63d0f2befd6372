package mailbox

import (
	"bufio"
	"errors"
	"net"
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
