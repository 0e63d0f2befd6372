package compose

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

// digestWriter writes many alerts for one reader: some in a few lines each, the others in one line each by what has to be done, and of these some
// by their numbers alone. Each alert has one number, and no number is left out.
type digestWriter struct {
	view   View
	reader reader
	today  civil.Date
	budget sizeBudget
}

func newDigestWriter(v View, d model.Decision, r sizeBudget) digestWriter {
	reader := readerOf(v, d.To)
	return digestWriter{view: v, reader: reader, today: reader.today(v.Now), budget: r}
}

// readable makes a sentence of a finding fit for the reader.
func (b digestWriter) readable(s string) string { return b.reader.readable(s, b.view.Now) }

// section returns a part of a mail with its alerts, numbered after those before them, and puts them into the order of their numbers.
func (b digestWriter) section(title string, items []item, before int) document.Section {
	s := document.Section{Title: title}
	detailed, kinds := b.byKind(items)
	copy(items, slices.Concat(append([][]item{detailed}, kinds...)...))
	for i, x := range detailed {
		s.Entries = append(s.Entries, b.entry(x, before+i+1))
	}
	before += len(detailed)
	for i, k := range kinds {
		if i == b.budget.kinds {
			s.More = countText(before, len(items)-len(slices.Concat(kinds[:i]...))-len(detailed))
			break
		}
		s.Groups = append(s.Groups, b.group(k, before))
		before += len(k)
	}
	return s
}

// countText returns what a mail says of alerts that it only counts.
func countText(before, more int) string {
	switch more {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("And 1 more, number %d: supplierwatch status", before+1)
	}
	return fmt.Sprintf("And %d more, numbers %d to %d: supplierwatch status", more, before+1, before+more)
}

// kind is what alerts have in common that are listed one after the other.
type kind struct {
	state    model.AlertState // empty while it is open
	severity model.Severity
	rule     string
}

func kindOf(x item) kind {
	if !x.alert.State.Open() {
		return kind{state: x.alert.State}
	}
	return kind{severity: x.finding.Severity, rule: x.finding.Rule}
}

// byKind divides alerts into those with a few lines each and those of each kind with one line each. Each part keeps the order in which they came,
// the most severe first.
func (b digestWriter) byKind(items []item) (detailed []item, kinds [][]item) {
	at := map[kind]int{}
	for _, x := range items {
		if len(detailed) < b.budget.entries && !isOneLiner(x) {
			detailed = append(detailed, x)
			continue
		}
		k := kindOf(x)
		i, known := at[k]
		if !known {
			i = len(kinds)
			at[k] = i
			kinds = append(kinds, nil)
		}
		kinds[i] = append(kinds[i], x)
	}
	return detailed, kinds
}

// isOneLiner reports whether one line is enough for an alert: it is over, or it is work without a day that is not critical, and nothing in it must
// be read. The reminder of a contract or an order window is worth more than a line however early it comes.
func isOneLiner(x item) bool {
	f := x.finding
	switch {
	case !x.alert.State.Open():
		return true
	case f.Route != model.RouteWork, f.Severity == model.Critical, f.Advice.Quote != "", f.Advice.Accept:
		return false
	case f.Group == model.GroupNotice, f.Group == model.GroupOrderWindow:
		return false
	}
	return f.Due.IsZero() || f.Severity == model.Info
}

// group returns the alerts of one kind in a line each.
func (b digestWriter) group(items []item, before int) document.Group {
	g := b.heading(items)
	for i, x := range items[:min(len(items), b.budget.lines)] {
		l := b.line(x, before+i+1)
		l.Badge = ""
		l.Title, l.Facts = strings.TrimPrefix(l.Title, g.Title+": "), b.oneLineFacts(x)
		if !x.alert.State.Open() {
			l.Title = labelOf(b.view, x.alert, envelope.ValueLimit)
			if x.alert.State == model.StateResolved {
				l.Title += ": " + b.reader.howEnded(b.view, x)
			}
		}
		g.Lines = append(g.Lines, document.GroupLine{Line: l, Alert: alertID(x.alert.ID)})
	}
	g.More = countText(before+len(g.Lines), len(items)-len(g.Lines))
	g.Title += ": " + fmt.Sprint(len(items))
	return g
}

