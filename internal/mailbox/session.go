package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// session is a connection to an IMAP server, from the greeting to the end.
type session struct {
	account Account
	said    *transcript
	conn    *meteredConn
	client  *imapclient.Client
}

// open connects, protects the connection and waits for the greeting.
func open(ctx context.Context, a Account, said *transcript) (*session, error) {
	s := &session{account: a, said: said}
	if err := s.dial(ctx); err != nil {
		return nil, err
	}
	if err := s.greet(ctx); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// close ends the connection and waits for the client's reader.
func (s *session) close() {
	s.conn.Close()
	if s.client != nil {
		_ = s.client.Close() // it says again how the connection ended
	}
}

// step makes one exchange with the server. When its time is over the
// connection is closed, which ends every wait within the exchange.
func (s *session) step(ctx context.Context, exchange func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.account.step())
	defer cancel()
	s.conn.allow(maxReply)
	stop := context.AfterFunc(ctx, func() { s.conn.Close() })
	err := exchange(ctx)
	if !stop() {
		return ctx.Err()
	}
	return err
}

func (s *session) dial(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.account.step())
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", s.account.address())
	if err != nil {
		return because(dialReason(errors.Join(err, ctx.Err())), fmt.Errorf("connect: %w", err))
	}
	s.said.note("connected to %s (%s)", s.account.address(), conn.RemoteAddr())
	s.conn = newMeteredConn(conn)
	return nil
}

// greet brings the connection to where a login is possible.
func (s *session) greet(ctx context.Context) error {
	var err error
	switch s.account.TLS {
	case TLSImplicit:
		err = s.protect(ctx)
	case TLSStart:
		err = s.startTLS(ctx)
	case TLSNone:
		s.client = imapclient.New(s.conn, nil)
	default:
		err = because(ReasonTLS, fmt.Errorf("protect the connection: no such way as %q", string(s.account.TLS)))
	}
	if err != nil {
		return err
	}
	err = s.step(ctx, func(context.Context) error { return s.client.WaitGreeting() })
	if err != nil {
		return because(answerReason(ReasonRefused, err), fmt.Errorf("wait for the greeting: %w", err))
	}
	return nil
}

// protect begins TLS before anything else (RFC 8314).
func (s *session) protect(ctx context.Context) error {
	config, err := s.account.tlsConfig()
	if err != nil {
		return because(ReasonTLS, err)
	}
	protected := tls.Client(s.conn, config)
	if err := s.step(ctx, protected.HandshakeContext); err != nil {
		return because(tlsReason(err), fmt.Errorf("begin TLS: %w", err))
	}
	s.said.note("protected by %s", tls.VersionName(protected.ConnectionState().Version))
	s.client = imapclient.New(protected, nil)
	return nil
}

// startTLS waits for the greeting in the clear, which is not believed, and
// begins TLS on a connection that so far told nobody anything (RFC 9051, 6.2.1).
func (s *session) startTLS(ctx context.Context) error {
	config, err := s.account.tlsConfig()
	if err != nil {
		return because(ReasonTLS, err)
	}
	if err := s.step(ctx, s.awaitGreeting); err != nil {
		return err
	}
	err = s.step(ctx, func(context.Context) (err error) {
		s.client, err = imapclient.NewStartTLS(s.conn, &imapclient.Options{TLSConfig: config})
		return err
	})
	if err != nil {
		return because(tlsReason(err), fmt.Errorf("begin TLS: %w", err))
	}
	s.said.note("protected by STARTTLS")
	return nil
}

// awaitGreeting looks at the greeting and leaves it to be read.
func (s *session) awaitGreeting(context.Context) error {
	start, err := s.conn.in.Peek(len("* BYE"))
	switch {
	case err != nil:
		return fmt.Errorf("wait for the greeting: %w", err)
	case string(start) == "* BYE":
		line, _ := s.conn.in.ReadSlice('\n') // a line that is cut, or too long, still tells something
		return because(ReasonRefused, fmt.Errorf("wait for the greeting: the server says %q", line))
	}
	return nil
}

// login says who we are: by SASL PLAIN where it is offered, else by LOGIN,
// unless the server announces that it would be in vain.
func (s *session) login(ctx context.Context) error {
	err := s.step(ctx, func(context.Context) error {
		password := string(s.account.Password)
		offered := s.client.Caps()
		switch {
		case s.client.State() == imap.ConnStateAuthenticated:
			return nil
		case offered.Has(imap.AuthCap(sasl.Plain)):
			return s.client.Authenticate(sasl.NewPlainClient("", s.account.Username, password))
		case offered.Has(imap.CapLoginDisabled):
			return because(ReasonLogin, errors.New("the server takes no password on this connection (LOGINDISABLED)"))
		}
		return s.client.Login(s.account.Username, password).Wait()
	})
	if err != nil {
		return because(answerReason(ReasonLogin, err), fmt.Errorf("log in as %s: %w", s.account.Username, err))
	}
	s.said.note("logged in as %s", s.account.Username)
	return nil
}

// examine opens a folder for reading only, so that nothing in it changes.
func (s *session) examine(ctx context.Context, folder string) error {
	var found *imap.SelectData
	err := s.step(ctx, func(context.Context) (err error) {
		found, err = s.client.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
		return err
	})
	if err != nil {
		return because(answerReason(ReasonFolder, err), fmt.Errorf("examine %q: %w", folder, err))
	}
	s.said.note("%q holds %d messages (UIDVALIDITY %d)", folder, found.NumMessages, found.UIDValidity)
	return nil
}

// farewell is how long a server may take to say goodbye.
const farewell = 2 * time.Second

// logout ends the session as servers like it. Nothing depends on it.
func (s *session) logout(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, farewell)
	defer cancel()
	_ = s.step(ctx, func(context.Context) error { return s.client.Logout().Wait() })
}
