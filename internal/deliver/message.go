package deliver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	netmail "net/mail"
	"regexp"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// msgID is what a Message-ID may look like between its angle brackets: dot-atoms
// on both sides (RFC 5322, 3.6.4).
var msgID = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9._-]+$")

// Message returns a mail in the form in which it is sent. The same row always has the same bytes. It is an error if the recipient cannot be written as
// an address or the row has no usable Message-ID.
func Message(i envelope.Identity, m model.Mail) (*gomail.Msg, error) {
	if !msgID.MatchString(m.MessageID) {
		return nil, fmt.Errorf("build mail %s: %q is not a valid Message-ID", m.ID, m.MessageID)
	}
	to, err := envelope.ASCIIDomain(m.To.Address)
	if err != nil {
		return nil, fmt.Errorf("build mail %s: %w", m.ID, err)
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary(boundary(m)))
	from, answers := i.Senders(m)
	msg.FromMailAddress(&from)
	msg.ReplyToMailAddress(&answers)
	msg.EnvelopeFromMailAddress(&netmail.Address{Address: answers.Address})
	msg.ToMailAddress(&netmail.Address{Address: to})
	setHeaders(msg, i, m)
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return msg, nil
}

// setHeaders sets the headers that are not addresses.
func setHeaders(msg *gomail.Msg, i envelope.Identity, m model.Mail) {
	msg.SetGenHeader(gomail.HeaderSubject, encodeWords(envelope.Subject("", m.Subject)))
	msg.SetDateWithValue(m.CreatedAt)
	msg.SetMessageIDWithValue(m.MessageID)
	if !m.Kind.ToSupplier() {
		setQuiet(msg, i, m.Kind)
	}
	if i.Organization != "" {
		msg.SetOrganization(i.Organization)
	}
	if thread := threadOf(m); len(thread) > 0 {
		msg.SetGenHeader("In-Reply-To", thread[len(thread)-1])
		msg.SetGenHeader("References", strings.Join(thread, " "))
	}
}

// setQuiet keeps auto-responders quiet (RFC 3834, RFC 2919, and what Exchange
// follows). From suppliers an absence is an answer too, so that their mails have
// none of these headers.
func setQuiet(msg *gomail.Msg, i envelope.Identity, kind model.MailKind) {
	submitted := "auto-generated"
	if kind == model.MailReceipt {
		submitted = "auto-replied"
	}
	msg.SetGenHeader("Auto-Submitted", submitted)
	msg.SetGenHeader("X-Auto-Response-Suppress", "DR, OOF, AutoReply")
	msg.SetGenHeader("List-Id", "<supplierwatch."+i.Domain+">")
}

// encodeWords encodes (RFC 2047) those words of a header's text that are not
// ASCII, and leaves the others to be read as they are. Words side by side are
// encoded as one, since readers drop the space between two encoded ones.
func encodeWords(s string) string {
	var out, run []string
	flush := func() {
		if len(run) > 0 {
			out = append(out, mime.QEncoding.Encode("utf-8", strings.Join(run, " ")))
			run = nil
		}
	}
	for _, word := range strings.Split(s, " ") {
		if ascii.Only(word) {
			flush()
			out = append(out, word)
			continue
		}
		run = append(run, word)
	}
	flush()
	return strings.Join(out, " ")
}

// threadOf returns the Message-IDs that the mail refers to, in angle brackets.
func threadOf(m model.Mail) []string {
	var thread []string
	for _, id := range m.References {
		if msgID.MatchString(id) {
			thread = append(thread, "<"+id+">")
		}
	}
	return thread
}

// boundary parts the two forms of the body. It is made from both of them, so
// that no line of either can be that boundary.
func boundary(m model.Mail) string {
	sum := sha256.Sum256([]byte(m.ID + "\x00" + m.Text + "\x00" + m.HTML))
	return "part-" + hex.EncodeToString(sum[:15])
}
