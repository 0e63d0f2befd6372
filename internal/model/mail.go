package model

import "time"

// MailKind is the kind of mail that an outbox row is.
type MailKind string

// The kinds of mail.
const (
	MailAlert           MailKind = "alert"    // one alert
	MailDigest          MailKind = "digest"   // several alerts of one recipient
	MailInitialReport   MailKind = "first"    // the first start: all alerts of a team
	MailSummary         MailKind = "summary"  // the weekly summary of tasks
	MailResolved        MailKind = "resolved" // resolved, lapsed or withdrawn
	MailRateLimitNotice MailKind = "holding"  // says how many mails are held back

	MailVerification MailKind = "verification" // asks a supplier whether a contact is still right
	MailNotice       MailKind = "notice"       // tells a contact on file that a change was announced
	MailReceipt      MailKind = "receipt"      // answers a mail from one of our people
	MailRoundTrip    MailKind = "round-trip"   // goes to one of our mailboxes to check that it arrives
	MailDrill        MailKind = "drill"        // a marked test alert to one of our recipients
	MailDrillReport  MailKind = "drill-report" // tells our teams what came of a drill
	MailOperators    MailKind = "operators"    // tells the operators of something that is not an alert
)

// UnmarshalText reads a kind; "letter" is the name that versions before v0.1 stored for the weekly summary.
func (k *MailKind) UnmarshalText(text []byte) error {
	*k = MailKind(text)
	if *k == "letter" {
		*k = MailSummary
	}
	return nil
}

// ToSupplier reports whether such a mail goes to people outside, who know nothing of a watchdog.
func (k MailKind) ToSupplier() bool { return k == MailVerification || k == MailNotice }

// Answerable reports whether such a mail is about alerts that the reader can act on.
func (k MailKind) Answerable() bool {
	return k == MailAlert || k == MailDigest || k == MailInitialReport || k == MailSummary
}

// MailClass is one of the queues in which mails wait. Nothing waits behind mails of another class: webhooks are served beside the relays, and
// of the others the more urgent ones go first. The store sorts mails by kind and recipient; see docs/outbox.md.
type MailClass int

// The classes.
const (
	MailClassWebhooks   MailClass = iota // posts, in their order
	MailClassAlerts                      // what our people wait for: alerts and answers
	MailClassBackground                  // weekly summaries, and mails to ourselves
	MailClassSuppliers                   // questions to suppliers
)

// Mail is an outbox row: one message to one recipient. It is composed before it is committed, and each attempt sends the same text.
type Mail struct {
	ID         string // names the row; Message-ID is made from it
	Kind       MailKind
	To         Recipient
	MessageID  string   // without angle brackets
	Token      string   // by which an answer finds this row; empty: none
	References []string // Message-IDs of the thread, without angle brackets
	Subject    string
	Text       string
	HTML       string
	Payload    []byte // the body posted to a webhook
	Alerts     []DecisionItem
	About      []SubjectRef // the contacts that a mail asks about or would ask about, the mailbox of a round trip, the drill of a test alert
	CreatedAt  time.Time
	NotBefore  time.Time // when it is tried next
	Attempts   int
	LastError  string
	// Unsure is when an attempt began of which nobody knows whether it delivered the mail; zero: there was none.
	Unsure time.Time
}

// Attempt is what one attempt to send a mail came to.
type Attempt struct {
	Mail      string // id of the outbox row
	At        time.Time
	Result    MailResult    // accepted, refused, or queued: to be tried again
	Code      int           // the server's reply code; zero without one
	Via       string        // the relay or the directory; empty: a webhook, or none was reached
	Detail    string        // the server's words or the error
	Ambiguous bool          // the server may have taken it although no 250 was seen
	Written   bool          // accepted by being written to a file, which sends nothing to anybody
	Untried   bool          // it was not begun: something before it must go first
	Wait      time.Duration // how long the server asked us to wait; zero: it did not
	Unsent    string        // why no mail server was of use, where it was kept another way; empty: one was, or there is none
	Verdict   string        // of a refusal: what it says of the recipient, as of a bounce; empty: nothing
}
