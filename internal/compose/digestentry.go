package compose

import (
	"fmt"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

const (
	// textLimit is how many characters of its message an alert told in brief has room for.
	textLimit = 300
	// quoteLimit and callsLimit are how much of an answer, and how many numbers.
	quoteLimit = 300
	callsLimit = 2
	// stepsLimit is how many steps.
	stepsLimit = 2
)

// entry tells an alert in a few lines: what to do by when, what is at stake, why, and whom to call.
func (b digestWriter) entry(x item, number int) document.Entry {
	e := document.Entry{Line: b.line(x, number), Text: envelope.Shorten(b.readable(x.finding.Message), textLimit), Ref: reference(x)}
	if todo := b.firstSteps(x.finding.Advice.Do); todo != "" {
		e.Do = append(e.Do, todo)
	}
	if wrote := b.correspondence(x); wrote != "" {
		e.Do = append(e.Do, wrote)
	} else if call := b.firstCallText(x); call != "" {
		e.Do = append(e.Do, call)
	}
	return e
}

// steps are the first things to do, in one line; what to write down afterwards is left to the page.
func (b digestWriter) firstSteps(do []string) string {
	var first []string
	for _, text := range do {
		if len(first) < stepsLimit && !strings.HasPrefix(text, "Record ") {
			first = append(first, b.readable(text))
		}
	}
	return envelope.Shorten(strings.Join(first, " "), textLimit)
}

// toRead adds what a reader needs who is told in brief that a supplier has written something: what they wrote, and which numbers were on file
// before.
func (b digestWriter) correspondence(x item) string {
	advice := x.finding.Advice
	if advice.Quote == "" && !advice.Accept {
		return ""
	}
	var told []string
	if advice.Quote != "" {
		told = append(told, fmt.Sprintf("They wrote: %q", envelope.Shorten(envelope.Plain(advice.Quote), quoteLimit)))
	}
	if numbers := b.numbersOnFile(x.alert); numbers != "" {
		told = append(told, "On file: "+numbers+".")
	}
	return strings.Join(told, " ")
}

// onFile lists the first telephones by which an alert may be worked through.
func (b digestWriter) numbersOnFile(a model.Alert) string {
	s := b.view.Supplier(a)
	if s == nil {
		return ""
	}
	var numbers []string
	for _, x := range reachableContacts(b.view, s, a, b.reader) {
		if x.way.Phone != "" && len(numbers) < callsLimit {
			numbers = append(numbers, x.way.Phone+" ("+x.way.Name+")")
		}
	}
	return strings.Join(numbers, ", ")
}

// firstCall names whom to call, where the alert is worked through by calling: who answers soonest.
func (b digestWriter) firstCallText(x item) string {
	s := b.view.Supplier(x.alert)
	if s == nil || !x.finding.Advice.Call {
		return ""
	}
	for _, found := range reachableContacts(b.view, s, x.alert, b.reader) {
		if w := found.way; w.Phone != "" {
			call := fmt.Sprintf("Call %s, %s: %s; %s.", w.Name, w.Phone, w.There, w.Asked)
			if s.CustomerNumber != "" {
				call += " Our customer number there: " + envelope.Plain(s.CustomerNumber) + "."
			}
			return call
		}
	}
	return ""
}

// line is a numbered headline with what ranks it.
func (b digestWriter) line(x item, number int) document.Line {
	return document.Line{Number: number, Badge: badge(x.finding.Severity), Title: headlineOf(b.view, x.alert, x.finding), Facts: b.facts(x)}
}

// facts is what ranks an alert: when it is due, what is at stake and for how long that is covered, whether it got worse.
func (b digestWriter) facts(x item) string {
	var facts []string
	if due := x.finding.Due; !due.IsZero() {
		facts = append(facts, dueText(due, b.today))
	}
	if x.finding.Exposure != nil {
		facts = append(facts, x.finding.Exposure.String()+" at stake")
	}
	if m := x.finding.Slack; m != nil {
		facts = append(facts, marginText(*m))
	}
	if x.Reason == model.ReasonWorse {
		facts = append(facts, "got worse")
	}
	return strings.Join(facts, ", ")
}

// marginText is margin in few words.
func marginText(days int) string {
	switch {
	case days < 0:
		return "the stock ends " + several(-days, "day") + " too early"
	case days == 0:
		return "no day of margin"
	}
	return several(days, "day") + " of margin"
}

// dueText says by when something is to be done, and how far away that is.
func dueText(due, today civil.Date) string {
	days := due.DaysSince(today)
	switch {
	case days < 0:
		return "OVERDUE since " + dateText(due) + " (" + several(-days, "day") + ")"
	case days == 0:
		return "by today, " + dateText(due)
	case days == 1:
		return "by tomorrow, " + dateText(due)
	}
	return "by " + dateText(due) + " (in " + several(days, "day") + ")"
}
