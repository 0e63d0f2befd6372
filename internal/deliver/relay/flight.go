package relay

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/textproto"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/envelope"
)

// parcel is a mail in the form in which it crosses the wire.
type parcel struct {
	delivery *delivery
	commands string // MAIL, RCPT and DATA
	text     []byte // with the dot that ends it
}

// errTwoLines is the error of an address that would be more than one command.
var errTwoLines = errors.New("the address has more than one line")

// pack writes a mail before anything of it is sent. The library writes the mail, as it does where it sends it by itself.
func (s *session) pack(relay Server, l *delivery) (p *parcel, err error) {
	from, senderErr := l.msg.GetSender(false)
	to, recipientErr := l.msg.GetRecipients()
	if err := errors.Join(senderErr, recipientErr); err != nil {
		return nil, err
	}
	p = &parcel{delivery: l, commands: s.mailCommand(from, l.ascii) + "RCPT TO:" + to[0] + "\r\nDATA\r\n"}
	if strings.Count(p.commands, "\n") != 3 || strings.Count(p.commands, "\r") != 3 {
		return nil, errTwoLines
	}
	l.msg.SetDKIM(relay.signs)
	defer l.msg.SetDKIM(nil) // the next relay may sign otherwise
	if broken := envelope.RecoverPanic(func() { p.text, err = wireText(l.msg) }); broken != nil {
		return nil, broken
	}
	return p, err
}

// wireText returns a mail with lines that end and begin as RFC 5321, 4.5.2 demands, and with the dot that ends it.
func wireText(msg io.WriterTo) ([]byte, error) {
	var text bytes.Buffer
	lines := bufio.NewWriter(&text)
	dots := textproto.NewWriter(lines).DotWriter()
	if _, err := msg.WriteTo(dots); err != nil {
		return nil, err
	}
	if err := errors.Join(dots.Close(), lines.Flush()); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

// mailCommand returns the MAIL command as the library writes it.
func (s *session) mailCommand(from string, ascii bool) string {
	command := "MAIL FROM:" + from
	if eightBit, _ := s.smtp.Extension("8BITMIME"); eightBit {
		command += " BODY=8BITMIME"
	}
	if international, _ := s.smtp.Extension("SMTPUTF8"); international && !ascii {
		command += " SMTPUTF8"
	}
	return command + "\r\n"
}

// answers are those to MAIL, RCPT and DATA of one mail that were sent together.
type answers struct {
	mail, rcpt, data error // nil: as hoped for
	lost             bool  // the connection broke, or went silent, before all of them
	closing          bool  // the server said that it closes the connection
}

// readAnswers reads the answers in the order of the commands (RFC 2920, 3.1). After 421 the server closes the connection, so no more is waited for.
func readAnswers(in *textproto.Conn) (a answers) {
	for _, step := range []struct {
		answer *error
		want   int
	}{{&a.mail, codeDone}, {&a.rcpt, anyTaken}, {&a.data, codeGoOn}} {
		_, _, err := in.ReadResponse(step.want)
		*step.answer = err
		a.lost, a.closing = err != nil && replyCode(err) == 0, replyCode(err) == codeClosing
		if a.lost || a.closing {
			return a
		}
	}
	return a
}

// anyTaken matches 250, 251 and 252, as textproto compares codes.
const anyTaken = 25

// replyCode returns the code of a server's refusal; 0 if there is none.
func replyCode(err error) int {
	if answer, ok := errors.AsType[*textproto.Error](err); ok && answer.Code >= 400 {
		return answer.Code
	}
	return 0
}

// failure returns the first command that was refused, or that was not answered; ok is false if the text may follow.
func (a answers) failure() (f failure, ok bool) {
	switch {
	case a.mail != nil:
		return failure{step: gomail.ErrSMTPMailFrom, code: replyCode(a.mail), err: a.mail}, true
	case a.rcpt != nil:
		return failure{step: gomail.ErrSMTPRcptTo, code: replyCode(a.rcpt), err: a.rcpt}, true
	case a.data != nil:
		return failure{step: gomail.ErrSMTPData, code: replyCode(a.data), err: a.data}, true
	}
	return failure{}, false
}

// asksForText reports whether the server waits for a text now, although it refused the mail.
func (a answers) asksForText() bool { return !a.lost && !a.closing && a.data == nil }

// unexpected reports whether the server may not have understood commands that came together, so that its answers cannot be relied on: it loses
// some of them, complains of their order, or wants the text of a mail whose sender it refuses. Proven is a connection on which it understood such
// commands before. There a connection that ends has another reason; only where answers stop coming, with no command known to have been reached,
// the server may have lost some.
func (a answers) unexpected(proven bool) bool {
	if a.outOfOrder() {
		return true
	}
	refused := replyCode(a.mail) != 0 || replyCode(a.rcpt) != 0
	switch {
	case a.closing:
		return !proven
	case a.lost && refused:
		return silent(a.rcpt) || silent(a.data)
	case a.lost:
		return !proven || silent(a.mail)
	}
	return replyCode(a.mail) >= 500 && (!proven || a.asksForText())
}

// outOfOrder reports whether the server refuses a command because of those before it, although it refused none of them.
func (a answers) outOfOrder() bool {
	f, failed := a.failure()
	return failed && f.code == codeBadSequence
}

// silent reports whether a server did not answer in time.
func silent(err error) bool {
	waited, ok := errors.AsType[net.Error](err)
	return ok && waited.Timeout()
}
