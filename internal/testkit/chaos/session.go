package chaos

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"
	"time"
)

// session is one connection of the daemon.
type session struct {
	relay    *relay
	began    time.Time
	tcp      net.Conn // also when TLS runs over it
	conn     net.Conn
	in       *bufio.Reader
	upstream *textproto.Conn // nil: not connected

	fault  fault // what befalls the mail under way
	slow   bool
	sender string
	to     string
}

// longest is how long a daemon may be silent.
const longest = time.Minute

// run hands commands on until one of the two has had enough.
func (s *session) run() {
	kind := s.relay.planConnection()
	if !s.greet(kind) {
		return
	}
	for goOn := true; goOn; {
		_ = s.conn.SetReadDeadline(time.Now().Add(longest))
		line, err := s.in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		switch verb {
		case "STARTTLS":
			goOn = s.startTLS(kind == cutTLS)
		case "MAIL":
			goOn = s.mail(line)
		case "RCPT":
			goOn = s.recipient(line)
		case "DATA":
			goOn = s.data()
		default:
			goOn = s.pass(line) && verb != "QUIT"
		}
	}
}

// greet begins the dialogue, unless the connection is to fail at once.
func (s *session) greet(kind Kind) bool {
	switch kind {
	case cutAtConnect:
		s.relay.tally.count(kind)
		return cut(s)
	case closingAtOnce:
		s.relay.tally.count(kind)
		s.say("421 4.3.2 not now")
		return false
	}
	return s.say("220 relay.buyer.test ESMTP")
}

// say writes a line, byte by byte if the mail is to be slow.
func (s *session) say(text string) bool {
	text += "\r\n"
	if !s.slow {
		_, err := io.WriteString(s.conn, text)
		return err == nil
	}
	for _, b := range []byte(text) {
		time.Sleep(5 * time.Millisecond)
		if _, err := s.conn.Write([]byte{b}); err != nil {
			return false
		}
	}
	return true
}

// strikes fails the mail under way if its moment has come.
func (s *session) strikes(when moment) (struck, goOn bool) {
	if s.fault.when != when {
		return false, true
	}
	s.relay.tally.count(s.fault.kind)
	act := s.fault.act
	s.fault = fault{}
	s.leave() // Postfix forgets what it had of the mail
	return true, act(s)
}

// startTLS ends TLS here: Postfix is spoken to in clear.
func (s *session) startTLS(broken bool) bool {
	if !s.say("220 2.0.0 go on") {
		return false
	}
	if broken {
		s.relay.tally.count(cutTLS)
		_, _ = s.in.Peek(1)
		return cut(s)
	}
	secured := tls.Server(s.tcp, &tls.Config{Certificates: []tls.Certificate{s.relay.certificate}, MinVersion: tls.VersionTLS12})
	_ = s.tcp.SetDeadline(time.Now().Add(longest))
	if secured.Handshake() != nil {
		return false
	}
	_ = s.tcp.SetDeadline(time.Time{})
	s.conn, s.in = secured, bufio.NewReader(secured)
	return true
}

func (s *session) mail(line string) bool {
	s.sender, s.to = between(line), ""
	s.fault = s.relay.choose(s.sender)
	if s.slow = s.fault.kind == drip; s.slow {
		s.relay.tally.count(drip)
	}
	if struck, goOn := s.strikes(atMail); struck {
		return goOn
	}
	return s.pass(line)
}

func (s *session) recipient(line string) bool {
	s.to = between(line)
	if s.relay.filters(s.to) {
		s.fault = ofFiltered
	}
	if struck, goOn := s.strikes(atRcpt); struck {
		return goOn
	}
	return s.pass(line)
}

// data receives a message and hands it to Postfix before it confirms the receipt to the daemon.
func (s *session) data() bool {
	if struck, goOn := s.strikes(atData); struck {
		return goOn
	}
	code, answer, err := s.ask("DATA")
	if err != nil || !s.say(answer) {
		return false
	}
	if code != 354 {
		return true
	}
	body, err := io.ReadAll(textproto.NewReader(s.in).DotReader())
	if err != nil {
		return false
	}
	if struck, goOn := s.strikes(afterData); struck {
		return goOn
	}
	code, answer, err = s.handOver(body)
	if err != nil {
		return false
	}
	d := delivery{to: s.to, at: time.Now(), since: s.began, faults: s.relay.tally.total(), mail: readMail(body)}
	d.id = d.mail.id
	if code != 250 {
		return s.say(answer)
	}
	if s.fault.when == taken {
		s.relay.tally.count(s.fault.kind)
		s.relay.took(d)
		return cut(s)
	}
	// Noted before the answer is sent, so that it is noted whatever the daemon does next.
	d.answered = true
	s.relay.took(d)
	return s.say(answer)
}

// pass forwards a command and returns the answer.
func (s *session) pass(line string) bool {
	code, answer, err := s.ask(line)
	if err != nil {
		return false
	}
	if code == 550 {
		s.relay.tally.count(unknownUser)
	}
	return s.say(answer)
}

// ask sends a command to Postfix.
func (s *session) ask(line string) (code int, answer string, err error) {
	if s.upstream == nil {
		if err := s.connect(); err != nil {
			return 0, "", err
		}
	}
	if err := s.upstream.PrintfLine("%s", line); err != nil {
		return 0, "", err
	}
	return s.hear()
}

// handOver sends a message to Postfix.
func (s *session) handOver(body []byte) (code int, answer string, err error) {
	w := s.upstream.DotWriter()
	if _, err := w.Write(body); err != nil {
		return 0, "", err
	}
	if err := w.Close(); err != nil {
		return 0, "", err
	}
	return s.hear()
}

// hear reads an answer with all its lines.
func (s *session) hear() (code int, answer string, err error) {
	var lines []string
	for {
		line, err := s.upstream.ReadLine()
		if err != nil {
			return 0, "", err
		}
		lines = append(lines, line)
		if len(line) < 4 || line[3] != '-' {
			_, err := fmt.Sscanf(line, "%3d", &code)
			return code, strings.Join(lines, "\r\n"), err
		}
	}
}

// connect greets Postfix.
func (s *session) connect() error {
	conn, err := net.DialTimeout("tcp", s.relay.postfix, longest)
	if err != nil {
		return err
	}
	_ = conn.SetDeadline(time.Now().Add(longest))
	s.upstream = textproto.NewConn(conn)
	if _, _, err := s.hear(); err != nil {
		return err
	}
	_, _, err = s.ask("EHLO relay.buyer.test")
	return err
}

// leave hangs up on Postfix.
func (s *session) leave() {
	if s.upstream != nil {
		_ = s.upstream.Close()
		s.upstream = nil
	}
}

// between takes the address out of "MAIL FROM:<jane@acme.test> SIZE=12".
func between(line string) string {
	_, rest, _ := strings.Cut(line, "<")
	address, _, _ := strings.Cut(rest, ">")
	return strings.ToLower(address)
}

func resetOnClose(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}
