package replycmd

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// Offer is a command that can be said of an alert, as mails and answers list it.
type Offer struct {
	Verb    Verb
	Words   string // that belong to it as they stand: 3 days, reply
	Example string // of what is to be written behind it: 4500012345; empty: nothing must be
	Does    string
}

// Line returns the command with its example, for a mail about several alerts or about one (number 0).
func (o Offer) Line(number int) string { return joined(o.Begin(number), o.Example) }

// Begin returns the command without its example, for the reader to complete.
func (o Offer) Begin(number int) string {
	n := ""
	if number > 0 && o.Verb != Help && o.Verb != Send {
		n = fmt.Sprint(number)
	}
	return joined(string(o.Verb), n, o.Words)
}

// Fitting lists what can be said of the alert of a finding, what settles it before what puts it off. The contact is the one that the
// alert is about; nil: it is about none.
func Fitting(f model.Finding, contact *model.Contact) []Offer {
	offers := settling(f)
	if f.Advice.Accept {
		offers = append(offers, Offer{Verb: Accept, Does: "a call to a number on file has confirmed the change"})
	}
	if contact != nil && f.Rule != rulebook.ContactChanged {
		offers = append(offers, verifying(contact)...)
	}
	if f.Advice.Call && f.Supplier != "" {
		offers = append(offers,
			Offer{Verb: NoAnswer, Does: "I called and nobody answered"},
			Offer{Verb: WrongNumber, Does: "the number belongs to somebody else"})
	}
	offers = append([]Offer{{Verb: Ack, Does: "I am taking this"}}, offers...)
	if f.Route != model.RouteWork && f.Severity != model.Info && !f.NotifyOnce {
		offers = append(offers, Offer{Verb: NotMine, Does: "escalate now"})
	}
	return append(offers, Offer{Verb: Snooze, Words: "3 days", Does: "remind me later, or sooner if it gets worse"})
}

// verifying lists the ways in which a contact can be found right.
func verifying(c *model.Contact) []Offer {
	var offers []Offer
	if c.Phone != "" {
		offers = append(offers, Offer{Verb: Verified, Words: "call", Does: "I called, and the number is right"})
	}
	if c.Email != "" {
		offers = append(offers, Offer{Verb: Verified, Words: "reply", Does: "they replied by mail, and the address is right"})
	}
	return offers
}

var (
	requested = Offer{Verb: Requested, Example: "PR-1234", Does: "the purchase request has been submitted"}
	placed    = Offer{Verb: Placed, Example: "4500012345", Does: "the order has been placed"}
	confirmed = Offer{Verb: Confirmed, Does: "the confirmation has arrived"}
	waived    = Offer{Verb: Waived, Example: "no need", Does: "skipped on purpose, and why"}
	calledOff = Offer{Verb: Waived, Example: "cancelled", Does: "nothing will be delivered, and why"}
	keep      = Offer{Verb: Keep, Does: "we keep the contract for another term"}
	given     = Offer{Verb: NoticeGiven, Example: "DATE", Does: "the supplier received our notice on that day"}
	renewed   = Offer{Verb: Renewed, Example: "2028-03-31", Does: "the contract now runs until that day"}
)

// settling lists the evidence that ends an alert of a rule.
func settling(f model.Finding) []Offer {
	switch f.Rule {
	case rulebook.OrderWindowOpening, rulebook.OrderWindowOpen, rulebook.OrderWindowClosing:
		return []Offer{requested, placed, waived}
	case rulebook.OrderWindowApprovalTooLate:
		return []Offer{{Verb: Requested, Example: "PR-1234", Does: "the emergency approval is under way"}, placed, waived}
	case rulebook.CoverBelowLeadTime:
		return []Offer{placed}
	case rulebook.ApprovalOverdue, rulebook.OrderWindowMissed:
		return []Offer{placed, waived}
	case rulebook.ContractNoticeApproaching, rulebook.ContractNoticeDue, rulebook.ContractNoticeLate:
		return []Offer{keep, given}
	case rulebook.ContractNoticeMissed:
		return []Offer{keep, given}
	case rulebook.ContractExpiring, rulebook.ContractExpired, rulebook.ContractUndated:
		return []Offer{renewed}
	case rulebook.OrderUnconfirmed, rulebook.DeliveryUnconfirmed, rulebook.DeliveryToConfirm, rulebook.ConfirmationNeverSeen:
		return []Offer{confirmed, calledOff}
	}
	return nil
}

// NoticeExample returns how to say that a notice was received on a day, and which end it names; without an end it names none.
func NoticeExample(received civil.Date, end string) string {
	if end == "" {
		return joined(string(NoticeGiven), received.String())
	}
	return joined(string(NoticeGiven), received.String(), "for", end)
}

// subjects lists the kinds of subject that a verb applies to. Verbs without a row apply to every alert.
var subjects = map[Verb][]model.SubjectKind{
	Requested:   {model.KindOrderWindow},
	Placed:      {model.KindOrderWindow, model.KindSupply},
	Waived:      {model.KindOrderWindow, model.KindDelivery},
	Confirmed:   {model.KindOrderWindow, model.KindDelivery},
	Keep:        {model.KindContract},
	NoticeGiven: {model.KindContract},
	Renewed:     {model.KindContract},
	Informed:    {model.KindSupplier},
}

// AppliesTo reports whether a verb applies to a subject of that kind.
func (v Verb) AppliesTo(kind model.SubjectKind) bool {
	kinds, limited := subjects[v]
	return !limited || slices.Contains(kinds, kind)
}

// Settles reports whether a verb records what is known of the alert's own subject.
func (v Verb) Settles() bool { return subjects[v] != nil }

// Holds reports whether a verb pauses an alert, until an end that may be named.
func (v Verb) Holds() bool { return v == Ack || v == Snooze }

// Done returns one word for the result of a verb.
func (v Verb) Done() string {
	switch v {
	case Ack:
		return "acknowledged"
	case Snooze:
		return "snoozed"
	case NotMine:
		return "escalated"
	case Accept:
		return "accepted"
	case Send:
		return "released"
	}
	return "recorded"
}

// Words lists the commands that can be written, as mails explain them.
func Words() []string {
	return []string{
		"ack", "snooze 3 days", "requested PR-1234", "placed 4500012345", "confirmed", "waived WHY", "keep", "notice given DATE",
		"renewed 2028-03-31", "verified", "no-answer", "wrong-number", "not-mine", "accept", "send", "help",
	}
}
