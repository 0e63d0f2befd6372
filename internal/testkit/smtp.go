package testkit

import (
	"crypto/tls"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
)

// Step is a moment of an SMTP dialogue at which the server speaks.
type Step string

// The steps, in the order in which they come.
const (
	Greeting Step = "GREETING" // the client has connected
	Hello    Step = "EHLO"     // or HELO
	StartTLS Step = "STARTTLS"
	Auth     Step = "AUTH"
	From     Step = "MAIL"
	To       Step = "RCPT"
	Data     Step = "DATA" // before the message
	Body     Step = "BODY" // after the message and its final dot
	Reset    Step = "RSET"
	Noop     Step = "NOOP"
	Quit     Step = "QUIT"
)

// Fault is one misbehaviour of a FaultySMTP.
type Fault struct {
	At    Step
	Match string // part of the command's argument, in any case; empty for every command
	Times int    // how often it happens; 0 for always
	Do    Action
}

// SMTPSetup is what a FaultySMTP offers when all goes well.
type SMTPSetup struct {
	Certificate    *tls.Certificate // offers STARTTLS with it; nil: no TLS
	User, Password string           // offers AUTH PLAIN, after STARTTLS if that is offered; empty: no login
}

// FaultySMTP is an SMTP server that takes mail to anybody, keeps it in memory
// and behaves except where a Fault is set. All methods may be called
// while it serves.
type FaultySMTP struct {
	// Addr is its host:port.
	Addr string

	setup    SMTPSetup
	listener net.Listener
	serving  sync.WaitGroup

	mu       sync.Mutex
	closed   bool
	faults   []Fault
	counts   map[Step]int
	accepted []Accepted
	open     map[net.Conn]bool
}

// Accepted is a message that a FaultySMTP took responsibility for.
type Accepted struct {
	From string   // the envelope sender, empty for the null sender
	To   []string // the recipients that were accepted
	Data []byte   // the message with CRLF line ends, dots unstuffed
	TLS  bool     // whether it came over TLS
	User string   // who had logged in
}

// StartFaultySMTP starts a server for the duration of t. Of several faults
// that fit a moment the first counts.
func StartFaultySMTP(t Host, setup SMTPSetup, faults ...Fault) *FaultySMTP {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err, "listen for SMTP")
	s := &FaultySMTP{
		Addr: listener.Addr().String(), setup: setup, listener: listener,
		faults: slices.Clone(faults), counts: map[Step]int{}, open: map[net.Conn]bool{},
	}
	s.serving.Go(s.serve)
	t.Cleanup(s.close)
	return s
}

// SetFaults replaces all faults; without any the server is well.
func (s *FaultySMTP) SetFaults(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = slices.Clone(faults)
}

// Count returns how often the dialogues have come to a step; that of Greeting
// is the number of connections.
func (s *FaultySMTP) Count(step Step) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[step]
}

// Accepted returns the messages taken so far, in their order.
func (s *FaultySMTP) Accepted() []Accepted {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.accepted)
}

// Wait returns the messages taken as soon as there are at least n of them.
func (s *FaultySMTP) Wait(t Host, n int) []Accepted {
	t.Helper()
	if !poll(waitLimit, 5*time.Millisecond, func() bool { return len(s.Accepted()) >= n }) {
		t.Fatalf("rig: %d messages at %s within %v, want %d", len(s.Accepted()), s.Addr, waitLimit, n)
	}
	return s.Accepted()
}

func (s *FaultySMTP) serve() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		if !s.admit(conn) {
			_ = conn.Close()
			return
		}
		s.serving.Go(func() {
			defer s.dismiss(conn)
			newDialogue(s, conn).run()
		})
	}
}

// admit remembers a connection, so that close can end it.
func (s *FaultySMTP) admit(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[conn] = true
	return !s.closed
}

func (s *FaultySMTP) dismiss(conn net.Conn) {
	_ = conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, conn)
}

// close ends the server and its dialogues, also those that hang.
func (s *FaultySMTP) close() {
	_ = s.listener.Close()
	s.mu.Lock()
	s.closed = true
	for conn := range s.open {
		_ = conn.Close()
	}
	s.mu.Unlock()
	s.serving.Wait()
}

// reach counts a step and returns what goes wrong at it, or nil.
func (s *FaultySMTP) reach(step Step, argument string) Action {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[step]++
	for i, fault := range s.faults {
		if fault.At != step || !strings.Contains(strings.ToLower(argument), strings.ToLower(fault.Match)) {
			continue
		}
		if fault.Times == 1 {
			s.faults = slices.Delete(s.faults, i, i+1)
		} else if fault.Times > 1 {
			s.faults[i].Times--
		}
		return fault.Do
	}
	return nil
}

func (s *FaultySMTP) accept(message Accepted) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accepted = append(s.accepted, message)
}
