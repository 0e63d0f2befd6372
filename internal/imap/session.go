package imap

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// session is a connection to an IMAP server, from the greeting to the end.
type session struct {
	account    Account
	transcript *transcript
	conn       *meteredConn
	wire       *wire
	client     *imapclient.Client
	updates    *imapclient.UnilateralDataHandler // what nobody asked for; nil: ignored
}

// open connects, protects the connection and waits for the greeting.
func open(ctx context.Context, a Account, transcript *transcript) (*session, error) {
	return openWithUpdates(ctx, a, transcript, nil)
}

func openWithUpdates(ctx context.Context, a Account, transcript *transcript, updates *imapclient.UnilateralDataHandler) (*session, error) {
	s := &session{account: a, transcript: transcript, updates: updates}
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
		_ = s.client.Close() // it reports again how the connection ended
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
	return s.withGoodbye(err)
}

// withGoodbye returns an error with the words with which the server ended the session, where that is why the exchange failed.
func (s *session) withGoodbye(err error) error {
	if err == nil || answered(err) || s.wire == nil || s.wire.sent.Goodbye() == "" {
		return err
	}
	return fmt.Errorf("the server ends the session: %q", s.wire.sent.Goodbye())
}

func (s *session) dial(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.account.step())
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", s.account.address())
	if err != nil {
		return inStep(StepConnect, "", because(dialReason(errors.Join(err, ctx.Err())), err))
	}
	s.transcript.note("connected to %s (%s)", s.account.address(), conn.RemoteAddr())
	s.conn = newMeteredConn(conn)
	return nil
}

// greet brings the connection to where a login is possible.
func (s *session) greet(ctx context.Context) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	err := s.step(ctx, func(context.Context) error { return s.client.WaitGreeting() })
	if err == nil {
		return nil
	}
	if line := s.wire.first.foreign(); line != "" {
		return inStep(StepGreeting, "", because(ReasonProtocol, notIMAP(line)))
	}
	return inStep(StepGreeting, "", because(answerReason(ReasonRefused, err), err))
}

// notIMAP is the error of a server that speaks another protocol.
func notIMAP(line string) error {
	return fmt.Errorf("the server does not speak IMAP: its first line is %q", line)
}

// begin protects the connection as the account wants it.
func (s *session) begin(ctx context.Context) error {
	if s.account.TLS == TLSNone {
		s.wrapConn(s.conn, "")
		return nil
	}
	config, err := s.account.tlsConfig()
	if err != nil {
		return inStep(StepTLS, "", because(ReasonTLS, err))
	}
	switch s.account.TLS {
	case TLSImplicit:
		return s.protect(ctx, config, "")
	case TLSStart:
		return s.startTLS(ctx, config)
	}
	return inStep(StepTLS, "", because(ReasonTLS, fmt.Errorf("no such way as %q", string(s.account.TLS))))
}

// wrapConn begins the dialogue over a connection, after what the server is to have
// said before.
func (s *session) wrapConn(conn net.Conn, before string) {
	s.wire = newWire(conn, before)
	s.client = imapclient.New(s.wire, &imapclient.Options{UnilateralDataHandler: s.updates})
}

// protect begins TLS before anything else (RFC 8314).
func (s *session) protect(ctx context.Context, config *tls.Config, before string) error {
	protected := tls.Client(s.conn, config)
	if err := s.step(ctx, protected.HandshakeContext); err != nil {
		return inStep(StepTLS, "", because(tlsReason(err), err))
	}
	s.transcript.note("protected by %s", tls.VersionName(protected.ConnectionState().Version))
	s.wrapConn(protected, before)
	return nil
}

// startTLS begins TLS on a connection that so far told nobody anything (RFC
// 9051, 6.2.1). No second greeting follows, so one is put in its place; what
// the server said in the clear is forgotten, also that we are logged in.
func (s *session) startTLS(ctx context.Context, config *tls.Config) error {
	if err := s.step(ctx, s.awaitGreeting); err != nil {
		return inStep(StepGreeting, "", err)
	}
	if err := s.step(ctx, s.askForTLS); err != nil {
		return inStep(StepTLS, "", because(tlsReason(err), err))
	}
	return s.protect(ctx, config, "* OK protected by STARTTLS\r\n")
}

