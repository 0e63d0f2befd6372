package testkit

import (
	"net"
	"sync"
)

// ProxyMode is what a Proxy does with connections.
type ProxyMode string

// The modes of a Proxy.
const (
	ProxyForward ProxyMode = "forward" // passes all bytes on, in both directions
	ProxyHang    ProxyMode = "hang"    // accepts connections and bytes and forwards nothing until the mode changes
	ProxyReset   ProxyMode = "reset"   // aborts all connections, present and new ones
)

// Proxy is a TCP relay in front of any server, which fails on request. All
// methods may be called while connections run through it.
type Proxy struct {
	// Addr is its host:port.
	Addr string

	target   string
	listener net.Listener
	pumping  sync.WaitGroup

	mu      sync.Mutex
	changed *sync.Cond // the mode has changed or the proxy was closed
	mode    ProxyMode
	closed  bool
	open    map[net.Conn]bool
}

// StartProxy starts a relay to target (host:port) for the duration of t.
func StartProxy(t Host, target string) *Proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err, "listen for a proxy")
	p := &Proxy{Addr: listener.Addr().String(), target: target, listener: listener, mode: ProxyForward, open: map[net.Conn]bool{}}
	p.changed = sync.NewCond(&p.mu)
	p.pumping.Go(p.serve)
	t.Cleanup(p.close)
	return p
}

// SetMode changes what happens to all connections from now on. Bytes that
// ProxyHang held back are passed on when it ends with ProxyForward.
func (p *Proxy) SetMode(mode ProxyMode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mode = mode
	if mode == ProxyReset {
		p.closeAll()
	}
	p.changed.Broadcast()
}

func (p *Proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.pumping.Go(func() { p.relay(client) })
	}
}

// relay connects client with the target; both ends are closed together.
func (p *Proxy) relay(client net.Conn) {
	if !p.admit(client) {
		return
	}
	defer p.dismiss(client)
	server, err := net.Dial("tcp", p.target)
	if err != nil || !p.admit(server) {
		return
	}
	defer p.dismiss(server)
	back := make(chan struct{})
	go func() {
		defer close(back)
		p.pump(client, server)
		_ = client.Close()
	}()
	p.pump(server, client)
	_ = server.Close()
	<-back
}

// pump passes bytes from one end to the other until either is closed.
func (p *Proxy) pump(to, from net.Conn) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			p.awaitFlow()
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// awaitFlow blocks as long as the proxy hangs.
func (p *Proxy) awaitFlow() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.mode == ProxyHang && !p.closed {
		p.changed.Wait()
	}
}

// admit remembers a connection, or aborts it where the mode requires it.
func (p *Proxy) admit(conn net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.mode == ProxyReset {
		resetOnClose(conn)
		_ = conn.Close()
		return false
	}
	p.open[conn] = true
	return true
}

func (p *Proxy) dismiss(conn net.Conn) {
	_ = conn.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, conn)
}

// closeAll aborts all connections; the caller holds the lock. All are marked
// first, for the end of one makes its relay close the other.
func (p *Proxy) closeAll() {
	for conn := range p.open {
		resetOnClose(conn)
	}
	for conn := range p.open {
		_ = conn.Close()
	}
}

func (p *Proxy) close() {
	_ = p.listener.Close()
	p.mu.Lock()
	p.closed = true
	p.closeAll()
	p.changed.Broadcast()
	p.mu.Unlock()
	p.pumping.Wait()
}
