package model

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
)

// What is known of asking a contact whether it is right. The subject is contact/ID; FactAway of our own people is about team/ID.
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

	// FactBankDetails records the first bank details in a supplier's authenticated mail, by Data accounts. The subject is supplier.
	FactBankDetails FactKind = "bank-details"
)

// Asked is what one of our mails asked a contact, as a fact of kind FactAsked records it. Answers are compared with it, not with today's registry.
type Asked struct {
	Mail       string // the outbox row
	MessageID  string
	Address    string // to which we wrote
	Phone      string // that the mail named; empty: none
	AnswerBy   time.Time
	NotBefore  civil.Date // they are not asked again before it
	Reminder   int        // which reminder it was, from 1; zero for the question itself
	Escalation bool       // a person asked for contacts for emergencies to be written to
	Mailboxes  []string   // ids of our mailboxes that the mail announced
}

// Fact returns base as the fact that a contact was asked.
func (x Asked) Fact(base Fact) Fact {
	base.Kind = FactAsked
	base.Data = map[string]string{
		dataMail: x.Mail, dataMessageID: x.MessageID, dataAddress: x.Address,
		dataAnswerBy: x.AnswerBy.UTC().Format(time.RFC3339), dataNotBefore: x.NotBefore.String(),
	}
	base.set(dataPhone, x.Phone)
	if x.Reminder > 0 {
		base.Data[dataReminder] = strconv.Itoa(x.Reminder)
	}
	base.setYes(dataEscalation, x.Escalation)
	base.set(dataMailboxes, strings.Join(x.Mailboxes, " "))
	return base
}

// Asked returns what a fact of kind FactAsked records.
func (f Fact) Asked() Asked {
	reminder, _ := strconv.Atoi(f.Data[dataReminder])
	return Asked{
		Mail: f.Mail(), MessageID: f.MessageID(), Address: f.Address(), Phone: f.Data[dataPhone],
		AnswerBy: f.instant(dataAnswerBy), NotBefore: f.day(dataNotBefore), Reminder: reminder,
		Escalation: f.ForEscalation(), Mailboxes: strings.Fields(f.Data[dataMailboxes]),
	}
}

// Release is the permission of a person to write to a contact, as a fact of kind FactReleased records it.
type Release struct {
	Address    string
	Escalation bool // also as a contact for emergencies
}

// Fact returns base as the fact that a contact may be written to.
func (x Release) Fact(base Fact) Fact {
	base.Kind, base.Data = FactReleased, map[string]string{dataAddress: x.Address}
	base.setYes(dataEscalation, x.Escalation)
	return base
}

// ForEscalation reports whether a person asked for contacts for emergencies to be written to.
func (f Fact) ForEscalation() bool { return f.Data[dataEscalation] != "" }

// NewSilent returns base as the fact that nobody at an address answered one of our mails in time.
func NewSilent(base Fact, mail, address string) Fact {
	base.Kind, base.Data = FactSilent, map[string]string{dataMail: mail, dataAddress: address}
	return base
}

// ContactAnswer is what came back about a contact: the answer of a person or a program, or a server's report. What is empty is not recorded.
type ContactAnswer struct {
	Mail      string // the outbox row that it answers
	MessageID string // of the answer
	Address   string // to which we wrote, or from which the answer came
	Proof     SenderProof
	Subject   string // of the answer, shortened
	Reply     string // its own text, shortened
	Program   bool   // a program wrote it, so that nobody may have read our mail
	How       How    // of a confirmation
	Details   ContactDetails
	Flags     []string // what makes it suspicious: other-domain look-alike free-mail failed-dmarc unauthenticated bank-details bank-details-unchecked
	Accounts  []string // keyed hashes of bank details; the numbers themselves are not kept
	Until     string   // an ISO date: the last day of an absence
	StandIn   string   // who answers instead, as they wrote it
	Verdict   string   // of a bounce or a delay
	Status    string   // RFC 3463
	Code      string   // of SMTP
}

