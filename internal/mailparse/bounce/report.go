package bounce

import (
	"supplierwatch/internal/mailparse/mime"
)

// Kind is what a mail server, or a program that reports like one, reports our mail.
type Kind string

// The kinds of reports.
const (
	Failed      Kind = "bounce"
	Delayed     Kind = "delay"
	Delivered   Kind = "delivered"
	ReadReceipt Kind = "read-receipt"
	Complaint   Kind = "complaint"
)

// Verdict is why a mail was not delivered.
type Verdict string

// The verdicts of a bounce; a delay is always Temporary.
const (
	Gone         Verdict = "gone"           // no such user, moved, suspended
	NoMailDomain Verdict = "no-mail-domain" // the domain does not exist or takes no mail
	Full         Verdict = "full"           // over quota
	Temporary    Verdict = "temporary"      // expired, network, system, too many connections, held
	Ours         Verdict = "ours"           // policy, spam, reputation, authentication, size, content
	Ambiguous    Verdict = "ambiguous"      // needs a second piece of evidence
)

// Mail is a received mail, and what is known of it.
type Mail struct {
	Parsed  mime.Mail
	Subject string   // decoded
	Known   []string // addresses of its sender and of its recipients: none of them is the one that failed
	SentTo  []string // those of them that are its recipients'
	Answers bool     // its header refers to the mail that it answers, as no server's notice does
}

// Report is what a mail about a delivery says. Original is also set where Kind is empty, if the mail looked like a report.
type Report struct {
	Kind      Kind
	Verdict   Verdict
	Feedback  string    // type of a feedback report, such as abuse (RFC 5965); empty if there is none
	Status    string    // enhanced status code (RFC 3463), such as 5.1.1
	Code      string    // SMTP reply code (RFC 5321), such as 550
	Recipient string    // whom a bounce, delay or receipt is about
	Original  *Original // of the mail that came back; nil if none is embedded
	Evidence  []string  // short sentences that say why
}

// Original is the header of our mail that a bounce brings back.
type Original struct {
	MessageID  string
	From       string
	To         []string
	Subject    string
	ReturnPath string
}

// incoming is a received mail that is examined.
type incoming struct {
	mail    mime.Mail
	subject string // folded
	known   []string
	sentTo  []string
	answers bool
}