// askForTLS asks until the server agrees. Nothing may follow its answer: it
// would be read as if it had been said within TLS.
func (s *session) askForTLS(context.Context) error {
	if _, err := io.WriteString(s.conn, "S STARTTLS\r\n"); err != nil {
		return err
	}
	for in := bufio.NewReader(s.conn); ; {
		line, err := in.ReadString('\n')
		if err != nil {
			return err
		}
		answer, ours := strings.CutPrefix(line, "S ")
		switch {
		case !ours: // the greeting, or something nobody asked for
		case !strings.EqualFold(answer[:min(len(answer), 2)], "OK"):
			return fmt.Errorf("the server says %q", answer)
		case in.Buffered()+s.conn.in.Buffered() > 0:
			return errors.New("the server says more before TLS has begun")
		default:
			return nil
		}
	}
}

// awaitGreeting looks at the greeting and leaves it to be read.
func (s *session) awaitGreeting(context.Context) error {
	start, err := s.conn.in.Peek(len("* BYE"))
	switch {
	case err != nil:
		return err
	case string(start) == "* BYE":
		line, _ := s.conn.in.ReadSlice('\n') // a line that is cut, or too long, still tells something
		return because(ReasonRefused, fmt.Errorf("the server says %q", line))
	case start[0] != '*':
		line, _ := s.conn.in.Peek(min(s.conn.in.Buffered(), maxFirstLine))
		first, _, _ := strings.Cut(string(line), "\n")
		return because(ReasonProtocol, notIMAP(strings.TrimSpace(first)))
	}
	return nil
}

// login authenticates us, unless the server knows that already, and says who we are:
// some servers open no folder before that.
func (s *session) login(ctx context.Context) error {
	way := s.usePassword
	if s.account.Tokens != nil {
		way = s.present
	}
	if s.client.State() != imap.ConnStateAuthenticated {
		if err := way(ctx); err != nil {
			return inStep(StepLogin, " as "+s.account.Username, err)
		}
	}
	s.transcript.note("logged in as %s", s.account.Username)
	return s.identify(ctx)
}

// identify sends the name of our program where the server offers that (RFC 2971).
// Nothing depends on the answer.
func (s *session) identify(ctx context.Context) error {
	err := s.step(ctx, func(context.Context) error {
		if !s.client.Caps().Has(imap.CapID) {
			return nil
		}
		_, err := s.client.ID(&imap.IDData{Name: "supplierwatch", Vendor: "supplierwatch"}).Wait()
		return err
	})
	if answered(err) {
		return nil
	}
	return inStep(StepIdentify, "", err)
}

// examine opens a folder for reading only, so that nothing in it changes. Some
// servers count changes (RFC 7162) only for those who ask.
func (s *session) examine(ctx context.Context, folder string) (*imap.SelectData, error) {
	var found *imap.SelectData
	err := s.step(ctx, func(context.Context) (err error) {
		counts := s.client.Caps().Has(imap.CapCondStore)
		found, err = s.client.Select(folder, &imap.SelectOptions{ReadOnly: true, CondStore: counts}).Wait()
		if refused, ok := errors.AsType[*imap.Error](err); ok && counts && refused.Type == imap.StatusResponseTypeBad {
			found, err = s.client.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait() // it offers what it cannot do
		}
		return err
	})
	if err != nil {
		return nil, inStep(StepFolder, fmt.Sprintf(" %q", folder), because(answerReason(ReasonFolder, err), err))
	}
	s.transcript.note("%q holds %d messages (UIDVALIDITY %d)", folder, found.NumMessages, found.UIDValidity)
	return found, nil
}

// logoutLimit is how long a server may take to log out.
const logoutLimit = 2 * time.Second

// logout ends the session as servers like it. Nothing depends on it.
func (s *session) logout(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, logoutLimit)
	defer cancel()
	_ = s.step(ctx, func(context.Context) error { return s.client.Logout().Wait() })
}
