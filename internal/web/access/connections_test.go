package access

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"testing"
	"time"
)

// pipeListener accepts the connections that are sent to it.
type pipeListener chan net.Conn

func (l pipeListener) Accept() (net.Conn, error) { return <-l, nil }
func (l pipeListener) Close() error              { return nil }
func (l pipeListener) Addr() net.Addr            { return nil }

// accepted is a connection that says who is at its other end.
type accepted struct {
	net.Conn
	from net.Addr
}

func (c accepted) RemoteAddr() net.Addr { return c.from }

// called accepts a connection from an address, and gives its two ends.
func called(t *testing.T, l pipeListener, limited net.Listener, from string) (theirs, ours net.Conn) {
	t.Helper()
	theirs, server := net.Pipe()
	go func() { l <- accepted{server, net.TCPAddrFromAddrPort(netip.MustParseAddrPort(from))} }()
	ours, err := limited.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { theirs.Close(); ours.Close() })
	return theirs, ours
}

// gone reports whether the other end has closed a connection.
func gone(c net.Conn) bool {
	c.SetReadDeadline(time.Unix(1, 0)) // long past: an open connection has nothing to say
	_, err := c.Read(make([]byte, 1))
	return errors.Is(err, io.EOF)
}

func TestWhoeverOpensManyConnectionsLosesTheOldest(t *testing.T) {
	inner := make(pipeListener)
	limited := LimitConnections(inner, 4)
	monitoring, _ := called(t, inner, limited, "192.0.2.1:1")
	var greedy []net.Conn
	for _, from := range []string{"[2001:db8::1]:1", "[2001:db8::2]:1", "[2001:db8::3]:1"} {
		theirs, _ := called(t, inner, limited, from)
		greedy = append(greedy, theirs)
	}
	for range 10 {
		theirs, _ := called(t, inner, limited, "[2001:db8::4]:1")
		greedy = append(greedy, theirs)
	}
	if gone(monitoring) {
		t.Error("a client with one connection lost it to one with many")
	}
	for i, c := range greedy {
		if want := i < len(greedy)-3; gone(c) != want {
			t.Errorf("connection %d is gone: %v, want %v", i, gone(c), want)
		}
	}
	late, _ := called(t, inner, limited, "192.0.2.2:1")
	if gone(late) || gone(monitoring) {
		t.Error("another client does not get in")
	}
}

func TestAClosedConnectionMakesRoom(t *testing.T) {
	inner := make(pipeListener)
	limited := LimitConnections(inner, 2)
	first, _ := called(t, inner, limited, "192.0.2.1:1")
	for range 10 {
		_, ours := called(t, inner, limited, "192.0.2.1:1")
		ours.Close()
		ours.Close()
	}
	if gone(first) {
		t.Error("it was closed although there was room")
	}
	if l := limited.(*limitedListener); len(l.open) != 1 || len(l.by) != 1 {
		t.Errorf("%d connections are counted, of %d clients", len(l.open), len(l.by))
	}
}
