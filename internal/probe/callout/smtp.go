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

	"supplierwatch/internal/evidence"
	"supplierwatch/internal/probe"
)

const (
	maxReplyLine  = 2 << 10 // bytes; RFC 5321, 4.5.3.1.5 asks for 512 at most
	maxReplyLines = 100
)

// reply is what a server answers to one command (RFC 5321, 4.2).
type reply struct {
	code     int
	enhanced string // RFC 3463; empty: the server sent none
	text     string // of all lines, without the codes
	lines    []string
}

// String returns the reply on one line.
func (r reply) String() string {
	return strings.Join(strings.Fields(fmt.Sprintf("%d %s %s", r.code, r.enhanced, r.text)), " ")
}

func (r reply) good() bool { return r.code >= 200 && r.code < 300 }

// client is a connection to a mail server, and what the server offers.
type client struct {
	raw    net.Conn // also where TLS runs over it
	conn   net.Conn
	in     *bufio.Reader
	offers map[string]bool
}

// newClient returns a client that waits for the server until the visit ends.
func newClient(conn net.Conn, end time.Time) *client {
	_ = conn.SetDeadline(end) // it fails only on a closed connection, as all that follows will
	return &client{raw: conn, conn: conn, in: bufio.NewReaderSize(conn, maxReplyLine)}
}

// greeting reads the server's first reply.
func (l *client) greeting() (reply, error) {
	return l.reply()
}

// ask sends one command and reads the answer.
func (l *client) ask(format string, args ...any) (reply, error) {
	var last reply
	err := l.flight([]string{fmt.Sprintf(format, args...)}, func(_ int, r reply) bool {
		last = r
		return true
	})
	return last, err
}

// flight sends commands and calls each with every answer: all at once if the server
// supports pipelining (RFC 2920), else each after the answer before, as long as each
// returns true.
func (l *client) flight(commands []string, each func(i int, r reply) (goOn bool)) error {
	if l.offers["PIPELINING"] {
		return l.volley(commands, func(i int, r reply) { each(i, r) })
	}
	for i, command := range commands {
		goOn := false
		if err := l.volley([]string{command}, func(_ int, r reply) { goOn = each(i, r) }); err != nil {
			return err
		}
		if !goOn {
			return nil
		}
	}
	return nil
}

// volley sends commands in one go and calls each with every answer.
func (l *client) volley(commands []string, each func(i int, r reply)) error {
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
func (l *client) reply() (reply, error) {
	var r reply
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
			return r, probe.WithReason(probe.ReasonProtocol, fmt.Errorf("read answer: %q is none", evidence.Line(string(line))))
		}
		r.add(m[1], m[3])
		if m[2] != "-" {
			return r, nil
		}
	}
	return r, probe.WithReason(probe.ReasonProtocol, fmt.Errorf("read answer: it has more than %d lines", maxReplyLines))
}

// add appends one line. The codes of the last line count.
func (r *reply) add(code, text string) {
	r.code = int(code[0]-'0')*100 + int(code[1]-'0')*10 + int(code[2]-'0')
	if m := enhancedCode.FindStringSubmatch(text); m != nil {
		r.enhanced, text = m[1], strings.TrimSpace(text[len(m[1]):])
	}
	r.lines = append(r.lines, text)
	r.text = strings.TrimSpace(r.text + " " + text)
}

// hello sends our name and records the extensions that the server offers.
func (l *client) hello(name string) (reply, error) {
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

// errNoTLS means that a server offers TLS and the handshake fails.
var errNoTLS = errors.New("the server offers TLS and does not speak it")

// secure switches to TLS if the server agrees (RFC 3207). It does not check the
// certificate: mail exchangers go by any name, and nothing secret is asked. The
// server's extensions have to be asked for again then.
func (l *client) secure(ctx context.Context, host string) (secured bool, err error) {
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
	if err := conn.HandshakeContext(ctx); err != nil {
		return false, fmt.Errorf("%w: %w", errNoTLS, err)
	}
	l.conn, l.in = conn, bufio.NewReaderSize(conn, maxReplyLine)
	return true, nil
}

// quit sends QUIT, so that the server does not log a lost connection, and waits a
// moment for the answer of a server that has answered so far.
func (l *client) quit(wait bool) {
	_ = l.conn.SetDeadline(time.Now().Add(time.Second)) // it fails only on a closed connection, as all that follows will
	if wait {
		_, _ = l.ask("QUIT") // the connection is closed in any case
	} else {
		_, _ = l.conn.Write([]byte("QUIT\r\n"))
	}
	l.conn.Close()
}
