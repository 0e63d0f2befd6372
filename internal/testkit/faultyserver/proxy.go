package faultyserver

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

	target string
	server *server

	mu      sync.Mutex
	changed *sync.Cond // the mode has changed or the test has ended
	mode    ProxyMode
	ended   bool
}

// StartProxy starts a relay to target (host:port) for the duration of t.
func StartProxy(t Test, target string) *Proxy {
	t.Helper()
	server := listen(t)
	p := &Proxy{Addr: server.addr, target: target, server: server, mode: ProxyForward}
	p.changed = sync.NewCond(&p.mu)
	server.serve(t, p.relay)
	t.Cleanup(p.end) // before the server waits for its connections
	return p
}

// SetMode changes what happens to all connections from now on. Bytes that
// ProxyHang held back are passed on when it ends with ProxyForward.
func (p *Proxy) SetMode(mode ProxyMode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mode = mode
	if mode == ProxyReset {
		p.server.reset()
	}
	p.changed.Broadcast()
}

// relay connects client with the target; both ends are closed together.
func (p *Proxy) relay(client net.Conn) {
	if p.resets(client) {
		return
	}
	target, err := net.Dial("tcp", p.target)
	if err != nil || !p.server.admit(target) {
		return
	}
	defer p.server.dismiss(target)
	if p.resets(target) {
		return
	}
	back := make(chan struct{})
	go func() {
		defer close(back)
		p.pump(client, target)
		_ = client.Close()
	}()
	p.pump(target, client)
	_ = target.Close()
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
	for p.mode == ProxyHang && !p.ended {
		p.changed.Wait()
	}
}

// resets reports whether the mode requires that conn is aborted, and marks it for that.
func (p *Proxy) resets(conn net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.mode == ProxyReset {
		resetOnClose(conn)
	}
	return p.mode == ProxyReset
}

// end lets the bytes go that ProxyHang holds back, and aborts all connections.
func (p *Proxy) end() {
	p.mu.Lock()
	p.ended = true
	p.changed.Broadcast()
	p.mu.Unlock()
	p.server.reset()
}
