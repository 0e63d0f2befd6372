package testkit

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

// dialogue is one connection to a FaultySMTP.
type dialogue struct {
	server *FaultySMTP
	raw    net.Conn // the TCP connection, also when TLS runs over it
	conn   net.Conn
	in     *bufio.Reader
	tls    bool
	user   string
	from   string
	to     []string

	argument string // of the last command
}

func newDialogue(server *FaultySMTP, conn net.Conn) *dialogue {
	return &dialogue{server: server, raw: conn, conn: conn, in: bufio.NewReader(conn)}
}

// run speaks with the client until one of the two has had enough.
func (d *dialogue) run() {
	ended := d.answer(Greeting, "", "220 rig.test ESMTP").ended
	for !ended {
		line, err := d.in.ReadString('\n')
		if err != nil {
			return
		}
		verb, argument, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		ended = d.command(Step(strings.ToUpper(verb)), argument)
	}
}

// answer sends the usual line unless a fault replaces it.
func (d *dialogue) answer(step Step, argument, usual string) outcome {
	d.argument = argument
	act := d.server.reach(step, argument)
	if act == nil {
		act = Reply(usual)
	}
	return act(d)
}

// command executes one command and reports whether the dialogue has ended.
func (d *dialogue) command(verb Step, argument string) bool {
	switch verb {
	case Hello, "HELO":
		return d.answer(Hello, argument, d.capabilities()).ended
	case StartTLS:
		return d.startTLS()
	case Auth:
		return d.login(argument)
	case From:
		return d.mail(argument)
	case To:
		return d.recipient(argument)
	case Data:
		return d.data()
	case Reset:
		d.from, d.to = "", nil
		return d.answer(Reset, "", "250 2.0.0 forgotten").ended
	case Noop:
		return d.answer(Noop, argument, "250 2.0.0 nothing done").ended
	case Quit:
		d.answer(Quit, "", "221 2.0.0 goodbye")
		return true
	default:
		return d.write("502 5.5.1 unknown command\r\n") != nil
	}
}

// capabilities is the answer to EHLO, which ends with the one line whose code
// a blank follows.
func (d *dialogue) capabilities() string {
	lines := "250-rig.test\r\n250-8BITMIME\r\n"
	if d.offersTLS() {
		lines += "250-STARTTLS\r\n"
	} else if d.server.setup.User != "" {
		lines += "250-AUTH PLAIN\r\n"
	}
	return lines + "250 ENHANCEDSTATUSCODES"
}

func (d *dialogue) offersTLS() bool { return d.server.setup.Certificate != nil && !d.tls }

func (d *dialogue) startTLS() bool {
	if !d.offersTLS() {
		return d.answer(StartTLS, "", "502 5.5.1 not offered").ended
	}
	if o := d.answer(StartTLS, "", "220 2.0.0 go on"); o.ended || !o.accepted {
		return o.ended
	}
	secure := tls.Server(d.raw, &tls.Config{
		Certificates: []tls.Certificate{*d.server.setup.Certificate}, MinVersion: tls.VersionTLS12,
	})
	if err := secure.Handshake(); err != nil {
		return true
	}
	// What came before the handshake must not be read as if it came after it.
	d.conn, d.in, d.tls = secure, bufio.NewReader(secure), true
	d.from, d.to = "", nil
	return false
}

// login understands AUTH PLAIN (RFC 4616) with or without an initial response.
func (d *dialogue) login(argument string) bool {
	mechanism, response, direct := strings.Cut(argument, " ")
	if !direct && strings.EqualFold(mechanism, "PLAIN") {
		if d.write("334 \r\n") != nil {
			return true
		}
		response, _ = d.in.ReadString('\n')
	}
	usual := "535 5.7.8 wrong user or password"
	setup := d.server.setup
	user, password := credentials(strings.TrimSpace(response))
	if setup.User != "" && user == setup.User && password == setup.Password {
		usual = "235 2.7.0 welcome"
	}
	o := d.answer(Auth, argument, usual)
	if o.accepted {
		d.user = user
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

func (d *dialogue) mail(argument string) bool {
	o := d.answer(From, argument, "250 2.1.0 sender known")
	if o.accepted {
		d.from, d.to = path(argument), nil
	}
	return o.ended
}

func (d *dialogue) recipient(argument string) bool {
	o := d.answer(To, argument, "250 2.1.5 recipient known")
	if o.accepted {
		d.to = append(d.to, path(argument))
	}
	return o.ended
}

// path takes the address out of "FROM:<jane@acme.test> SIZE=12".
func path(argument string) string {
	_, rest, _ := strings.Cut(argument, "<")
	address, _, _ := strings.Cut(rest, ">")
	return address
}

func (d *dialogue) data() bool {
	usual := "354 go on"
	if len(d.to) == 0 {
		usual = "503 5.5.1 nobody to send it to"
	}
	if o := d.answer(Data, "", usual); o.ended || !o.accepted {
		return o.ended
	}
	body, err := io.ReadAll(textproto.NewReader(d.in).DotReader())
	if err != nil {
		return true
	}
	o := d.answer(Body, "", "250 2.0.0 taken")
	if o.accepted {
		d.server.accept(Accepted{
			From: d.from, To: d.to, TLS: d.tls, User: d.user,
			Data: bytes.ReplaceAll(body, []byte("\n"), []byte("\r\n")),
		})
	}
	d.from, d.to = "", nil
	return o.ended
}

func (d *dialogue) write(text string) error {
	_, err := io.WriteString(d.conn, text)
	return err
}
