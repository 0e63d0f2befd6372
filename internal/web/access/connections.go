package access

import (
	"net"
	"net/netip"
	"sync"
)

// LimitConnections limits how many connections of a listener are open. A new connection is always accepted: if there are too many, the oldest
// connection of the client with the most connections is closed. A client that opens many therefore loses its own, and monitoring still gets in.
func LimitConnections(l net.Listener, most int) net.Listener {
	return &limitedListener{Listener: l, most: most, open: map[*limitedConn]uint64{}, by: map[netip.Prefix]int{}}
}

// limitedListener counts the connections that it has accepted.
type limitedListener struct {
	net.Listener
	most int

	mu       sync.Mutex
	accepted uint64
	open     map[*limitedConn]uint64 // when each was accepted, as a number that grows
	by       map[netip.Prefix]int    // how many each client has
}

// limitedConn notifies its listener when it is closed.
type limitedConn struct {
	net.Conn
	listener *limitedListener
	client   netip.Prefix
}

// Accept waits for the next connection.
func (l *limitedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	accepted := &limitedConn{Conn: conn, listener: l, client: network(addressOf(conn.RemoteAddr().String()))}
	if crowded := l.add(accepted); crowded != nil {
		crowded.giveUp()
	}
	return accepted, nil
}

// Close forgets the connection.
func (c *limitedConn) Close() error {
	c.listener.remove(c)
	return c.Conn.Close()
}

// giveUp closes the connection at once. What was not sent yet is lost.
func (c *limitedConn) giveUp() {
	if tcp, ok := c.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // without it the system keeps what was not read
	}
	_ = c.Close() // the client learns of it by the closed connection
}

// add counts a connection, and returns the one that has to be closed for it; nil if there is room.
func (l *limitedListener) add(c *limitedConn) (crowded *limitedConn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.open) >= l.most {
		crowded = l.oldest()
	}
	l.accepted++
	l.open[c] = l.accepted
	l.by[c.client]++
	return crowded
}

// oldest returns the oldest connection of the client that has the most; of clients with as many, the oldest of all.
func (l *limitedListener) oldest() (found *limitedConn) {
	for c, number := range l.open {
		if found == nil || l.by[c.client] > l.by[found.client] || l.by[c.client] == l.by[found.client] && number < l.open[found] {
			found = c
		}
	}
	return found
}

func (l *limitedListener) remove(c *limitedConn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, open := l.open[c]; !open {
		return
	}
	delete(l.open, c)
	if l.by[c.client]--; l.by[c.client] == 0 {
		delete(l.by, c.client)
	}
}
