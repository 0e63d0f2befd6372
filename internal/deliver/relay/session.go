package relay

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/neterror"
	"supplierwatch/internal/readlimit"
)

// quitTime is how long a relay may take to answer QUIT.
const quitTime = 2 * time.Second

// relayLimits bound what a relay may say: 64 KiB in answer to one command, where RFC 5321 has lines of 512 bytes, and 4 MiB over one
// connection.
var relayLimits = readlimit.Limits{Turn: 64 << 10, Total: 4 << 20}

// session is one connection to a relay, logged in.
type session struct {
	client *gomail.Client
	smtp   *smtp.Client
	conn   net.Conn
	stop   func() bool // ends the watch over the context
	sent   int         // mails that were settled over it

	patience time.Duration // with the answers to one mail
	proven   bool          // the server has answered commands that came together
	reset    resetState    // of a transaction that was refused
}

// resetState is how far the server has forgotten a transaction that it refused.
type resetState int

const (
	resetDone   resetState = iota // or there was none
	resetNeeded                   // RSET goes before the next MAIL
	resetSent                     // its answer comes before that to MAIL
)

// dial connects and logs in.
func (r Server) dial(ctx context.Context, hello string, timeout time.Duration) (*session, error) {
	if r.Auth == LoginXOAUTH2 {
		return r.dialWithToken(ctx, hello, timeout)
	}
	dial := func(r Server) (*session, error) { return r.connect(ctx, hello, timeout) }
	if r.Auth == LoginPlain {
		return r.dialByPassword(ctx, dial)
	}
	return dial(r)
}

// connect connects and logs in with what the relay has. The connection is closed when ctx ends, whatever
// it waits for just then: the client's commands know only a deadline.
func (r Server) connect(ctx context.Context, hello string, timeout time.Duration) (*session, error) {
	s := &session{patience: timeout}
	dialing, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	// The context that connect is given ends as soon as the client is logged
	// in, so the connection is watched over the one around it.
	connect := func(ctx context.Context, network, address string) (net.Conn, error) {
		socket, err := (&net.Dialer{}).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		conn := readlimit.New(socket, relayLimits)
		s.watch(dialing, conn)
		if r.TLS != ImplicitTLS {
			return conn, nil
		}
		secured := tls.Client(conn, r.tlsConfig())
		return secured, secured.HandshakeContext(ctx)
	}
	options := append(r.options(hello), gomail.WithTimeout(timeout), gomail.WithDialContextFunc(connect))
	var err error
	if s.client, err = gomail.NewClient(r.Host, options...); err != nil {
		return nil, fmt.Errorf("set up client: %w", err)
	}
	if s.smtp, err = s.client.DialToSMTPClientWithContext(dialing); err != nil {
		s.drop()
		return nil, fmt.Errorf("log in: %w", neterror.Plain(cutOff(dialing, err)))
	}
	s.stop()
	s.watch(ctx, s.conn)
	return s, nil
}

// cutOff returns the error of a connection: where ctx has ended, and so closed it, that is the cause.
func cutOff(ctx context.Context, err error) error {
	if errors.Is(err, net.ErrClosed) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// watch closes the connection as soon as ctx ends.
func (s *session) watch(ctx context.Context, conn net.Conn) {
	s.conn = conn
	s.stop = context.AfterFunc(ctx, func() { conn.Close() })
}

// send hands one mail over. One whose writing panics can never be sent, and leaves the connection in the middle of a transaction.
func (s *session) send(l *delivery) verdict {
	if !s.carries(l) {
		return unfit
	}
	s.smtp.SkipSMTPUTF8(l.ascii)
	var err error
	if broken := envelope.RecoverPanic(func() { err = s.client.SendWithSMTPClient(s.smtp, l.msg) }); broken != nil {
		return verdict{result: model.MailRefused, dead: true, answer: broken.Error()}
	}
	v := verdictOf(l.msg, err)
	v.overRate = overRate(err)
	v.answer = l.msg.ServerResponse()
	if err != nil {
		v.answer = answerWords(err)
	}
	return v
}

// carries reports whether the relay can carry the addresses of a mail.
func (s *session) carries(l *delivery) bool {
	international, _ := s.smtp.Extension("SMTPUTF8")
	return l.ascii || international
}

// unfit is the verdict about a mail that a relay cannot carry.
var unfit = verdict{lacksUTF8: true, answer: lacksUTF8}

// lacksUTF8 is why a mail is not handed to a relay. It would get bytes that the standard
// forbids there, and relays cut or replace them: the mail would go to somebody else.
const lacksUTF8 = "not sent: the address has letters other than a-z before the @, and the relay does not offer SMTPUTF8 (RFC 6531)"

// drop closes the connection at once. It must be so after a mail broke off
// inside DATA: any further command would end that mail and make it count.
func (s *session) drop() {
	if s.conn != nil {
		s.stop()
		s.conn.Close()
	}
}

// pipelines reports whether the server takes commands together (RFC 2920).
func (s *session) pipelines() bool {
	offered, _ := s.smtp.Extension("PIPELINING")
	return offered
}

// keep leaves the connection to the next batch, unless it has carried enough mails, or is closed already.
func (s *session) keep(relay Server) {
	switch {
	case relay.kept == nil || s.sent >= mailsPerConnection:
		s.quit()
	case !s.stop():
		s.drop()
	default:
		relay.kept.put(s)
	}
}

// quit sends QUIT and closes the connection.
func (s *session) quit() {
	if err := s.conn.SetDeadline(time.Now().Add(quitTime)); err == nil {
		_ = s.smtp.Quit() // every mail is settled; a relay that does not answer QUIT changes nothing
	}
	s.drop()
}
