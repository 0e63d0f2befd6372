package faultyserver

import (
	"net"
	"sync"
)

// Test is what the servers need from the test that starts them; every testing.TB is one.
type Test interface {
	Helper()
	Fatalf(format string, values ...any) // does not return
	Cleanup(undo func())
}

// server accepts connections on the loopback interface and closes those that are open when the test ends.
type server struct {
	addr string // host:port

	listener net.Listener
	serving  sync.WaitGroup

	mu     sync.Mutex
	closed bool
	open   map[net.Conn]bool
}

// listen returns a server that accepts no connection before serve is called.
func listen(t Test) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("start a faulty server: %v", err)
	}
	return &server{addr: listener.Addr().String(), listener: listener, open: map[net.Conn]bool{}}
}

// serve calls handle for each connection, in a goroutine of its own, until t ends.
func (s *server) serve(t Test, handle func(net.Conn)) {
	s.serving.Go(func() { s.accept(handle) })
	t.Cleanup(s.close)
}

func (s *server) accept(handle func(net.Conn)) {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		if !s.admit(conn) {
			return
		}
		s.serving.Go(func() {
			defer s.dismiss(conn)
			handle(conn)
		})
	}
}

// admit remembers a connection, so that close can end it. After close it closes the connection and returns false.
func (s *server) admit(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = conn.Close()
		return false
	}
	s.open[conn] = true
	return true
}

func (s *server) dismiss(conn net.Conn) {
	_ = conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, conn)
}

// reset aborts all connections. All are marked before the first is closed, because the end of one may make its handler close another.
func (s *server) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.open {
		resetOnClose(conn)
	}
	for conn := range s.open {
		_ = conn.Close()
	}
}

// close ends the server and its connections, also those that hang.
func (s *server) close() {
	_ = s.listener.Close()
	s.mu.Lock()
	s.closed = true
	for conn := range s.open {
		_ = conn.Close()
	}
	s.mu.Unlock()
	s.serving.Wait()
}

// resetOnClose makes the close of a TCP connection abort it: the peer gets an
// error and not an end of file.
func resetOnClose(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}
