package imap

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
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
// the server has gone on after it: one that ends in nonsense is none. After an
// error within a text the command is left as it is, for the library would read on
// in two places at once.
func (s *session) fetch(ctx context.Context, set imap.NumSet, what *imap.FetchOptions, limit int64, each func(piece)) error {
	return inStep(StepFetch, "", s.stream(ctx, limit, func(going func()) error {
		command := s.client.Fetch(set, what)
		last := func() {}
		for message := command.Next(); message != nil; message = command.Next() {
			last()
			got, err := s.collect(message)
			if err != nil {
				return err
			}
			going()
			last = func() { each(got) }
		}
		err := command.Close()
		if err == nil || answered(err) {
			last()
		}
		return err
	}))
}

// collect reads what the server sends about one message.
func (s *session) collect(message *imapclient.FetchMessageData) (piece, error) {
	var p piece
	for item := message.Next(); item != nil; item = message.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			p.uid = item.UID
		case imapclient.FetchItemDataFlags:
			p.seen = slices.Contains(item.Flags, imap.FlagSeen)
		case imapclient.FetchItemDataInternalDate:
			p.arrived = item.Time
		case imapclient.FetchItemDataRFC822Size:
			p.size = item.Size
		case imapclient.FetchItemDataBodySection:
			raw, err := s.text(item.Literal)
			if err != nil {
				return p, fmt.Errorf("read message %d: %w", p.uid, err)
			}
			p.raw = raw
		}
	}
	return p, nil
}

// text reads no more than was asked for, whatever is announced. With an error
// the connection is closed, and the library no longer waits for anybody to read.
func (s *session) text(literal imap.LiteralReader) ([]byte, error) {
	if literal == nil {
		return nil, nil
	}
	if literal.Size() > maxBody {
		s.conn.Close()
		_, _ = io.Copy(io.Discard, literal)
		return nil, fmt.Errorf("the server announces %d bytes, asked for were %d", literal.Size(), maxBody)
	}
	raw := make([]byte, literal.Size())
	if _, err := io.ReadFull(literal, raw); err != nil {
		s.conn.Close()
		return nil, fmt.Errorf("its text is cut: %w", err)
	}
	return raw, nil
}