// Fact returns base, which has the kind of the answer, with what the answer says.
func (x ContactAnswer) Fact(base Fact) Fact {
	base.Data = map[string]string{dataAddress: x.Address}
	for key, value := range map[string]string{
		dataMail: x.Mail, dataMessageID: x.MessageID, dataProof: string(x.Proof), dataSubject: x.Subject, dataReply: x.Reply,
		dataHow: string(x.How), dataFlags: strings.Join(x.Flags, " "), dataAccounts: strings.Join(x.Accounts, " "),
		dataUntil: x.Until, dataStandIn: x.StandIn, dataVerdict: x.Verdict, dataStatus: x.Status, dataCode: x.Code,
	} {
		base.set(key, value)
	}
	x.Details.addTo(base)
	base.setYes(dataProgram, x.Program)
	return base
}

// MailboxTold returns base as the fact that a supplier knows one of our mailboxes, because somebody there answered the mail that named it.
func (x ContactAnswer) MailboxTold(base Fact, mailbox string) Fact {
	x.Reply = ""
	base.Kind = FactTold
	f := x.Fact(base)
	delete(f.Data, dataAddress)
	f.Data[dataMailbox] = mailbox
	return f
}

// NewBankDetails returns base as the fact that the first bank details of a supplier are known.
func NewBankDetails(base Fact, mail, messageID string, accounts []string) Fact {
	base.Kind = FactBankDetails
	base.Data = map[string]string{dataMail: mail, dataMessageID: messageID, dataAccounts: strings.Join(accounts, " ")}
	return base
}

// NewAccountsConfirmed returns base as the fact that a person confirmed changed bank details.
func NewAccountsConfirmed(base Fact, how How, accounts []string) Fact {
	base.Kind, base.Data = FactChanged, map[string]string{dataHow: string(how), dataAccounts: strings.Join(accounts, " ")}
	return base
}

// ContactDetails are the details of a contact that a fact names. Those of a change are the new ones.
type ContactDetails struct{ Email, Phone, Name string }

// Empty reports whether a fact names no details.
func (x ContactDetails) Empty() bool { return x == ContactDetails{} }

// List returns the details that a fact names: name, address and number.
func (x ContactDetails) List() []string {
	return slices.DeleteFunc([]string{x.Name, x.Email, x.Phone}, func(detail string) bool { return detail == "" })
}

func (x ContactDetails) addTo(f Fact) {
	f.set(dataEmail, x.Email)
	f.set(dataPhone, x.Phone)
	f.set(dataName, x.Name)
}

// ContactDetails returns the details that a fact about a contact names.
func (f Fact) ContactDetails() ContactDetails {
	return ContactDetails{Email: f.Data[dataEmail], Phone: f.Data[dataPhone], Name: f.Data[dataName]}
}

// How returns in which way a contact was found right, or a change was confirmed.
func (f Fact) How() How { return How(f.Data[dataHow]) }

// Reply returns the text of an answer, shortened.
func (f Fact) Reply() string { return f.Data[dataReply] }

// Flags returns what makes an answer suspicious.
func (f Fact) Flags() []string { return strings.Fields(f.Data[dataFlags]) }

// Accounts returns the keyed hashes of the bank details in a mail.
func (f Fact) Accounts() []string { return strings.Fields(f.Data[dataAccounts]) }

// StandIn returns who answers in place of a contact, as the answer says.
func (f Fact) StandIn() string { return f.Data[dataStandIn] }

// Verdict returns what a mail server says of an address.
func (f Fact) Verdict() string { return f.Data[dataVerdict] }

// EnhancedStatus returns the enhanced status code of what a mail server says (RFC 3463).
func (f Fact) EnhancedStatus() string { return f.Data[dataStatus] }

// ServerAnswer is what a mail server said to one of our mails.
type ServerAnswer struct {
	Mail    string // the outbox row
	Address string
	Verdict string
	Code    int // of SMTP
}

// Fact returns base, which is a round trip or a rejection, with what the server said.
func (x ServerAnswer) Fact(base Fact) Fact {
	base.Data = map[string]string{dataMail: x.Mail, dataAddress: x.Address, dataVerdict: x.Verdict, dataCode: strconv.Itoa(x.Code)}
	return base
}
