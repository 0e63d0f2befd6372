package imap

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2"

	"supplierwatch/internal/imap/lenient"
)

const (
	// maxBody is how much of a message is read: room for an attachment of
	// 256 KiB, in base64, besides the text.
	maxBody = 512 << 10
	// maxHeader is how much of a header is read.
	maxHeader = 64 << 10
	// maxLineBytes is room for what a server sends about one message besides its
	// text: numbers, dates and flags.
	maxLineBytes = 16 << 10
)

// What is asked of messages. ENVELOPE and BODYSTRUCTURE never are: servers make
// mistakes in them that end the connection.
var (
	aboutMessage = imap.FetchOptions{UID: true, Flags: true, InternalDate: true, RFC822Size: true}
	wholeMessage = imap.FetchOptions{
		UID: true, Flags: true, InternalDate: true, RFC822Size: true,
		BodySection: []*imap.FetchItemBodySection{{Peek: true, Partial: &imap.SectionPartial{Size: maxBody}}},
	}
	bodyOfMessage   = imap.FetchOptions{UID: true, BodySection: wholeMessage.BodySection}
	headerOfMessage = imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{
		Peek: true, Specifier: imap.PartSpecifierHeader, Partial: &imap.SectionPartial{Size: maxHeader},
	}}}
	headerAndAbout = imap.FetchOptions{
		UID: true, Flags: true, InternalDate: true, RFC822Size: true, BodySection: headerOfMessage.BodySection,
	}
)

// piece is what a server said of one message.
type piece struct {
	uid     imap.UID
	arrived time.Time
	seen    bool
	size    int64
	raw     []byte // nil: it gave no text
}

// fetch asks for messages and hands over each in whatever order they come, once
// the server has gone on after it: one that ends in nonsense is none. They are
// handed over while the next ones come.
func (s *session) fetch(ctx context.Context, set imap.NumSet, what *imap.FetchOptions, limit int64, each func(piece)) error {
	return inStep(StepFetch, "", s.stream(ctx, limit, func(going func()) error {
		asked, last := awaited{set: set, came: map[uint32]bool{}}, func() {}
		s.wire.in.Collect(maxBody, func(m lenient.Message) {
			if !asked.first(m) {
				return
			}
			last()
			going()
			last = func() { each(pieceOf(m)) }
		})
		err := s.client.Fetch(set, what).Close()
		if broken := s.wire.in.EndCollecting(); broken != nil {
			err = broken
		}
		if err == nil || answered(err) {
			last()
		}
		return err
	}))
}

// pieceOf returns what a server said of a message.
func pieceOf(m lenient.Message) piece {
	return piece{uid: imap.UID(m.UID), arrived: m.Arrived, seen: m.Seen, size: m.Size, raw: m.Text}
}

// awaited are the messages that a FETCH asks for, by their UIDs or by their
// numbers, without those that came. Servers tell of others as well, and of one
// message twice.
type awaited struct {
	set  imap.NumSet
	came map[uint32]bool
}

// first reports whether a message was asked for and comes for the first time.
func (a awaited) first(m lenient.Message) bool {
	n, asked := m.Number, false
	switch set := a.set.(type) {
	case imap.UIDSet:
		n = m.UID
		asked = n != 0 && set.Contains(imap.UID(n))
	case imap.SeqSet:
		asked = set.Contains(n)
	}
	if !asked || a.came[n] {
		return false
	}
	a.came[n] = true
	return true
}
