package testkit

import (
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
)

const (
	// startLimit is how long a server may take until it greets; they need a
	// few tenths of a second unless the machine is very busy.
	startLimit = 20 * time.Second
	// startAttempts bounds the repetition with new ports when somebody else
	// took one between its choice and its use.
	startAttempts = 5
)

// errPortTaken means that another process listens on the port reserved for a server.
var errPortTaken = errors.New("port taken by another process")

// Mail is a running mail system: a Postfix that takes mail, and a Dovecot that
// keeps it and shows it. All addresses are host:port on the loopback interface.
type Mail struct {
	// SMTP takes mail from strangers for the system's own users, as port 25
	// does: no login, STARTTLS offered. A recipient that does not exist is
	// refused with 550, one elsewhere with 554.
	SMTP string
	// Submission takes mail to anybody from users who have logged in, and lets
	// them log in only after STARTTLS (port 587).
	Submission string
	// Submissions is the same with TLS from the first byte (port 465).
	Submissions string
	// IMAP wants STARTTLS before the login (port 143).
	IMAP string
	// IMAPS is IMAP with TLS from the first byte (port 993).
	IMAPS string

	// CA issued the certificate that all five show; it is valid for 127.0.0.1,
	// 127.0.0.2 and localhost. CAFile is its certificate as a PEM file.
	CA     *CA
	CAFile string
	// Domain is the first of the domains that have users here.
	Domain string

	dir         string
	users       []User
	stamps      map[string]string // Authentication-Results by the domain of the envelope sender
	postfix     *service
	store, imap *service
}

// User is somebody with a mailbox.
type User struct {
	Address  string // also the name to log in with
	Password string
}

// Option changes what StartMail starts.
type Option func(*plan)

// WithUsers replaces the default users. A name without @ gets the system's
// first domain; full addresses may lie in any number of domains, all of which
// are then at home here.
func WithUsers(names ...string) Option {
	return func(p *plan) { p.setUsers(names) }
}

// WithSmarthost sends mail for all other domains to the SMTP server at addr
// (host:port, without TLS or login). Without it such mail bounces at once.
func WithSmarthost(addr string) Option {
	return func(p *plan) { p.Smarthost = addr }
}

// WithTokens lets users log in by XOAUTH2 too, for IMAP and for submission: the
// server asks the token server whether a token is good, and whose it is.
func WithTokens(s *TokenServer) Option {
	return func(p *plan) { p.Introspect = s.Introspect }
}

// WithTokenMechanism has the server offer this mechanism instead of XOAUTH2.
func WithTokenMechanism(name string) Option {
	return func(p *plan) { p.TokenMechanism = name }
}

// WithMechanisms has the server offer these logins by password instead of plain and
// login, for IMAP and for submission.
func WithMechanisms(names string) Option {
	return func(p *plan) { p.Mechanisms = names }
}

// WithStamp has the server write Authentication-Results (RFC 8601) into each mail with an envelope sender of a domain, as a filter beside a
// real server does. Mail of other domains is not stamped.
func WithStamp(domain, results string) Option {
	return func(p *plan) {
		if p.Stamps == nil {
			p.Stamps = map[string]string{}
		}
		p.Stamps[strings.ToLower(domain)] = results
	}
}

// WithoutPlus takes plus addressing away: user+tag is a user whom nobody knows.
func WithoutPlus() Option { return func(p *plan) { p.NoPlus = true } }

// DefaultUsers are the mailboxes, all in buyer.test, of a system that was
// started without WithUsers.
func DefaultUsers() []string {
	return []string{"oncall", "leads", "operators", "purchasing", "confirmations", "watchdog"}
}

// StartMail starts a mail system for t and returns when all its servers
// greet. It goes away with the end of t, processes and files. Where the
// programs or the rights are missing the test is skipped, with their names.
func StartMail(t Host, options ...Option) *Mail {
	t.Helper()
	skipWithoutMail(t)
	p := &plan{Domain: "buyer.test", Mechanisms: "plain login", TokenMechanism: "xoauth2", reserve: reserve}
	p.setUsers(DefaultUsers())
	for _, option := range options {
		option(p)
	}
	p.skipWithoutSieve(t)
	for attempt := 1; ; attempt++ {
		m, err := p.start(t)
		if err == nil {
			return m
		}
		if !errors.Is(err, errPortTaken) || attempt == startAttempts {
			t.Fatalf("start the mail system: %v", err)
		}
		t.Logf("start the mail system again: %v", err)
	}
}

