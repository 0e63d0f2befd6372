package testkit

import (
	"net"
	"slices"
	"sync"
	"time"
)

// BareIMAP is an IMAP server that knows IMAP4rev1 (RFC 3501) and no extension:
// neither IDLE nor UIDPLUS, ESEARCH or CONDSTORE. It lets everybody in, keeps one
// folder INBOX in memory and behaves except where a fault is set. All
// methods may be called while it serves.
type BareIMAP struct {
	// Addr is its host:port.
	Addr string

	listener net.Listener
	serving  sync.WaitGroup

	mu       sync.Mutex
	closed   bool
	open     map[net.Conn]bool
	commands []string
	fault    IMAPFault
	validity uint32
	next     uint32
	mails    []BareMail
}

// BareMail is a message in the folder of a BareIMAP.
type BareMail struct {
	UID     uint32 // zero: the next one
	Arrived time.Time
	Flags   string // as written between the brackets, such as \Seen
	Raw     []byte
	Size    int64 // what RFC822.SIZE reports; zero: the real size
}

// IMAPFault may change what a BareIMAP answers to a command, given without its
// tag. It may be asked by several connections at the same time.
type IMAPFault func(command, answer string) (changed string, then IMAPThen)

// IMAPThen is what a BareIMAP does after an answer.
type IMAPThen int

// What comes after an answer.
const (
	GoOn     IMAPThen = iota
	CutThere          // it closes the connection
	FallMute          // it keeps the connection open and never sends anything more
)

// StartBareIMAP starts a server with an empty folder for the duration of t.
func StartBareIMAP(t Host) *BareIMAP {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err, "listen for IMAP")
	s := &BareIMAP{Addr: listener.Addr().String(), listener: listener, open: map[net.Conn]bool{}, validity: 1, next: 1}
	s.serving.Go(s.serve)
	t.Cleanup(s.close)
	return s
}

// Add puts messages into the folder. They stay in the order given, whatever
// their UIDs.
func (s *BareIMAP) Add(mails ...BareMail) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range mails {
		if m.UID == 0 {
			m.UID = s.next
		}
		if m.Arrived.IsZero() {
			m.Arrived = time.Now()
		}
		s.next = max(s.next, m.UID+1)
		s.mails = append(s.mails, m)
	}
}

// Remove takes messages out of the folder.
func (s *BareIMAP) Remove(uids ...uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = slices.DeleteFunc(slices.Clone(s.mails), func(m BareMail) bool { return slices.Contains(uids, m.UID) })
}

// Renumber assigns new UIDs to the messages, from 1 on, and the folder a new UIDVALIDITY.
func (s *BareIMAP) Renumber() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = slices.Clone(s.mails)
	for i := range s.mails {
		s.mails[i].UID = uint32(i + 1)
	}
	s.next = uint32(len(s.mails) + 1)
	s.validity++
}

// Mails returns what is in the folder, and its UIDVALIDITY.
func (s *BareIMAP) Mails() ([]BareMail, uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails), s.validity
}

// SetFault replaces the fault; nil: the server is well.
func (s *BareIMAP) SetFault(fault IMAPFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
}

// Commands returns all that was asked of the server so far, without tags.
func (s *BareIMAP) Commands() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.commands)
}

func (s *BareIMAP) serve() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.open[conn] = true
		closed := s.closed
		s.mu.Unlock()
		s.serving.Go(func() {
			defer s.dismiss(conn)
			if !closed {
				newIMAPDialogue(s, conn).run()
			}
		})
	}
}

func (s *BareIMAP) dismiss(conn net.Conn) {
	_ = conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, conn)
}

func (s *BareIMAP) close() {
	_ = s.listener.Close()
	s.mu.Lock()
	s.closed = true
	for conn := range s.open {
		_ = conn.Close()
	}
	s.mu.Unlock()
	s.serving.Wait()
}

// note records a command and returns the fault that may change its answer.
func (s *BareIMAP) note(command string) IMAPFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands = append(s.commands, command)
	return s.fault
}