// heading returns what has to be done with the alerts of one kind, in the words that their headlines share.
func (b digestWriter) heading(items []item) document.Group {
	first := items[0]
	if !first.alert.State.Open() {
		return document.Group{Badge: endWord(endReason(first)), Title: endText(first.alert.State)}
	}
	g := document.Group{Badge: badge(first.finding.Severity)}
	verb, _, _ := strings.Cut(first.finding.Advice.Headline, ": ")
	do := b.reader.stepsFor(first.finding.Advice)
	for _, x := range items[1:] {
		if !strings.HasPrefix(x.finding.Advice.Headline, verb+": ") {
			verb = ""
		}
		if !slices.Equal(do, b.reader.stepsFor(x.finding.Advice)) {
			do = nil
		}
	}
	g.Title = envelope.Plain(verb)
	if g.Title == "" {
		g.Title = prose.Capital(envelope.Plain(rulebook.Topic(first.finding.Rule)))
	}
	g.Do = b.firstSteps(do)
	return g
}

// endText returns how alerts ended, for the heading of a list. A passed day is never reported as a finished task.
func endText(s model.AlertState) string {
	switch s {
	case model.StateLapsed:
		return "The deadline passed without a recorded action"
	case model.StateWithdrawn:
		return "No longer in the registry"
	}
	return "Resolved"
}

// oneLineFacts returns what ranks an alert that has one line.
func (b digestWriter) oneLineFacts(x item) string {
	if !x.alert.State.Open() {
		return ""
	}
	var facts []string
	if text := b.dueText(x); text != "" {
		facts = append(facts, text)
	}
	if text := stakeText(x.finding.Exposure); text != "" {
		facts = append(facts, text)
	}
	if x.Reason == model.ReasonWorse {
		facts = append(facts, "got worse")
	}
	if s := b.view.Supplier(x.alert); s != nil && x.finding.Advice.Call {
		if own, ok := numberOnFile(b.view, s, x.alert, x.finding); ok {
			facts = append(facts, own.phone)
		}
	}
	return strings.Join(facts, ", ")
}

const (
	// textLimit is how many characters of its message an alert in a few lines has room for.
	textLimit = 300
	// quoteLimit and callsLimit are how much of an answer, and how many numbers.
	quoteLimit = 300
	callsLimit = 2
	// stepsLimit is how many steps.
	stepsLimit = 2
)

// entry returns one alert in a few lines: what to do by when, what is at stake, why, and whom to call.
func (b digestWriter) entry(x item, number int) document.Entry {
	e := document.Entry{Line: b.line(x, number), Text: envelope.Shorten(b.readable(x.finding.Message), textLimit), Ref: reference(x)}
	if todo := b.firstSteps(b.reader.stepsFor(x.finding.Advice)); todo != "" {
		e.Do = append(e.Do, todo)
	}
	if wrote := b.correspondence(x); wrote != "" {
		e.Do = append(e.Do, wrote)
	} else if call := b.firstCallText(x); call != "" {
		e.Do = append(e.Do, call)
	}
	return e
}

// firstSteps are the first things to do, in one line; what to write down afterwards is left to the page.
func (b digestWriter) firstSteps(do []string) string {
	var first []string
	for _, text := range do {
		if len(first) < stepsLimit && !strings.HasPrefix(text, "Record ") {
			first = append(first, b.readable(text))
		}
	}
	return envelope.Shorten(strings.Join(first, " "), textLimit)
}

