package pages

import (
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/content"
)

// settleForm is a form that records what is known about the subject of an alert, such as an order.
type settleForm struct {
	Word                string // that is sent as what to do
	Title, Button, Hint string // {end} in them is the end of the contract that the alert is about
	Fields              []formField
}

// formField is a field of such a form.
type formField struct {
	Name, Label string
	Kind        string // text, date, note, choice or hidden
	Value       string // of a hidden field
	Required    bool
	Min, Max    string   // of a date
	Choices     []string // of a choice
	ID          string   // distinguishes it on the page
}

// The fields of more than one form.
var (
	number   = formField{Name: "reference", Label: "Its number", Kind: "text", Required: true}
	happened = formField{Name: "on", Label: "On which day? (empty: now)", Kind: "date", Max: "{today}"}
	remark   = formField{Name: "note", Label: "Note (optional)", Kind: "note"}
	called   = formField{Name: "contact", Label: "Whom did you call? (id, name or role of the contact)", Kind: "text", Required: true}
)

// settleForms are the forms by verb. Which of them an alert has follows from what can be answered to it.
var settleForms = map[replycmd.Verb]settleForm{
	replycmd.Requested: {
		Title: "Requested", Button: "Mark as requested", Fields: []formField{number, happened, remark},
		Hint: "The request is under way inside our company; the order is still to be placed.",
	},
	replycmd.Placed: {
		Title: "Ordered", Button: "Mark as ordered", Fields: []formField{number, happened, remark},
		Hint: "The order has been sent to the supplier.",
	},
	replycmd.Confirmed: {
		Title: "Confirmed", Button: "Mark as confirmed",
		Fields: []formField{{Name: "reference", Label: "The number of the order (optional)", Kind: "text"}, happened, remark},
	},
	replycmd.Waived: {
		Title: "Not needed", Button: "Mark as not needed",
		Fields: []formField{{Name: "note", Label: "Why is it not needed this time?", Kind: "note", Required: true}},
	},
	replycmd.NoticeGiven: {
		Title: "Notice was given", Button: "Record our notice", Hint: "The day of receipt counts, not the day on which it was sent.",
		Fields: []formField{
			{Name: "on", Label: "On which day did the supplier receive our notice?", Kind: "date", Max: "{today}", Required: true},
			{Name: "for", Label: "For which end, if the notice names one? (optional; this alert is about {end})", Kind: "date"},
			remark,
		},
	},
	replycmd.Keep: {
		Title: "Keep the contract", Button: "Keep it after {end}", Hint: "It renews after that day. Later ends are not decided by this.",
		Fields: []formField{{Name: "note", Label: "Why? (optional)", Kind: "note"}},
	},
	replycmd.Renewed: {
		Title: "Renewed", Button: "Record the renewal", Hint: "The supplier has agreed to it.",
		Fields: []formField{
			{Name: "until", Label: "Until which day does it run now?", Kind: "date", Min: "{today}", Required: true},
			{Name: "on", Label: "On which day was that agreed? (empty: today)", Kind: "date", Max: "{today}"},
			remark,
		},
	},
	replycmd.Verified:    {Title: "Verified", Button: "Mark as verified", Fields: []formField{happened, remark}},
	replycmd.NoAnswer:    {Title: "Called, nobody answered", Button: "Record the call", Fields: []formField{called, remark}},
	replycmd.WrongNumber: {Title: "Wrong number", Button: "Record the wrong number", Fields: []formField{called, remark}},
	replycmd.Informed: {
		Title: "Supplier informed", Button: "Mark as informed", Hint: "The supplier has been told to write to this mailbox of ours.",
		Fields: []formField{{Name: "mailbox", Label: "Of which of our mailboxes?", Kind: "choice"}, happened, remark},
	},
	replycmd.Accept: {
		Title: "Accept the change", Button: "Accept the change", Fields: []formField{{Name: "seen", Kind: "hidden"}},
		Hint: "Only after a call to a number that was on file before the mail has confirmed it.",
	},
}

// Settling returns the forms that record what is known about the subject of the alert.
func (f form) Settling() []settleForm {
	var all []settleForm
	for _, offer := range f.Offers {
		made, known := settleForms[offer.Verb]
		if !known {
			continue
		}
		made.Word = content.WordOf(offer.Verb)
		made.Title, made.Button, made.Hint = f.filled(made.Title), f.filled(made.Button), f.filled(made.Hint)
		if offer.Verb == replycmd.Verified {
			made.Title = "Verified by a " + offer.Words
		}
		made.Fields = f.fields(made, offer, len(all))
		all = append(all, made)
	}
	return all
}

// fields returns the fields of the nth form of the alert.
func (f form) fields(of settleForm, offer replycmd.Offer, nth int) []formField {
	var all []formField
	if offer.Verb == replycmd.Verified {
		all = append(all, formField{Name: "how", Kind: "hidden", Value: offer.Words})
	}
	for _, x := range of.Fields {
		switch x.Name {
		case "contact":
			if f.Contact != "" {
				continue // the alert says who was called
			}
		case "mailbox":
			x.Choices = f.Mailboxes
		case "seen":
			x.Value = f.Seen.UTC().Format(time.RFC3339Nano)
		}
		x.Label, x.Min, x.Max = f.filled(x.Label), f.filled(x.Min), f.filled(x.Max)
		x.ID = fmt.Sprintf("%s-%d-%s", x.Name, nth, f.Alert)
		all = append(all, x)
	}
	return all
}

// filled returns a text with the days of the alert.
func (f form) filled(text string) string {
	return strings.NewReplacer("{end}", f.ContractEnd.String(), "{today}", f.Today().String()).Replace(text)
}
