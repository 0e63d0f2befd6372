package faultyserver

import (
	"net"
	"slices"
	"sync"
	"time"
)

// IMAP is an IMAP server that knows IMAP4rev1 (RFC 3501) and no extension:
// neither IDLE nor UIDPLUS, ESEARCH or CONDSTORE. It lets everybody in, keeps one
// folder INBOX in memory and behaves except where a fault is set. All
// methods may be called while it serves.
type IMAP struct {
	// Addr is its host:port.
	Addr string

	mu       sync.Mutex
	commands []string
	fault    IMAPFault
	validity uint32
	next     uint32
	mails    []IMAPMessage
}

// IMAPMessage is a message in the folder of an IMAP server.
type IMAPMessage struct {
	UID     uint32 // zero: the next one
	Arrived time.Time
	Flags   string // as written between the brackets, such as \Seen
	Raw     []byte
	Size    int64 // what RFC822.SIZE reports; zero: the real size
}

// IMAPFault may change what an IMAP server answers to a command, given without its
// tag. Several connections may call it at the same time.
type IMAPFault func(command, answer string) (changed string, then AfterAnswer)

// AfterAnswer is what an IMAP server does after an answer.
type AfterAnswer int

// What comes after an answer.
const (
	Continue        AfterAnswer = iota
	CloseConnection             // it closes the connection
	StopAnswering               // it keeps the connection open and never sends anything more
)

// StartIMAP starts a server with an empty folder for the duration of t.
func StartIMAP(t Test) *IMAP {
	t.Helper()
	server := listen(t)
	s := &IMAP{Addr: server.addr, validity: 1, next: 1}
	server.serve(t, func(conn net.Conn) { newIMAPSession(s, conn).run() })
	return s
}

// Add puts messages into the folder. They stay in the order given, whatever
// their UIDs.
func (s *IMAP) Add(mails ...IMAPMessage) {
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
func (s *IMAP) Remove(uids ...uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = slices.DeleteFunc(slices.Clone(s.mails), func(m IMAPMessage) bool { return slices.Contains(uids, m.UID) })
}

// Renumber assigns new UIDs to the messages, from 1 on, and the folder a new UIDVALIDITY.
func (s *IMAP) Renumber() {
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
func (s *IMAP) Mails() ([]IMAPMessage, uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails), s.validity
}

// SetFault replaces the fault; nil: the server is well.
func (s *IMAP) SetFault(fault IMAPFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
}

// Commands returns all that was asked of the server so far, without tags.
func (s *IMAP) Commands() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.commands)
}

// note records a command and returns the fault that may change its answer.
func (s *IMAP) note(command string) IMAPFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands = append(s.commands, command)
	return s.fault
}
