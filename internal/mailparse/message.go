package mailparse

import (
	"time"

	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/mailparse/bounce"
	"supplierwatch/internal/mailparse/mime"
	"supplierwatch/internal/mailparse/reply"
)

// Kind is the sort of a received mail.
type Kind string

// The kinds of a received mail. Read never returns KindConfirmation: only who
// knows the phrases that a supplier confirms with can.
const (
	KindReply        Kind = "reply"
	KindAutoReply    Kind = "auto-reply"
	KindBounce            = Kind(bounce.Failed)
	KindDelay             = Kind(bounce.Delayed)
	KindDelivered         = Kind(bounce.Delivered)
	KindReadReceipt       = Kind(bounce.ReadReceipt)
	KindComplaint         = Kind(bounce.Complaint)
	KindConfirmation Kind = "confirmation"
	KindOther        Kind = "other"
)

// Verdict is what a mail of its kind means; it is empty for kinds that mean
// nothing beyond themselves.
type Verdict string

// The verdicts of replies and auto-replies, as package reply finds them.
const (
	Confirmed = Verdict(reply.Confirmed)
	Changed   = Verdict(reply.Changed)
	Left      = Verdict(reply.Left)
	Objected  = Verdict(reply.Objected)
	Replied   = Verdict(reply.Replied)
	Away      = Verdict(reply.Away)
	Ticket    = Verdict(reply.Ticket)
)

// The verdicts of bounces and delays, as package bounce finds them.
const (
	Gone         = Verdict(bounce.Gone)
	NoMailDomain = Verdict(bounce.NoMailDomain)
	Full         = Verdict(bounce.Full)
	Temporary    = Verdict(bounce.Temporary)
	Ours         = Verdict(bounce.Ours)
	Ambiguous    = Verdict(bounce.Ambiguous)
)

// Message is what is known of a received mail. Addresses keep their local part
// as written and have a lower-case domain; Message-IDs have no angle
// brackets. All text is valid UTF-8.
type Message struct {
	Kind    Kind
	Verdict Verdict

	Feedback  string // type of a feedback report, such as abuse (RFC 5965); empty if it names none
	Status    string // enhanced status code (RFC 3463), such as 5.1.1
	Code      string // SMTP reply code (RFC 5321), such as 550
	Recipient string // whom a bounce, delay or receipt is about

	From, Sender, ReturnPath string // From is empty where a mail claims to be from several domains
	Presumed                 bool   // an auto-reply by its words alone: no field and no subject says so
	NoReturn                 bool   // its envelope had no sender: no answer is wanted (RFC 5321, 4.5.5)
	Program                  bool   // of a reply and of other mail: its header or its sender say that nobody wrote it by hand
	To, Cc                   []string
	Subject                  string
	Date                     time.Time // zero if the mail has none that can be read
	MessageID                string
	InReplyTo, References    []string
	DeliveredTo              []string         // all addresses it was delivered under; one may carry a plus tag
	Original                 *bounce.Original // of the mail that came back; nil if none is embedded

	Reply        string   // what was written here, without quotes and signature
	Unreadable   string   // why nothing of a reply can be read, such as "encrypted (PGP)"; empty if something can
	Text         string   // the whole decoded text, cut at a bound
	Own, Quoted  string   // the text, divided into what was written in it, with its signature, and what is quoted
	AuthResults  []string // Authentication-Results (RFC 8601), topmost first
	HandedOverBy string   // host that handed the mail to our server, by the topmost Received field that names one; empty if none does

	Until     string       // last or return day of an absence, YYYY-MM-DD
	StandIn   []string     // addresses and phone numbers named as a replacement
	Addresses []string     // other mail addresses named in the reply
	Phones    []string     // phone numbers named in the reply, as written
	Bank      bank.Details // bank details, those apart that may repeat our mail; see BankDetails
	Echo      string       // subject, quotations and mails inside the mail: what may repeat our mail
	Aside     Verdict      // of a reply: its verdict if bank details are left aside

	Attachments []Attachment
	EndsInFile  bool     // the last part is an attached file, neither text nor a picture between texts
	Evidence    []string // short sentences that say why

	parsed *mime.Mail // of an answer, so that it can be read again; nil: of nothing else
}

// Objects reports whether a complaint is a person's, who wants no more of our
// mail. What servers report of authentication (RFC 6591) or a reader of mail that
// was taken for spam (RFC 6430) is not one.
func (m Message) Objects() bool {
	return m.Kind == KindComplaint && m.Feedback != "auth-failure" && m.Feedback != "not-spam"
}

// Attachment is a file that came with a mail. Data is kept only of small ones
// that machines exchange: EDIFACT, XML and plain text.
type Attachment struct {
	Name string // file name, may be empty
	Type string // media type, lower case, without parameters
	Size int    // bytes as transferred
	Data []byte
}
