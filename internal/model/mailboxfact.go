package model

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/ordernumber"
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
	// FactConfirmation is a mail that confirms, refuses or changes an order or a delivery. The subject is order-window/ID or delivery/ID. Data
	// response is a Response. Data reference is the order number that a program found. Data orders are the numbers that the text calls our
	// orders, references are other numbers that may be orders, and own are the numbers of the supplier's confirmations.
	FactConfirmation FactKind = "confirmation"
	// FactNearMiss is a mail of the supplier that nearly was a confirmation of the subject: Data missed says what did not match, in words of
	// the mail.
	FactNearMiss FactKind = "near-miss"
	// FactSenderUnknown is a mail from the supplier's domain by an address that its entry lacks: Data address. The subject is supplier.
	FactSenderUnknown FactKind = "sender-unknown"
)

// Response is what an order response says of the order.
type Response string

// The responses, as in the message function of an EDIFACT ORDRSP: 12 says only that the order came, 29 accepts it, 27 refuses it, 4, 28, 30
// and 34 change it.
const (
	ResponseReceived Response = "received"
	ResponseAccepted Response = "accepted"
	ResponseRefused  Response = "refused"
	ResponseChanged  Response = "changed"
	ResponsePartial  Response = "partial"
)

// MailboxMail is a mail to one of our role mailboxes, as the facts about it describe it.
type MailboxMail struct {
	Mailbox   string // its id
	Address   string // of the sender
	Subject   string // shortened
	MessageID string
	Proof     SenderProof
}

// Fact returns base, which has the kind of what the mail shows, with the description of the mail.
func (x MailboxMail) Fact(base Fact) Fact {
	base.Data = map[string]string{
		dataMailbox: x.Mailbox, dataAddress: x.Address, dataSubject: x.Subject, dataMessageID: x.MessageID, dataProof: string(x.Proof),
	}
	return base
}

// NearMiss returns the fact about a mail with what did not match.
func (f Fact) NearMiss(missed string) Fact {
	f.Data[dataMissed] = missed
	return f
}

// Missed returns what of a mail did not match the patterns of a confirmation.
func (f Fact) Missed() string { return f.Data[dataMissed] }

// FromDomain returns the fact about a mail with the domain that it came from.
func (f Fact) FromDomain(domain string) Fact {
	f.Data[dataDomain] = domain
	return f
}

// Domain returns the domain that a mail came from.
func (f Fact) Domain() string { return f.Data[dataDomain] }

// MarkShared records that a mail matches the patterns of several suppliers, and that its sender does not show which of them it is about.
func (f Fact) MarkShared() { f.setYes(dataShared, true) }

// Shared reports whether a mail matches the patterns of several suppliers.
func (f Fact) Shared() bool { return f.Data[dataShared] != "" }

// Answered returns the fact about a confirmation with what the text of the mail says.
func (f Fact) Answered(r Response) Fact {
	f.Data[dataResponse] = string(r)
	return f
}

// AnsweredByMachine returns the fact about a confirmation with what an order response says, and the order that it names.
func (f Fact) AnsweredByMachine(r Response, reference string) Fact {
	f.Data[dataResponse], f.Data[dataReference] = string(r), reference
	return f
}

// Response returns what a confirmation says of the order.
func (f Fact) Response() Response { return Response(f.Data[dataResponse]) }

// TextNumbers are the numbers in the text of a mail. The ways to read one are separated by |.
type TextNumbers struct {
	Orders     []string // what the mail calls our order number
	References []string // what else may be the number of an order
	Own        []string // what it calls the number of their own confirmation
	Quoted     []string // what may be the number of an order in what it quotes
}

// Naming returns the fact about a mail with the numbers that the mail names.
func (f Fact) Naming(n TextNumbers) Fact {
	f.set(dataOrders, strings.Join(n.Orders, " "))
	f.set(dataReferences, strings.Join(n.References, " "))
	f.set(dataOwn, strings.Join(n.Own, " "))
	f.set(dataQuoted, strings.Join(n.Quoted, " "))
	return f
}

