package testkit

import (
	"bufio"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// greetLimit bounds one attempt to read a greeting; a server that is still
// starting may hold the connection open in silence.
const greetLimit = 2 * time.Second

// endpoint is where a server greets, in plain text, with a line that holds
// the name of its instance.
type endpoint struct{ network, addr string }

// service is one server of the mail system that can be stopped and started.
type service struct {
	name     string
	dir      string
	argv     []string
	addrs    []string // where it listens for clients
	instance string   // what the greeting must contain
	endpoint endpoint // greets when all the server's listeners are open: both kinds bind first
	running  *daemon
}

// start runs the server and returns when it greets.
func (s *service) start() error {
	d, err := startDaemon(s.dir, s.name, s.argv...)
	if err != nil {
		return err
	}
	s.running = d
	if err := s.awaitReady(); err != nil {
		s.stop()
		return err
	}
	return nil
}

// awaitReady waits until the right server greets. The name in the greeting
// distinguishes it from another process that was faster to take the port.
func (s *service) awaitReady() error {
	greets := false
	poll(startLimit, 5*time.Millisecond, func() bool {
		greets = strings.Contains(greeting(s.endpoint), s.instance)
		return greets || !s.running.running()
	})
	switch {
	case greets:
		return nil
	case s.portTaken():
		return fmt.Errorf("start %s: %w", s.name, errPortTaken)
	case !s.running.running():
		return fmt.Errorf("start %s: it ended at once", s.name)
	default:
		return fmt.Errorf("start %s: no greeting at %s within %v", s.name, s.endpoint.addr, startLimit)
	}
}

// portTaken reports whether the server has ended and another process listens on
// one of its ports. Postfix reports only to the system log why it ends.
func (s *service) portTaken() bool {
	return !s.running.running() && slices.ContainsFunc(s.addrs, listening)
}

func (s *service) stop() {
	if s.running != nil {
		s.running.stop()
		s.running = nil
	}
}

func (s *service) halt(t Host) {
	t.Helper()
	if s.running == nil {
		t.Fatalf("stop %s: it is not running", s.name)
	}
	s.stop()
}

func (s *service) resume(t Host) {
	t.Helper()
	if s.running != nil {
		t.Fatalf("start %s: it is running", s.name)
	}
	must(t, s.start(), "start again")
}

// greeting returns the first line that a server sends, or nothing.
func greeting(e endpoint) string {
	conn, err := net.DialTimeout(e.network, e.addr, greetLimit)
	if err != nil {
		return ""
	}
	defer conn.Close()
	_ = conn.SetReadDeadline(time.Now().Add(greetLimit))
	line, _ := bufio.NewReader(conn).ReadString('\n')
	return line
}

func dialUnix(path string) (net.Conn, error) {
	return net.DialTimeout("unix", path, greetLimit)
}
