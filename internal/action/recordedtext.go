package action

import (
	"cmp"
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/record"
)

// recordedText returns what a fact records, for the middle of a sentence. The contact is the one that it is about; nil: none.
func recordedText(f model.Fact, contact *model.Contact, effect record.Effect, clock prose.Clock) string {
	switch f.Kind {
	case model.FactPlaced:
		return "order" + before(" ", f.Reference()) + before(", placed on ", dayText(f.On(), clock))
	case model.FactRequested:
		return "purchase request" + before(" ", f.Reference()) + before(" of ", dayText(f.On(), clock))
	case model.FactConfirmed:
		return orderOrDelivery(f) + " is confirmed" + before(", reference ", f.Reference())
	case model.FactWaived:
		return orderOrDelivery(f) + " is skipped on purpose" + before(": ", f.Because())
	case model.FactKeep:
		return "the contract is kept" + before(" until ", dayText(f.Until(), clock)) + before(": ", f.Because())
	case model.FactRenewed:
		return "the contract is renewed until " + clock.Day(f.Until())
	case model.FactNoticeGiven:
		return noticeText(f, effect, clock)
	case model.FactTold:
		return fmt.Sprintf("the supplier was informed of our mailbox %q", f.Mailbox())
	}
	if contact == nil {
		return string(f.Kind)
	}
	return contactText(f, contact)
}

func orderOrDelivery(f model.Fact) string {
	if f.Subject.Kind == model.KindDelivery {
		return "the delivery"
	}
	return "the order"
}

// before returns a text behind what introduces it; empty if there is no text.
func before(introduction, text string) string {
	if text == "" {
		return ""
	}
	return introduction + text
}

func dayText(d civil.Date, clock prose.Clock) string {
	if d.IsZero() {
		return ""
	}
	return clock.Day(d)
}

// contactText returns what is recorded of a call to a contact, or of an answer of it.
func contactText(f model.Fact, contact *model.Contact) string {
	name := fmt.Sprintf("%s (%s)", cmp.Or(contact.Name, contact.ID), contact.ID)
	if contact.Name == "" || contact.Name == contact.ID {
		name = contact.ID
	}
	how := f.How()
	switch {
	case f.Kind == model.FactNoAnswer:
		return fmt.Sprintf("nobody answered at %s, %s", name, f.ContactDetails().Phone)
	case f.Kind == model.FactWrongNumber:
		return fmt.Sprintf("%s is not the number of %s", f.ContactDetails().Phone, name)
	case how == model.HowCall:
		return fmt.Sprintf("%s was verified by a call to %s", name, contact.Phone)
	case how == model.HowReply:
		return fmt.Sprintf("%s was verified by a reply from %s", name, contact.Email)
	}
	return name + " was verified in a session"
}

// noticeText returns what is recorded of our notice, and the end that it leads to. An effect that is not known is left out.
func noticeText(f model.Fact, effect record.Effect, clock prose.Clock) string {
	text := "the supplier received our notice on " + clock.Day(f.On())
	if end := f.For(); !end.IsZero() {
		text += ", for " + clock.Day(end)
	}
	switch effect.Is {
	case "":
		return text
	case stateTerminating:
		return text + "; the contract ends on " + clock.Day(effect.Ends)
	}
	return text + "; it changes nothing, because no renewal is left that it could prevent"
}

// stateTerminating is the state of a contract that a notice ends.
const stateTerminating = "terminating"
