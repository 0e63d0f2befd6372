package testkit

import (
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const (
	// waitLimit is how long Wait waits for a message. It is generous, because
	// only a test that fails anyway waits so long.
	waitLimit = 30 * time.Second
	// lookInterval is the pause between two looks. Dovecot delays the news of
	// IDLE by half a second, so looking is the faster way.
	lookInterval = 30 * time.Millisecond
	// lookLimit bounds one look, for the client has no time limits of its own.
	lookLimit = 10 * time.Second
)

// Mailbox is the inbox of one user, read over IMAPS without leaving a trace
// in it: no flag changes. It belongs to one goroutine. It survives that IMAP
// is stopped and started in between.
type Mailbox struct {
	dial  func() (*imapclient.Client, error)
	conn  *imapclient.Client // nil until needed and after a failure
	user  User
	found []*Message      // all that were seen up to now, oldest first
	taken map[uint32]bool // UIDs that Wait has returned
}

// Mailbox opens the inbox of a user (name or address) for reading until the
// end of t.
func (m *Mail) Mailbox(t Host, name string) *Mailbox {
	t.Helper()
	options := &imapclient.Options{TLSConfig: m.TLS()}
	b := &Mailbox{
		user:  m.User(t, name),
		dial:  func() (*imapclient.Client, error) { return imapclient.DialTLS(m.IMAPS, options) },
		taken: map[uint32]bool{},
	}
	t.Cleanup(b.hangUp)
	return b
}

// Wait returns the oldest message that match accepts and that no earlier
// Wait of this Mailbox has returned, as soon as it is there. After half a
// minute the test fails, with what was wanted and the subjects of what is there.
func (b *Mailbox) Wait(t Host, wanted string, match func(*Message) bool) *Message {
	t.Helper()
	var failure error
	var hit *Message
	poll(waitLimit, lookInterval, func() bool {
		failure = b.look()
		hit = b.take(match)
		return hit != nil
	})
	if hit == nil {
		t.Fatalf("no %s in the mailbox of %s within %v (last error: %v); it holds:\n%s",
			wanted, b.user.Address, waitLimit, failure, b.subjects())
	}
	return hit
}

// All returns all messages that are there now, oldest first, with the flags
// that they have now. Wait still returns each of them.
func (b *Mailbox) All(t Host) []*Message {
	t.Helper()
	b.found = nil
	must(t, b.look(), "read the mailbox of "+b.user.Address)
	return b.found
}

// Look returns all messages as All does, and reads only what came since the last
// look: it is for a mailbox that grows. Flags are as they were first found.
func (b *Mailbox) Look(t Host) []*Message {
	t.Helper()
	must(t, b.look(), "read the mailbox of "+b.user.Address)
	return b.found
}

// take finds the oldest message not yet taken that match accepts.
func (b *Mailbox) take(match func(*Message) bool) *Message {
	for _, message := range b.found {
		if !b.taken[message.UID] && match(message) {
			b.taken[message.UID] = true
			return message
		}
	}
	return nil
}

func (b *Mailbox) subjects() string {
	lines := make([]string, 0, len(b.found))
	for _, message := range b.found {
		lines = append(lines, fmt.Sprintf("  %d %q", message.UID, message.Subject()))
	}
	return strings.Join(lines, "\n")
}

// look adds to found what has arrived since the last look. After a failure
// the connection is given up; the next look makes a new one.
func (b *Mailbox) look() error {
	if b.conn == nil {
		if err := b.connect(); err != nil {
			return err
		}
	}
	alarm := time.AfterFunc(lookLimit, b.closer())
	defer alarm.Stop()
	if err := b.fetch(); err != nil {
		b.hangUp()
		return err
	}
	return nil
}

// connect logs in and opens the inbox with EXAMINE, which changes nothing.
func (b *Mailbox) connect() error {
	conn, err := b.dial()
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	b.conn = conn
	alarm := time.AfterFunc(lookLimit, b.closer())
	defer alarm.Stop()
	err = conn.Login(b.user.Address, b.user.Password).Wait()
	if err == nil {
		_, err = conn.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	}
	if err != nil {
		b.hangUp()
		return fmt.Errorf("open the inbox: %w", err)
	}
	return nil
}

// fetch reads all messages behind the last one found. The NOOP before makes
// the server look into the mailbox anew.
func (b *Mailbox) fetch() error {
	if err := b.conn.Noop().Wait(); err != nil {
		return fmt.Errorf("look for new mail: %w", err)
	}
	var last imap.UID
	if n := len(b.found); n > 0 {
		last = imap.UID(b.found[n-1].UID)
	}
	body := &imap.FetchItemBodySection{Peek: true}
	fresh, err := b.conn.Fetch(imap.UIDSet{{Start: last + 1}}, &imap.FetchOptions{
		UID: true, Flags: true, BodySection: []*imap.FetchItemBodySection{body},
	}).Collect()
	if err != nil {
		return fmt.Errorf("fetch mail: %w", err)
	}
	for _, data := range fresh {
		// "N:*" means the last message even when its UID is below N.
		if data.UID > last {
			b.found = append(b.found, newMessage(data, body))
		}
	}
	return nil
}

func newMessage(data *imapclient.FetchMessageBuffer, body *imap.FetchItemBodySection) *Message {
	message := ParseMessage(data.FindBodySection(body))
	message.UID = uint32(data.UID)
	for _, flag := range data.Flags {
		message.Flags = append(message.Flags, string(flag))
	}
	return message
}

// closer returns a function that cuts the connection of now, whatever b has
// when it is called: that runs on another goroutine.
func (b *Mailbox) closer() func() {
	conn := b.conn
	return func() { _ = conn.Close() }
}

func (b *Mailbox) hangUp() {
	if b.conn != nil {
		_ = b.conn.Close()
		b.conn = nil
	}
}
