package callout

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strings"
	"time"

	"supplierwatch/internal/probe"
)

const (
	maxReplyLine  = 2 << 10 // bytes; RFC 5321, 4.5.3.1.5 asks for 512 at most
	maxReplyLines = 100
)

// smtpReply is what a server answers to one command (RFC 5321, 4.2).
type smtpReply struct {
	code     int
	enhanced string // RFC 3463; empty: the server gives none
	text     string // of all lines, without the codes
	lines    []string
}

// String gives the reply on one line.
func (r smtpReply) String() string {
	return strings.Join(strings.Fields(fmt.Sprintf("%d %s %s", r.code, r.enhanced, r.text)), " ")
}

func (r smtpReply) good() bool { return r.code >= 200 && r.code < 300 }

// smtpLink is a connection to a mail server, and what the server offers.
type smtpLink struct {
	raw      net.Conn // also where TLS runs over it
	conn     net.Conn
	in       *bufio.Reader
	patience time.Duration // for all answers to one flight of commands
	offers   map[string]bool
}

func newSMTPLink(conn net.Conn, patience time.Duration) *smtpLink {
	return &smtpLink{raw: conn, conn: conn, in: bufio.NewReaderSize(conn, maxReplyLine), patience: patience}
}

// greeting reads what the server says first.
func (l *smtpLink) greeting() (smtpReply, error) {
	l.begin()
	return l.reply()
}

// begin starts the clock for what follows.
func (l *smtpLink) begin() {
	_ = l.conn.SetDeadline(time.Now().Add(l.patience)) // it fails only on a closed connection, as all that follows will
}

// ask sends one command and reads the answer.
func (l *smtpLink) ask(format string, args ...any) (smtpReply, error) {
	var last smtpReply
	err := l.flight([]string{fmt.Sprintf(format, args...)}, func(_ int, r smtpReply) bool {
		last = r
		return true
	})
	return last, err
}

// flight sends commands and hands each answer on: all at once if the server
// takes them so (RFC 2920), else each after the answer before, as long as each
// says to go on.
func (l *smtpLink) flight(commands []string, each func(i int, r smtpReply) (goOn bool)) error {
	if l.offers["PIPELINING"] {
		return l.volley(commands, func(i int, r smtpReply) { each(i, r) })
	}
	for i, command := range commands {
		goOn := false
		if err := l.volley([]string{command}, func(_ int, r smtpReply) { goOn = each(i, r) }); err != nil {
			return err
		}
		if !goOn {
			return nil
		}
	}
	return nil
}

// volley sends commands in one go and hands on the answer to each.
func (l *smtpLink) volley(commands []string, each func(i int, r smtpReply)) error {
	l.begin()
	if _, err := l.conn.Write([]byte(strings.Join(commands, "\r\n") + "\r\n")); err != nil {
		return fmt.Errorf("send command: %w", err)
	}
	for i := range commands {
		r, err := l.reply()
		if err != nil {
			return err
		}
		each(i, r)
	}
	return nil
}

var (
	replyLine    = regexp.MustCompile(`^([2-5][0-9]{2})(?:([- ])(.*))?$`)
	enhancedCode = regexp.MustCompile(`^([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:[ :]|$)`)
)

// reply reads one answer of one or more lines, none of them endless.
func (l *smtpLink) reply() (smtpReply, error) {
	var r smtpReply
	for range maxReplyLines {
		line, err := l.in.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return r, probe.WithReason(probe.ReasonProtocol, fmt.Errorf("read answer: a line is longer than %d bytes", maxReplyLine))
		case err != nil:
			return r, fmt.Errorf("read answer: %w", err)
		}
		m := replyLine.FindStringSubmatch(strings.TrimRight(string(line), "\r\n"))
		if m == nil {
			return r, probe.WithReason(probe.ReasonProtocol, fmt.Errorf("read answer: %q is none", probe.Printable(string(line))))
		}
		r.add(m[1], m[3])
		if m[2] != "-" {
			return r, nil
		}
	}
	return r, probe.WithReason(probe.ReasonProtocol, fmt.Errorf("read answer: it has more than %d lines", maxReplyLines))
}

// add takes in one line. The codes of the last one count.
func (r *smtpReply) add(code, text string) {
	r.code = int(code[0]-'0')*100 + int(code[1]-'0')*10 + int(code[2]-'0')
	if m := enhancedCode.FindStringSubmatch(text); m != nil {
		r.enhanced, text = m[1], strings.TrimSpace(text[len(m[1]):])
	}
	r.lines = append(r.lines, text)
	r.text = strings.TrimSpace(r.text + " " + text)
}

// hello says who asks, and keeps what the server offers.
func (l *smtpLink) hello(name string) (smtpReply, error) {
	r, err := l.ask("EHLO %s", name)
	if err == nil && (r.code == 500 || r.code == 502) {
		r, err = l.ask("HELO %s", name)
	}
	l.offers = map[string]bool{}
	for _, line := range r.lines[min(1, len(r.lines)):] {
		word, _, _ := strings.Cut(line, " ")
		l.offers[strings.ToUpper(word)] = true
	}
	return r, err
}

// errNoTLS tells that a server offered TLS and did not come to terms on it.
var errNoTLS = errors.New("the server offers TLS and does not speak it")

// secure goes over to TLS if the server takes part (RFC 3207), without asking
// who it is: the mail exchangers of the world go by any name, and all that is
// asked could be said in the open. What it offers has to be asked anew then.
func (l *smtpLink) secure(ctx context.Context, host string) (secured bool, err error) {
	r, err := l.ask("STARTTLS")
	if err != nil || r.code != 220 {
		return false, err
	}
	if l.in.Buffered() > 0 {
		return false, errNoTLS
	}
	conn := tls.Client(l.conn, &tls.Config{
		ServerName: host, InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, CipherSuites: probe.AllCiphers,
	})
	l.begin()
	if err := conn.HandshakeContext(ctx); err != nil {
		return false, fmt.Errorf("%w: %w", errNoTLS, err)
	}
	l.conn, l.in = conn, bufio.NewReaderSize(conn, maxReplyLine)
	return true, nil
}

// quit takes leave and waits a moment for the answer, so that the server does
// not note a lost connection.
func (l *smtpLink) quit() {
	l.patience = min(l.patience, time.Second)
	_, _ = l.ask("QUIT") // whatever comes, this is the end
	l.conn.Close()
}
