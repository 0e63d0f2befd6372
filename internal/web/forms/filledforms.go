package forms

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/content"
)

// Ack returns the form that acknowledges the alert.
func (f Form) Ack() ActionForm { return f.filled(replycmd.Offer{Verb: replycmd.Ack}, "") }

// Others returns the other forms about the alert: those that record what is known about its subject come first.
func (f Form) Others() []ActionForm {
	var all []ActionForm
	for i, offer := range f.Offers {
		if _, known := actionForms[offer.Verb]; known && !alertVerb(offer.Verb) {
			all = append(all, f.filled(offer, fmt.Sprint(i)))
		}
	}
	all = append(all, f.filled(replycmd.Offer{Verb: replycmd.Snooze}, ""))
	if f.CanHandOver {
		all = append(all, f.filled(replycmd.Offer{Verb: replycmd.NotMine}, ""))
	}
	return append(all, f.filled(replycmd.Offer{Verb: action.Note}, ""))
}

// alertVerb reports whether a verb only concerns the alert itself.
func alertVerb(verb replycmd.Verb) bool {
	return slices.Contains([]replycmd.Verb{replycmd.Ack, replycmd.Snooze, replycmd.NotMine, action.Note}, verb)
}

// filled returns the form for an offer with the days of the alert and, if it was refused, with what was typed. Nth distinguishes forms of one verb.
func (f Form) filled(offer replycmd.Offer, nth string) ActionForm {
	x := actionForms[offer.Verb]
	x.Word, x.Token, x.Alert = content.WordOf(offer.Verb), f.Token, f.Alert
	x.Title, x.Button, x.Hint = f.text(x.Title), f.text(x.Button), f.text(x.Hint)
	if offer.Verb == replycmd.Verified {
		x.Title = "Verified by a " + offer.Words
	}
	x.Refused = f.Refused != nil && f.Refused.Sent.Do == x.Word && f.Refused.Sent.How == offerHow(offer)
	declared := x.Fields
	x.Fields = nil
	if how := offerHow(offer); how != "" {
		x.Fields = append(x.Fields, Field{Name: "how", Kind: "hidden", Value: how})
	}
	for _, field := range declared {
		if field.Name == "contact" && f.Contact != "" {
			continue // the alert says who was called
		}
		x.Fields = append(x.Fields, f.field(field, x, nth))
	}
	return x
}

// offerHow returns how an offer has a contact verified; empty for other offers.
func offerHow(offer replycmd.Offer) string {
	if offer.Verb == replycmd.Verified {
		return offer.Words
	}
	return ""
}

// field returns a field with the days of the alert and, if its form was refused, with what was typed and what is wrong with it.
func (f Form) field(field Field, of ActionForm, nth string) Field {
	switch field.Name {
	case "mailbox":
		for _, id := range f.Mailboxes {
			field.Choices = append(field.Choices, Choice{id, id})
		}
	case "seen":
		field.Value = f.Seen.UTC().Format(time.RFC3339Nano)
	}
	field.Label, field.Min, field.Max = f.text(field.Label), f.text(field.Min), f.text(field.Max)
	field.ID = fmt.Sprintf("%s%s-%s-%s", of.Word, nth, field.Name, f.Alert)
	if of.Refused && field.Kind != "hidden" {
		field.Value = f.Refused.Sent.field(field.Name)
		if f.Refused.field == field.Name {
			field.Wrong = f.Refused.Why
		}
	}
	return field
}

// text returns a text with the days of the alert.
func (f Form) text(text string) string {
	next := ""
	if f.Next != "" {
		next = ": " + f.Next
	}
	return strings.NewReplacer(
		"{end}", f.ContractEnd.String(), "{today}", f.Today().String(), "{soonest}", f.Soonest().String(), "{latest}", f.Latest().String(), "{next}", next,
	).Replace(text)
}

// Check returns the refusal of a form that was sent without a field that it requires.
func (f Form) Check(sent Sent) error {
	for _, field := range actionForms[content.Verbs[sent.Do]].Fields {
		asked := field.Name != "contact" || f.Contact == ""
		if asked && field.Required() && sent.field(field.Name) == "" {
			return &model.Refusal{Kind: model.RefusedInvalid, Why: field.Missing, Field: field.Name}
		}
	}
	return nil
}
