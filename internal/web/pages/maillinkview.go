package pages

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/config"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/forms"
)

// mailView is what the page behind a mail's link shows.
type mailView struct {
	content.LinkedMail
	Style  template.CSS
	Shown  []mailRow   // the alerts with forms
	Listed []mailRow   // those that are only listed, where the mail has too many
	Only   int         // the number of the one alert that is asked for; zero: all
	Open   int         // how many of the mail's alerts are open …
	Urgent int         // … and how many wait for somebody to act
	Done   []recordRow // what was recorded a moment ago
	Left   []string    // what is left to do, in lines
	Note   string      // that was typed for all alerts at once, and not recorded
	result result      // of a form that was refused
	Reload bool        // an evaluation has still to apply what was recorded
}

// mailRow is one alert of a mail, with its forms.
type mailRow struct {
	content.LinkedAlert
	Number int
	Form   forms.Form
}

// recordRow is one action that was recorded by the link, in words.
type recordRow struct{ Says, Note string }

// mostForms is how many alerts of a mail are shown with their forms at once.
const mostForms = 5

// newMailView returns what is shown of a mail; only is the number of the one alert that is asked for.
func newMailView(mail content.LinkedMail, only string, signer forms.Signer, became result) mailView {
	v := mailView{LinkedMail: mail, Style: template.CSS(config.PageStyle), result: became}
	if refused := became.refused; refused != nil && refused.Sent.Alert == "all" {
		v.Note, v.result.Typed = refused.Sent.Note, nil
	}
	v.Only, _ = strconv.Atoi(only)
	if v.Only < 1 || v.Only > len(mail.Alerts) {
		v.Only = 0
	}
	for i, a := range mail.Alerts {
		row := mailRow{a, i + 1, signer.New(mail.Mail, strconv.Itoa(i+1), a.Ahead, mail.Zone)}
		if a.State.Open() {
			v.Open++
			refill(&v.result, &row.Form)
		}
		if a.Urgent() {
			v.Urgent++
		}
		switch {
		case v.Only != 0 && v.Only != row.Number:
		case v.Only == 0 && len(mail.Alerts) > mostForms && (row.Route == model.RouteWork || len(v.Shown) == mostForms):
			v.Listed = append(v.Listed, row)
		default:
			v.Shown = append(v.Shown, row)
		}
	}
	return v
}

// addDone adds the actions that the link has recorded by the form of this id.
func (v *mailView) addDone(form string) {
	if form == "" {
		return
	}
	for _, x := range v.LinkedMail.Done {
		if strings.HasPrefix(x.ID, "link-"+form+"-") {
			v.Done = append(v.Done, recordRow{v.sentence(x), x.Note})
			v.Reload = v.Reload || !x.Applied
		}
	}
}

// Wrong returns why nothing was recorded; empty if no form was refused.
func (v mailView) Wrong() string { return v.result.Wrong }

// At returns the id of the field that is wrong; empty if none on the page is.
func (v mailView) At() string { return v.result.At }

// Typed returns what was typed, where the page does not show the form again.
func (v mailView) Typed() []forms.TypedField { return v.result.Typed }

// All returns the form for everything at once.
func (v mailView) All() forms.Form { return forms.Form{Alert: "all", Token: v.formToken()} }

func (v mailView) formToken() string {
	for _, row := range slices.Concat(v.Shown, v.Listed) {
		return row.Form.Token
	}
	return ""
}

// Clock writes an instant by the reader's clock.
func (v mailView) Clock(t time.Time) string { return forms.ClockIn(v.Zone, t) }

// Clock writes an instant by the reader's clock.
func (a mailRow) Clock(t time.Time) string { return forms.ClockIn(a.Form.Zone, t) }

// notesOfMail is how many of the last notes on an alert the page shows.
const notesOfMail = 2

// LastNotes returns the last of what people wrote beside the alert.
func (a mailRow) LastNotes() []longText {
	var all []longText
	for _, note := range a.Notes[max(0, len(a.Notes)-notesOfMail):] {
		all = append(all, newLongText(note))
	}
	return all
}

// Says returns the state of an alert and what comes next in a sentence.
func (a mailRow) Says() string { return stateText(a.StatusAlert, a.Ahead, a.Clock) }

// sentence returns what a record asked for, and its result as far as it is known.
func (v mailView) sentence(x content.Recorded) string {
	a := v.Alerts[x.Number-1]
	text := recordedAs[x.Kind] + " by " + x.By
	if len(v.Alerts) > 1 {
		text = "Alert " + strconv.Itoa(x.Number) + " " + text
	}
	if x.Applied {
		text += outcome(a, x, v.Clock)
	}
	return prose.Capital(text) + "."
}

// recordedAs has the words for what was recorded, by the kind of fact.
var recordedAs = map[model.FactKind]string{
	model.FactAck: "acknowledged", model.FactSnooze: "snoozed", model.FactNotMine: "escalated", model.FactNote: "noted",
	model.FactRequested: "recorded as requested", model.FactPlaced: "recorded as ordered", model.FactConfirmed: "recorded as confirmed",
	model.FactWaived: "recorded as not needed", model.FactKeep: "recorded as kept", model.FactNoticeGiven: "notice recorded",
	model.FactRenewed: "recorded as renewed", model.FactVerified: "recorded as verified", model.FactNoAnswer: "call without an answer recorded",
	model.FactWrongNumber: "wrong number recorded", model.FactTold: "recorded as informed", model.FactChanged: "change accepted",
}

// outcome returns the result of a record as the end of a sentence.
func outcome(a content.LinkedAlert, x content.Recorded, clock func(time.Time) string) string {
	switch {
	case !a.State.Open():
		return "; the alert has ended: " + endedText(a)
	case x.Kind == model.FactAck && a.State == model.StateAcknowledged:
		return untilWhen("; holds until ", a.NextAt, clock)
	case x.Kind == model.FactSnooze && a.State == model.StateSnoozed:
		return untilWhen("; reopens on ", a.SnoozedUntil, clock)
	case x.Kind == model.FactNotMine && a.State == model.StateFiring:
		return "; the next step is notified"
	case x.Kind == model.FactNote:
		return "; the mails go on"
	case a.State == model.StateFiring:
		return "; the alert is still open"
	}
	return "; since then it became " + string(a.State)
}

// endedText returns in words how an alert ended.
func endedText(a content.LinkedAlert) string {
	if !a.Kept {
		return "it is no longer stored"
	}
	return strings.ToLower(ended[a.State])
}
