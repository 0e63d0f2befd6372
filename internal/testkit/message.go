package testkit

import (
	"bytes"
	"io"
	"strings"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // reads bodies that are not in UTF-8
	"github.com/emersion/go-message/mail"
)

// Message is one mail as its reader found it.
type Message struct {
	UID    uint32      // in the mailbox where it was found
	Flags  []string    // as IMAP names them, for example \Seen
	Raw    []byte      // all of it, as stored
	Header mail.Header // with the trace headers of the delivery
	Text   string      // the text/plain parts, decoded to UTF-8, with \n at line ends
	HTML   string      // the text/html parts, likewise
	Files  []File      // all other parts, in their order
}

// File is a part of a message that is neither text/plain nor text/html, or
// that is attached under a file name.
type File struct {
	Name        string // empty if the part has none
	ContentType string // without parameters
	Body        []byte // decoded
}

// Subject returns the decoded subject, or nothing if it cannot be decoded.
func (m *Message) Subject() string {
	subject, _ := m.Header.Subject()
	return subject
}

// ParseMessage takes raw apart as far as it can be understood. Tests look at
// what their own program sends: a message that cannot be read at all shows as
// one without text.
func ParseMessage(raw []byte) *Message {
	m := &Message{Raw: raw}
	reader, err := mail.CreateReader(bytes.NewReader(raw))
	if err != nil && !message.IsUnknownCharset(err) {
		return m
	}
	defer reader.Close()
	m.Header = reader.Header
	for {
		part, err := reader.NextPart()
		if err != nil && !message.IsUnknownCharset(err) {
			return m
		}
		body, _ := io.ReadAll(part.Body) // what could be decoded is what there is
		m.add(part.Header, body)
	}
}

func (m *Message) add(header mail.PartHeader, body []byte) {
	if attached, ok := header.(*mail.AttachmentHeader); ok {
		name, _ := attached.Filename()
		contentType, _, _ := attached.ContentType()
		m.Files = append(m.Files, File{Name: name, ContentType: contentType, Body: body})
		return
	}
	contentType, _, _ := header.(*mail.InlineHeader).ContentType()
	text := strings.ReplaceAll(string(body), "\r\n", "\n")
	switch contentType {
	case "text/plain":
		m.Text += text
	case "text/html":
		m.HTML += text
	default:
		m.Files = append(m.Files, File{ContentType: contentType, Body: body})
	}
}
