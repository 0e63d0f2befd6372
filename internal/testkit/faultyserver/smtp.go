package faultyserver

import (
	"crypto/tls"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
)

// Step is a moment of an SMTP session at which the server speaks.
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

// Fault is one misbehaviour of an SMTP server.
type Fault struct {
	At    Step
	Match string // part of the command's argument, in any case; empty for every command
	Times int    // how often it happens; 0 for always
	Do    Action
}

// SMTPSetup is what an SMTP server offers when all goes well.
type SMTPSetup struct {
	Certificate    *tls.Certificate // offers STARTTLS with it; nil: no TLS
	User, Password string           // offers AUTH PLAIN, after STARTTLS if that is offered; empty: no login
	Pipelining     bool             // offers that commands come together (RFC 2920)
}

// SMTP is an SMTP server that takes mail to anybody, keeps it in memory
// and behaves except where a Fault is set. All methods may be called
// while it serves.
type SMTP struct {
	// Addr is its host:port.
	Addr string

	setup SMTPSetup

	mu       sync.Mutex
	faults   []Fault
	counts   map[Step]int
	accepted []Accepted
	refused  []Accepted
	arrived  chan struct{} // closed when the next message is accepted
}

// Accepted is a message that an SMTP server took responsibility for.
type Accepted struct {
	From string   // the envelope sender, empty for the null sender
	To   []string // the recipients that were accepted
	Data []byte   // the message with CRLF line ends, dots unstuffed
	TLS  bool     // whether it came over TLS
	User string   // who had logged in
}

// StartSMTP starts a server for the duration of t. Of several faults
// that fit a moment the first counts.
func StartSMTP(t Test, setup SMTPSetup, faults ...Fault) *SMTP {
	t.Helper()
	server := listen(t)
	s := &SMTP{Addr: server.addr, setup: setup, faults: slices.Clone(faults), counts: map[Step]int{}, arrived: make(chan struct{})}
	server.serve(t, func(conn net.Conn) { newSMTPSession(s, conn).run() })
	return s
}

// SetFaults replaces all faults; without any the server is well.
func (s *SMTP) SetFaults(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = slices.Clone(faults)
}

// Count returns how often the dialogues have come to a step; that of Greeting
// is the number of connections.
func (s *SMTP) Count(step Step) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[step]
}

// Accepted returns the messages taken so far, in their order.
func (s *SMTP) Accepted() []Accepted {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.accepted)
}

// TurnedDown returns the messages that were sent to the server and that it did not take.
func (s *SMTP) TurnedDown() []Accepted {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.refused)
}

// waitLimit is how long Wait waits. It is generous, because the machine may be busy.
const waitLimit = 30 * time.Second

// Wait returns the messages taken as soon as there are at least n of them.
func (s *SMTP) Wait(t Test, n int) []Accepted {
	t.Helper()
	limit := time.After(waitLimit)
	for {
		accepted, arrived := s.acceptedAndNext()
		if len(accepted) >= n {
			return accepted
		}
		select {
		case <-arrived:
		case <-limit:
			t.Fatalf("%d messages at %s within %v, want %d", len(accepted), s.Addr, waitLimit, n)
		}
	}
}

// acceptedAndNext returns the messages taken so far, and a channel that is closed when there is another one.
func (s *SMTP) acceptedAndNext() ([]Accepted, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.accepted), s.arrived
}

// reach counts a step and returns what goes wrong at it, or nil.
func (s *SMTP) reach(step Step, argument string) Action {
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

func (s *SMTP) accept(message Accepted) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accepted = append(s.accepted, message)
	close(s.arrived)
	s.arrived = make(chan struct{})
}

func (s *SMTP) turnDown(message Accepted) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, message)
}
