package faultyserver

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"io"
	"net"
	"net/textproto"
	"strings"
)

// smtpSession is one connection to an SMTP server.
type smtpSession struct {
	server *SMTP
	raw    net.Conn // the TCP connection, also when TLS runs over it
	conn   net.Conn
	in     *bufio.Reader
	tls    bool
	user   string
	begun  bool // by MAIL
	from   string
	to     []string

	message  *Accepted // whose text has come and that is not answered yet
	argument string    // of the last command
}

func newSMTPSession(server *SMTP, conn net.Conn) *smtpSession {
	return &smtpSession{server: server, raw: conn, conn: conn, in: bufio.NewReader(conn)}
}

// run speaks with the client until one of the two has had enough.
func (s *smtpSession) run() {
	ended := s.answer(Greeting, "", "220 mail.test ESMTP").ended
	for !ended {
		line, err := s.in.ReadString('\n')
		if err != nil {
			return
		}
		verb, argument, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		ended = s.command(Step(strings.ToUpper(verb)), argument)
	}
}

// answer sends the usual line unless a fault replaces it.
func (s *smtpSession) answer(step Step, argument, usual string) outcome {
	s.argument = argument
	act := s.server.reach(step, argument)
	if act == nil {
		act = Reply(usual)
	}
	return act(s)
}

// command executes one command and reports whether the session has ended.
func (s *smtpSession) command(verb Step, argument string) bool {
	switch verb {
	case Hello, "HELO":
		return s.answer(Hello, argument, s.capabilities()).ended
	case StartTLS:
		return s.startTLS()
	case Auth:
		return s.login(argument)
	case From:
		return s.mail(argument)
	case To:
		return s.recipient(argument)
	case Data:
		return s.data()
	case Reset:
		s.forget()
		return s.answer(Reset, "", "250 2.0.0 forgotten").ended
	case Noop:
		return s.answer(Noop, argument, "250 2.0.0 nothing done").ended
	case Quit:
		s.answer(Quit, "", "221 2.0.0 goodbye")
		return true
	default:
		return s.write("502 5.5.1 unknown command\r\n") != nil
	}
}

// capabilities is the answer to EHLO, which ends with the one line whose code
// a blank follows.
func (s *smtpSession) capabilities() string {
	lines := "250-mail.test\r\n250-8BITMIME\r\n"
	if s.server.setup.Pipelining {
		lines += "250-PIPELINING\r\n"
	}
	if s.offersTLS() {
		lines += "250-STARTTLS\r\n"
	} else if s.server.setup.User != "" {
		lines += "250-AUTH PLAIN\r\n"
	}
	return lines + "250 ENHANCEDSTATUSCODES"
}

func (s *smtpSession) offersTLS() bool { return s.server.setup.Certificate != nil && !s.tls }

func (s *smtpSession) startTLS() bool {
	if !s.offersTLS() {
		return s.answer(StartTLS, "", "502 5.5.1 not offered").ended
	}
	if o := s.answer(StartTLS, "", "220 2.0.0 go on"); o.ended || !o.accepted {
		return o.ended
	}
	secure := tls.Server(s.raw, &tls.Config{
		Certificates: []tls.Certificate{*s.server.setup.Certificate}, MinVersion: tls.VersionTLS12,
	})
	if err := secure.Handshake(); err != nil {
		return true
	}
	// What came before the handshake must not be read as if it came after it.
	s.conn, s.in, s.tls = secure, bufio.NewReader(secure), true
	s.forget()
	return false
}

// take keeps the message whose text has come, if it is not kept yet: before the client learns of it.
func (s *smtpSession) take() {
	if s.message != nil {
		s.server.accept(*s.message)
		s.message = nil
	}
}

// forget ends a transaction.
func (s *smtpSession) forget() { s.begun, s.from, s.to, s.message = false, "", nil, nil }

// login understands AUTH PLAIN (RFC 4616) with or without an initial response.
func (s *smtpSession) login(argument string) bool {
	mechanism, response, direct := strings.Cut(argument, " ")
	if !direct && strings.EqualFold(mechanism, "PLAIN") {
		if s.write("334 \r\n") != nil {
			return true
		}
		response, _ = s.in.ReadString('\n')
	}
	usual := "535 5.7.8 wrong user or password"
	setup := s.server.setup
	user, password := credentials(strings.TrimSpace(response))
	if setup.User != "" && user == setup.User && password == setup.Password {
		usual = "235 2.7.0 welcome"
	}
	o := s.answer(Auth, argument, usual)
	if o.accepted {
		s.user = user
	}
	return o.ended
}

// credentials decodes a response of the PLAIN mechanism; both are empty if it
// is none.
func credentials(response string) (user, password string) {
	plain, err := base64.StdEncoding.DecodeString(response)
	parts := strings.Split(string(plain), "\x00")
	if err != nil || len(parts) != 3 {
		return "", ""
	}
	return parts[1], parts[2]
}

func (s *smtpSession) mail(argument string) bool {
	o := s.answer(From, argument, "250 2.1.0 sender known")
	if o.accepted {
		s.begun, s.from, s.to = true, path(argument), nil
	}
	return o.ended
}

func (s *smtpSession) recipient(argument string) bool {
	usual := "250 2.1.5 recipient known"
	if !s.begun {
		usual = "503 5.5.1 nobody to send it from"
	}
	o := s.answer(To, argument, usual)
	if o.accepted {
		s.to = append(s.to, path(argument))
	}
	return o.ended
}

// path takes the address out of "FROM:<jane@acme.test> SIZE=12".
func path(argument string) string {
	_, rest, _ := strings.Cut(argument, "<")
	address, _, _ := strings.Cut(rest, ">")
	return address
}

func (s *smtpSession) data() bool {
	usual := "354 go on"
	if len(s.to) == 0 {
		usual = "503 5.5.1 nobody to send it to"
	}
	if o := s.answer(Data, "", usual); o.ended || !o.accepted {
		return o.ended
	}
	body, err := io.ReadAll(textproto.NewReader(s.in).DotReader())
	if err != nil {
		return true
	}
	usual = "250 2.0.0 taken"
	if len(s.to) == 0 {
		usual = "554 5.5.1 nobody to send it to"
	}
	s.message = &Accepted{
		From: s.from, To: s.to, TLS: s.tls, User: s.user,
		Data: bytes.ReplaceAll(body, []byte("\n"), []byte("\r\n")),
	}
	o := s.answer(Body, "", usual)
	if o.accepted {
		s.take()
	} else {
		s.server.turnDown(*s.message)
	}
	s.forget()
	return o.ended
}

func (s *smtpSession) write(text string) error {
	_, err := io.WriteString(s.conn, text)
	return err
}
