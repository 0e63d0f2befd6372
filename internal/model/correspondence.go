package model

import (
	"time"

	"supplierwatch/internal/civil"
)

// What is known of asking a contact whether it is still right. The subject is
// contact/ID. An affirmative answer is FactConfirmed with Data how, another
// address or person FactChanged; both may also be recorded by people.
const (
	FactReleased FactKind = "released" // a person permits mail to the contact; Data escalation if given
	FactAsked    FactKind = "asked"    // we wrote: Data mail, address, answer_by, not_before, and reminder where it is one
	FactReplied  FactKind = "replied"  // a person answered, and what it means is for people to say
	FactAway     FactKind = "away"     // an auto-reply: Data until, stand_in
	FactLeft     FactKind = "left"     // the person is gone: Data stand_in
	FactTicket   FactKind = "ticket"   // a ticket system took it; a person has still to answer
	FactBounced  FactKind = "bounced"  // it came back for good: Data verdict, status, code
	FactRejected FactKind = "rejected" // a server refused the recipient: Data verdict, code
	FactDelayed  FactKind = "delayed"  // a server keeps trying
	FactObjected FactKind = "objected" // they want no such mails
	FactSilent   FactKind = "silent"   // nobody answered in time, not even the reminder
	FactSeen     FactKind = "seen"     // an ordinary mail came from the contact's address

	// FactBankDetails records the first bank details in a supplier's authenticated
	// mail, by Data accounts. The subject is supplier.
	FactBankDetails FactKind = "bank-details"
)

// What our role mailboxes show. The subject is mailbox/ID, without a supplier.
const (
	FactUnread          FactKind = "unread"            // Data oldest, an instant; without it nothing is unread
	FactQuota           FactKind = "quota"             // Data used and limit, in bytes
	FactRoundTripSent   FactKind = "round-trip-sent"   // Data mail
	FactRoundTripLanded FactKind = "round-trip-landed" // Data mail
	FactQuarantined     FactKind = "quarantined"       // a message that could not be read: Data uid
	FactSupplierUnknown FactKind = "supplier-unknown"  // a domain that confirms orders and is not in the registry: Data domain, address
)

// What mail to our role mailboxes says of a supplier.
const (
	// FactConfirmation is a mail that confirms, refuses or changes an order or a
	// delivery. The subject is order-window/ID or delivery/ID. Data response is a
	// Response. Data reference is the order number that a program found. Data orders
	// are the numbers that the text calls our orders, references are other numbers
	// that may be orders, and own are the numbers of the supplier's confirmations.
	FactConfirmation FactKind = "confirmation"
	// FactNearMiss is a mail of the supplier that nearly was a confirmation of the
	// subject: Data missed says what did not match, in words of the mail.
	FactNearMiss FactKind = "near-miss"
	// FactSenderUnknown is a mail from the supplier's domain by an address that
	// its entry lacks: Data address. The subject is supplier.
	FactSenderUnknown FactKind = "sender-unknown"
)

// Response is what an order response says of the order.
type Response string

// The responses, as in the message function of an EDIFACT ORDRSP: 12 says only
// that the order came, 29 accepts it, 27 refuses it, 4, 28, 30 and 34 change it.
const (
	ResponseReceived Response = "received"
	ResponseAccepted Response = "accepted"
	ResponseRefused  Response = "refused"
	ResponseChanged  Response = "changed"
	ResponsePartial  Response = "partial"
)

// Keys of what facts from mail tell.
const (
	DataHow        = "how"
	DataUntil      = "until"
	DataEmail      = "email"
	DataPhone      = "phone"
	DataName       = "name"
	DataMail       = "mail"       // the outbox row
	DataAddress    = "address"    // whom we wrote to, or who wrote
	DataAnswerBy   = "answer_by"  // RFC 3339: until then an answer is in time
	DataNotBefore  = "not_before" // a day: they are not asked again before it
	DataReminder   = "reminder"   // which reminder it was, from 1; absent for the question itself
	DataEscalation = "escalation" // a person asked for an escalation contact to be written to
	DataStandIn    = "stand_in"   // who answers instead, as they wrote it
	DataVerdict    = "verdict"
	DataStatus     = "status" // RFC 3463
	DataCode       = "code"   // of SMTP
	DataSubject    = "subject"
	DataMessageID  = "message_id"
	DataReference  = "reference"  // the order that an order response by machine names
	DataOrders     = "orders"     // what a mail calls our order number, separated by spaces; ways to read one by |
	DataReferences = "references" // what else in a mail may be the number of an order, likewise
	DataOwn        = "own"        // what a mail calls the number of their own confirmation, likewise
	DataQuoted     = "quoted"     // what may be the number of an order in what a mail quotes, likewise
	DataProgram    = "program"    // a program wrote the answer, so that nobody may have read our mail
	DataShared     = "shared"     // a mail matches the patterns of several suppliers, and its sender does not tell which of them it is about
	DataReply      = "reply"      // the answer's own text, shortened
	DataFlags      = "flags"      // what makes a change suspicious, parted by spaces: other-domain look-alike free-mail failed-dmarc unauthenticated bank-details bank-details-unchecked
	DataAccounts   = "accounts"   // keyed hashes of bank details, parted by spaces; the numbers themselves are not kept
	DataMailbox    = "mailbox"
	DataMailboxes  = "mailboxes" // ids of our mailboxes that the mail announced, separated by spaces
	DataResponse   = "response"
	DataMissed     = "missed"
	DataDomain     = "domain"
	DataOldest     = "oldest"
	DataUsed       = "used"
	DataLimit      = "limit"
	DataUID        = "uid"
)

// SubjectRef is a reference to a subject of a supplier.
type SubjectRef struct {
	Supplier string `json:"supplier"`
	Subject  string `json:"subject"`
}

// Request is one mail that asks whether contacts are still right: one address,
// and everything that we hold about it.
type Request struct {
	ID             string // names the outbox row; the same question always has the same one
	Address        string
	Language       string // ISO 639-1
	Beside         string // a language in which the mail says the same once more; empty: none
	Team           *Team  // in whose name it is asked; nil: only in the organization's
	Asked          []ContactRef
	Mailboxes      []*Mailbox // our mailboxes that the mail announces
	Reminder       int        // which reminder it is; zero for the question itself
	Reminds        []string   // Message-IDs of the question and earlier reminders, the question first
	Since          civil.Date // of a reminder: the day of the question
	SendAt         time.Time  // the first instant within their hours
	AnswerBy       time.Time
	NotAgainBefore civil.Date // no further mail before this day, as the mail says
	Bank           bool       // of a notice: a mail holds bank details that are new or announced as changed
	Escalation     bool       // a person asked for escalation contacts to be written to
	Released       bool       // a person let one of the contacts be asked
}

// ContactRef is one contact of a request.
type ContactRef struct {
	Supplier *Supplier
	Contact  *Contact
}

// SkippedContact is a contact that should be asked and is not, with the reason in words.
type SkippedContact struct {
	ContactRef
	Because string
	Until   time.Time // when that ends; zero: not by itself
}

// FolderPosition is how far a folder has been read. A server that changes
// UIDValidity has numbered everything anew.
type FolderPosition struct {
	Account     string // a name among the accounts of the configuration
	Folder      string
	UIDValidity uint32
	UID         uint32 // the last one read
	ModSeq      uint64 // zero where the server has none
}
