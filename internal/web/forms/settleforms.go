package forms

import (
	"supplierwatch/internal/action"
	"supplierwatch/internal/replycmd"
)

// ActionForm is one form about an alert. It is declared with its texts and fields; the rest is filled in for an alert.
type ActionForm struct {
	Title, Button, Hint string // {end} in them is the end of the contract that the alert is about
	Fields              []Field

	Word, Token, Alert string // what is sent beside the fields: what to do, the proof of the form, and about what
	Refused            bool   // it was sent, and is shown again with what was typed
}

// Field is a field of such a form.
type Field struct {
	Name, Label string
	Kind        string // text, date, note, choice, period or hidden
	Value       string // that is filled in
	Missing     string // what to do if it is empty, of a field that is required; empty: it is optional
	Wrong       string // why it was refused
	Min, Max    string // of a date
	Choices     []Choice
	ID          string // distinguishes it on the page
}

// Required reports whether the form is refused without the field.
func (x Field) Required() bool { return x.Missing != "" }

// Chosen returns which of the choices is selected: the one that was sent, else the first.
func (x Field) Chosen() string {
	for _, c := range x.Choices {
		if c.Value == x.Value {
			return x.Value
		}
	}
	return x.Choices[0].Value
}

// The fields of more than one form.
var (
	request  = Field{Name: "reference", Label: "Number of the purchase request", Kind: "text", Missing: "Enter the number of the purchase request, such as PR-1234."}
	order    = Field{Name: "reference", Label: "Order number", Kind: "text", Missing: "Enter the order number, such as 4500012345."}
	happened = Field{Name: "on", Label: "On which day? (empty: now)", Kind: "date", Max: "{today}"}
	remark   = Field{Name: "note", Label: "Note (optional)", Kind: "note"}
	called   = Field{Name: "contact", Label: "Whom did you call? (id, name or role of the contact)", Kind: "text", Missing: "Say whom you called: the id, name or role of the contact."}
)

// actionForms are the forms by verb. Which of them an alert has follows from what can be answered to it.
var actionForms = map[replycmd.Verb]ActionForm{
	replycmd.Ack: {
		Button: "Acknowledge",
		Fields: []Field{
			{Name: "note", Label: "What will you do? (optional)", Kind: "note"},
			{Name: "until", Label: "Until which day? (optional, at most 30 days from now)", Kind: "date", Min: "{soonest}", Max: "{latest}"},
		},
	},
	replycmd.Snooze: {
		Title: "Snooze", Button: "Snooze", Hint: "It reopens then; earlier if it gets worse or one of its deadlines comes.",
		Fields: []Field{
			{Name: "for", Label: "For how long?", Kind: "period", Choices: []Choice{{"1 day", "1 day"}, {"3 days", "3 days"}, {"7 days", "1 week"}}},
			{Name: "until", Label: "Or until a day, at most 30 days from now", Kind: "date", Min: "{soonest}", Max: "{latest}"},
			{Name: "note", Label: "Why can it wait? (optional)", Kind: "note"},
		},
	},
	replycmd.NotMine: {
		Title: "Escalate now", Button: "Escalate now", Hint: "The next step of the escalation policy is notified at once{next}.",
		Fields: []Field{{Name: "note", Label: "Who should act? (optional)", Kind: "note"}},
	},
	action.Note: {
		Title: "Add note", Button: "Add note", Hint: "The alert stays open and not acknowledged.",
		Fields: []Field{{Name: "note", Label: "What should the others know?", Kind: "note", Missing: "Write what the others should know."}},
	},
	replycmd.Requested: {
		Title: "Requested", Button: "Mark as requested", Fields: []Field{request, happened, remark},
		Hint: "The request is under way inside our company; the order is still to be placed.",
	},
	replycmd.Placed: {
		Title: "Ordered", Button: "Mark as ordered", Fields: []Field{order, happened, remark},
		Hint: "The order has been sent to the supplier.",
	},
	replycmd.Confirmed: {
		Title: "Confirmed", Button: "Mark as confirmed",
		Fields: []Field{{Name: "reference", Label: "Order number (optional)", Kind: "text"}, happened, remark},
	},
	replycmd.Waived: {
		Title: "Not needed", Button: "Mark as not needed",
		Fields: []Field{{Name: "note", Label: "Why is it not needed this time?", Kind: "note", Missing: "Say why it is not needed this time."}},
	},
	replycmd.NoticeGiven: {
		Title: "Notice was given", Button: "Record our notice", Hint: "The day of receipt counts, not the day on which it was sent.",
		Fields: []Field{
			{Name: "on", Label: "On which day did the supplier receive our notice?", Kind: "date", Max: "{today}", Missing: "Enter the day on which the supplier received our notice."},
			{Name: "for", Label: "For which end, if the notice names one? (optional; this alert is about {end})", Kind: "date"},
			remark,
		},
	},
	replycmd.Keep: {
		Title: "Keep the contract", Button: "Keep it after {end}", Hint: "It renews after that day. Later ends are not decided by this.",
		Fields: []Field{{Name: "note", Label: "Why? (optional)", Kind: "note"}},
	},
	replycmd.Renewed: {
		Title: "Renewed", Button: "Record the renewal", Hint: "The supplier has agreed to it.",
		Fields: []Field{
			{Name: "until", Label: "Until which day does it run now?", Kind: "date", Min: "{today}", Missing: "Enter the day until which the contract runs now."},
			{Name: "on", Label: "On which day was that agreed? (empty: today)", Kind: "date", Max: "{today}"},
			remark,
		},
	},
	replycmd.Verified:    {Title: "Verified", Button: "Mark as verified", Fields: []Field{happened, remark}},
	replycmd.NoAnswer:    {Title: "Called, nobody answered", Button: "Record the call", Fields: []Field{called, remark}},
	replycmd.WrongNumber: {Title: "Wrong number", Button: "Record the wrong number", Fields: []Field{called, remark}},
	replycmd.Informed: {
		Title: "Supplier informed", Button: "Mark as informed", Hint: "The supplier knows that it has to write to this mailbox.",
		Fields: []Field{{Name: "mailbox", Label: "Of which of our mailboxes?", Kind: "choice"}, happened, remark},
	},
	replycmd.Accept: {
		Title: "Accept the change", Button: "Accept the change", Fields: []Field{{Name: "seen", Kind: "hidden"}},
		Hint: "Only after a call to a number that was on file before the mail has confirmed it.",
	},
}

// Choice is an option of a field.
type Choice struct{ Value, Name string }