// TextNumbers returns the numbers in the text of the mail of a confirmation, whatever an order response by machine names.
func (f Fact) TextNumbers() TextNumbers {
	return TextNumbers{
		Orders: strings.Fields(f.Data[dataOrders]), References: strings.Fields(f.Data[dataReferences]),
		Own: strings.Fields(f.Data[dataOwn]), Quoted: strings.Fields(f.Data[dataQuoted]),
	}
}

// MailNumbers returns the numbers that the mail of a confirmation names. What an order response by machine names is all that it is about.
func (f Fact) MailNumbers() []ordernumber.Number {
	if reference := f.Reference(); reference != "" {
		return []ordernumber.Number{{Readings: []string{reference}, Named: true}}
	}
	n := f.TextNumbers()
	return slices.Concat(
		numbersOf(n.Orders, ordernumber.Number{Named: true}), numbersOf(n.References, ordernumber.Number{}), numbersOf(n.Own, ordernumber.Number{Own: true}))
}

// QuotedNumbers returns the numbers that a mail repeats of another one. They count where it names no order by itself.
func (f Fact) QuotedNumbers() []ordernumber.Number {
	return numbersOf(f.TextNumbers().Quoted, ordernumber.Number{})
}

// numbersOf returns the numbers that some texts write, which the mail all calls the same.
func numbersOf(texts []string, called ordernumber.Number) []ordernumber.Number {
	var found []ordernumber.Number
	for _, text := range texts {
		number := called
		number.Readings = strings.Split(text, "|")
		found = append(found, number)
	}
	return found
}

// NewUnread returns base as the fact that a mailbox has unread mail since an instant, the oldest from that sender.
func NewUnread(base Fact, oldest time.Time, sender string) Fact {
	base.Kind = FactUnread
	base.Data = map[string]string{dataOldest: oldest.UTC().Format(time.RFC3339), dataAddress: sender}
	return base
}

// NewNothingUnread returns base as the fact that a mailbox has no unread mail.
func NewNothingUnread(base Fact) Fact {
	base.Kind, base.Data = FactUnread, map[string]string{}
	return base
}

// OldestUnread returns since when a mailbox has unread mail; zero: it has none.
func (f Fact) OldestUnread() time.Time { return f.instant(dataOldest) }

// NewQuota returns base as the fact of how much of the quota of a mailbox is used, in bytes.
func NewQuota(base Fact, used, limit int64) Fact {
	base.Kind = FactQuota
	base.Data = map[string]string{dataUsed: strconv.FormatInt(used, 10), dataLimit: strconv.FormatInt(limit, 10)}
	return base
}

// Usage returns how much is used of a quota or a disk, in bytes; zero where it is not known.
func (f Fact) Usage() (used, limit float64) {
	return f.number(dataUsed), f.number(dataLimit)
}

// NewDiskUsage returns base, which is the result of a probe, with how much of a disk is used, in bytes.
func NewDiskUsage(base Fact, used, limit uint64) Fact {
	base.Data = map[string]string{dataUsed: strconv.FormatUint(used, 10), dataLimit: strconv.FormatUint(limit, 10)}
	return base
}

// NewRoundTripLanded returns base as the fact that a mail to ourselves arrived.
func NewRoundTripLanded(base Fact, mail string, uid uint32) Fact {
	base.Kind = FactRoundTripLanded
	base.Data = map[string]string{dataMail: mail, dataUID: strconv.FormatUint(uint64(uid), 10)}
	return base
}

// NewQuarantined returns base as the fact that a message could not be read.
func NewQuarantined(base Fact, uid uint32) Fact {
	base.Kind, base.Data = FactQuarantined, map[string]string{dataUID: strconv.FormatUint(uint64(uid), 10)}
	return base
}