// User returns the user with that name or full address; the test fails if
// there is none.
func (m *Mail) User(t Host, name string) User {
	t.Helper()
	address := m.address(name)
	for _, user := range m.users {
		if user.Address == address {
			return user
		}
	}
	t.Fatalf("no user %s in this mail system", address)
	return User{}
}

// address completes a bare local part with the system's domain.
func (m *Mail) address(name string) string { return complete(name, m.Domain) }

func complete(name, domain string) string {
	if strings.Contains(name, "@") {
		return strings.ToLower(name)
	}
	return strings.ToLower(name) + "@" + domain
}

// TLS returns a client configuration that trusts this system's authority and
// nobody else.
func (m *Mail) TLS() *tls.Config {
	return &tls.Config{RootCAs: m.CA.Pool(), ServerName: "localhost", MinVersion: tls.VersionTLS12}
}

// Deliver puts a message, as RFC 5322 bytes, into the mailbox of the user to
// (a name or address, also with a +tag) as if a server outside had sent it
// with the envelope sender from; an empty from is the null sender of bounces.
// It goes to Dovecot directly and therefore works while SMTP is stopped. When
// it returns the message is in the mailbox. Mail of a domain WithStamp is
// stamped, as it would have been on its way.
func (m *Mail) Deliver(t Host, from, to string, raw []byte) {
	t.Helper()
	conn, err := dialUnix(filepath.Join(m.dir, "lmtp"))
	must(t, err, "connect for delivery")
	client := smtp.NewClientLMTP(conn)
	defer client.Close()
	must(t, client.Hello("mail.test"), "greet for delivery")
	must(t, client.Mail(from, nil), "deliver from "+from)
	must(t, client.Rcpt(m.address(to), nil), "deliver to "+to)
	data, err := client.Data()
	must(t, err, "deliver a message")
	_, err = data.Write(slices.Concat(m.stampFor(from), raw))
	must(t, err, "deliver a message")
	must(t, data.Close(), "deliver a message")
}

// stampFor returns the field that the company's server writes into mail of a sender.
func (m *Mail) stampFor(from string) []byte {
	results := m.stamps[strings.ToLower(from[strings.LastIndexByte(from, '@')+1:])]
	if results == "" {
		return nil
	}
	return []byte("Authentication-Results: " + results + "\r\n")
}

// StopSMTP stops Postfix: SMTP, Submission and Submissions refuse connections
// until StartSMTP. Mail in the queue waits on disk.
func (m *Mail) StopSMTP(t Host) { t.Helper(); m.postfix.halt(t) }

// StartSMTP starts Postfix again, on the same addresses, and returns when it
// greets.
func (m *Mail) StartSMTP(t Host) { t.Helper(); m.postfix.resume(t) }

// StopIMAP stops IMAP and IMAPS and cuts their connections. Mail is still
// taken, submitted and put into the mailboxes.
func (m *Mail) StopIMAP(t Host) { t.Helper(); m.imap.halt(t) }

// StartIMAP starts IMAP and IMAPS again, on the same addresses, and returns
// when both greet.
func (m *Mail) StartIMAP(t Host) { t.Helper(); m.imap.resume(t) }

// services lists what runs in the order of starting: Postfix needs the store.
func (m *Mail) services() []*service { return []*service{m.store, m.imap, m.postfix} }

// logs returns the last lines that the servers wrote, for a failed test.
func (m *Mail) logs() string {
	var all strings.Builder
	for _, pattern := range []string{"*.log", "*.out"} {
		paths, _ := filepath.Glob(filepath.Join(m.dir, pattern))
		for _, path := range paths {
			if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
				fmt.Fprintf(&all, "--- %s\n%s", filepath.Base(path), lastLines(string(text), 40))
			}
		}
	}
	return all.String()
}

func lastLines(text string, n int) string {
	lines := strings.SplitAfter(text, "\n")
	return strings.Join(lines[max(0, len(lines)-n-1):], "")
}