// correspondence returns what a reader needs to know where a supplier has written: their words, and the numbers on file before.
func (b digestWriter) correspondence(x item) string {
	advice := x.finding.Advice
	if advice.Quote == "" && !advice.Accept {
		return ""
	}
	var parts []string
	if advice.Quote != "" {
		parts = append(parts, fmt.Sprintf("They wrote: %q", envelope.Shorten(envelope.Plain(advice.Quote), quoteLimit)))
	}
	if numbers := b.numbersOnFile(x); numbers != "" {
		parts = append(parts, "On file: "+numbers+".")
	}
	return strings.Join(parts, " ")
}

// numbersOnFile lists the first telephones by which an alert may be worked through.
func (b digestWriter) numbersOnFile(x item) string {
	s := b.view.Supplier(x.alert)
	if s == nil {
		return ""
	}
	var numbers []string
	if own, ok := numberOnFile(b.view, s, x.alert, x.finding); ok {
		numbers = append(numbers, own.phone+" ("+own.name+")")
	}
	for _, c := range reachableContacts(b.view, s, x.alert, b.reader) {
		if c.way.Phone != "" && len(numbers) < callsLimit {
			numbers = append(numbers, c.way.Phone+" ("+c.way.Name+")")
		}
	}
	return strings.Join(numbers, ", ")
}

// firstCallText returns whom to call first, where the alert is handled by calling: the contact who answers soonest.
func (b digestWriter) firstCallText(x item) string {
	s := b.view.Supplier(x.alert)
	if s == nil || !x.finding.Advice.Call {
		return ""
	}
	if own, ok := numberOnFile(b.view, s, x.alert, x.finding); ok {
		return "On file: " + own.phone + " (" + own.name + ")." + customer(s)
	}
	for _, found := range reachableContacts(b.view, s, x.alert, b.reader) {
		if w := found.way; w.Phone != "" {
			call := fmt.Sprintf("Call %s, %s: %s; %s.", w.Name, w.Phone, w.There, w.Asked)
			if s.CustomerNumber != "" {
				call += " Our customer number: " + envelope.Plain(s.CustomerNumber) + "."
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
	if text := b.dueText(x); text != "" {
		facts = append(facts, text)
	}
	if text := stakeText(x.finding.Exposure); text != "" {
		facts = append(facts, text)
	}
	if m := x.finding.Slack; m != nil {
		facts = append(facts, marginText(*m))
	}
	if x.Reason == model.ReasonWorse {
		facts = append(facts, "got worse")
	}
	return strings.Join(facts, ", ")
}

// stakeText returns what is at stake in few words; empty where it is unknown, or where the stock covers it all.
func stakeText(m *model.Money) string {
	if m == nil || m.Hundredths == 0 {
		return ""
	}
	return m.String() + " at stake"
}

// marginText is margin in few words.
func marginText(days int) string {
	switch {
	case days < 0:
		return "out of stock " + prose.Count(-days, "day") + " before another source delivers"
	case days == 0:
		return "no margin"
	}
	return prose.Count(days, "day") + " of margin"
}

// dueText returns by when something is to be done, and how far away that is for its owner; empty without a day. It says today and tomorrow only
// where the reader has the same date.
func (b digestWriter) dueText(x item) string {
	due := x.alert.Due
	days, dated := b.view.DaysLeft(x.alert)
	clock, zones := b.reader.clockAt(b.view.Now), b.view.DayZones(x.alert)
	same, day := clock.SharesDay(zones.Owner), clock.Day(due)
	if city := clock.CityOf(due, zones); city != "" {
		day += " in " + city
	}
	switch {
	case !dated:
		return ""
	case days < 0:
		text := "overdue since " + day + " (" + prose.Count(-days, "day") + ")"
		if next := nextKeyDate(b.view, x); !next.IsZero() {
			text += ", next deadline " + b.reader.daysUntil(next, b.view, x.alert)
		}
		return text
	case days == 0 && same:
		return "due today, " + day
	case days == 1 && same:
		return "due tomorrow, " + day
	case days == 0:
		return "due " + day
	}
	return "due " + day + " (in " + prose.Count(days, "day") + ")"
}
