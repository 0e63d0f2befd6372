package readlimit

import (
	"errors"
	"math"
	"net"
	"sync/atomic"
)

// ErrFlood ends a connection whose server does not stop sending.
var ErrFlood = errors.New("the server sends more than it may")

// Limits bound what is read from one connection, in bytes. Zero means without a limit.
type Limits struct {
	Turn  int64 // before we say anything, and after each time that we have said something
	Total int64 // from the beginning to the end of the connection
}

// Conn reads no more than it was allowed to.
type Conn struct {
	net.Conn
	turn  int64
	left  atomic.Int64 // in this turn
	total atomic.Int64 // that are left of the whole connection
}

// New bounds a connection.
func New(conn net.Conn, limits Limits) *Conn {
	m := &Conn{Conn: conn, turn: limits.Turn}
	m.left.Store(orUnlimited(limits.Turn))
	m.total.Store(orUnlimited(limits.Total))
	return m
}

func orUnlimited(n int64) int64 {
	if n <= 0 {
		return math.MaxInt64
	}
	return n
}

// Allow sets how many bytes may be read from now on, until something is written or it is called again.
func (m *Conn) Allow(n int64) { m.left.Store(n) }

// Read reads from the connection, and fails with ErrFlood once a limit is used up.
func (m *Conn) Read(b []byte) (int, error) {
	allowed := min(m.left.Load(), m.total.Load())
	if allowed <= 0 {
		return 0, ErrFlood
	}
	n, err := m.Conn.Read(b[:min(int64(len(b)), allowed)])
	m.left.Add(-int64(n))
	m.total.Add(-int64(n))
	return n, err
}

// Write writes to the connection; the server may answer it.
func (m *Conn) Write(b []byte) (int, error) {
	if m.turn > 0 {
		m.left.Store(m.turn)
	}
	return m.Conn.Write(b)
}
