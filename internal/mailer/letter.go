package mailer

import (
	"fmt"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// week and fiveWeeks are how far the parts of a letter reach, in days from now.
const (
	week      = 7
	fiveWeeks = 35
)

// part is a part of the letter before its entries are numbered.
type part struct {
	title string
	items []item
}

// letter is the weekly mail of work: what this week brings, what the next four
// weeks, what got worse, and what was fixed since the letter before.
func (c *Composer) letter(d watch.Decision, v View, items []item) document {
	r := v.reader(d.To)
	parts := v.parts(items, r)
	doc := document{Title: "Supplier letter, " + dateText(r.today(v.Now))}
	number := 0
	for _, p := range parts {
		if len(p.items) == 0 {
			continue
		}
		doc.Sections = append(doc.Sections, v.section(p.title, p.items, number, r))
		number += len(p.items)
	}
	if wrote := v.wrote(r); len(wrote.Lines) > 0 {
		doc.Sections = append(doc.Sections, wrote)
	}
	soon, weeks, open := len(parts[thisWeek].items), len(parts[nextWeeks].items), number-len(parts[over].items)
	doc.Lead = []string{letterLead(open, soon, weeks)}
	if open > 0 {
		doc.Foot = []string{"Work: nobody is called. To put one off: supplierwatch snooze ALERT 3 days"}
	}
	renumber(items, parts)
	doc.Foot = append(doc.Foot, c.acceptance(items)...)
	return doc
}

// acceptance tells how to say that a contact has changed indeed.
func (c *Composer) acceptance(items []item) []string {
	var foot []string
	for i, x := range items {
		if x.finding.Rule != "contact-changed" || !x.alert.State.Open() {
			continue
		}
		if len(foot) > 0 {
			return append(foot, "Each change has a number of its own: accept none that nobody has called about.")
		}
		how := "supplierwatch accept " + x.alert.ID
		if c.Identity.Token != nil {
			how = fmt.Sprintf("answer this mail with the words accept %d, or %s", i+1, how)
		}
		foot = append(foot, "Has somebody called, and a contact has changed indeed? Then "+how+".")
	}
	return foot
}

func letterLead(open, soon, weeks int) string {
	if open == 0 {
		return "Nothing is open for your team."
	}
	return fmt.Sprintf("%s open for your team: %d due this week, %d in the four weeks after.", several(open, "point"), soon, weeks)
}

// parts sorts the letter's alerts; each stands once, the ended ones in the last
// part.
func (v View) parts(items []item, r reader) []part {
	parts := []part{
		thisWeek:  {title: "THIS WEEK"},
		nextWeeks: {title: "NEXT FOUR WEEKS"},
		gotWorse:  {title: "GOT WORSE"},
		later:     {title: "LATER"},
		undated:   {title: "WITHOUT A DATE"},
		over:      {title: "FIXED OR OVER SINCE"},
	}
	for _, x := range items {
		p := &parts[partOf(x.alert, x.Reason, r.today(v.Now))]
		p.items = append(p.items, x)
	}
	return parts
}

// The parts of a letter, in their order.
const (
	thisWeek = iota
	nextWeeks
	gotWorse
	later
	undated
	over
	letterParts // how many there are
)

// partOf gives the part that an alert stands in.
func partOf(a watch.Alert, reason watch.Reason, today civil.Date) int {
	days, dated := a.Due.DaysSince(today), !a.Due.IsZero()
	switch {
	case !a.State.Open():
		return over
	case dated && days <= week:
		return thisWeek
	case dated && days <= fiveWeeks:
		return nextWeeks
	case reason == watch.ReasonWorse:
		return gotWorse
	case dated:
		return later
	}
	return undated
}

// renumber puts the items into the order in which the letter numbers them.
func renumber(items []item, parts []part) {
	i := 0
	for _, p := range parts {
		i += copy(items[i:], p.items)
	}
}

// entry tells an alert in brief.
func (v View) entry(x item, number int, r reader) entry {
	e := entry{line: v.line(x, number, r.today(v.Now)), Text: plain(x.finding.Message) + v.toAct(x, r), Ref: reference(x)}
	if !x.alert.State.Open() {
		e.Badge, e.Title, e.Facts = strings.ToUpper(string(x.alert.State)), v.label(x.alert, valueLimit), ""
		e.Text = "It was: " + plain(x.alert.Message)
	}
	return e
}

// quoteLimit and callsLimit are how much of an answer, and how many numbers, an alert told in brief has room for.
const (
	quoteLimit = 300
	callsLimit = 2
)

// toAct adds what a reader needs who is told in brief that a supplier has written something: what they wrote, and which numbers were on file
// before.
func (v View) toAct(x item, r reader) string {
	advice := x.finding.Advice
	var said []string
	if advice.Quote != "" {
		said = append(said, fmt.Sprintf("They wrote: %q", shorten(plain(advice.Quote), quoteLimit)))
	}
	if numbers := v.onFile(x.alert, r); numbers != "" && (advice.Quote != "" || advice.Accept) {
		said = append(said, "On file: "+numbers+".")
	}
	if len(said) == 0 {
		return ""
	}
	return " " + strings.Join(said, " ")
}

// onFile lists the first telephones by which an alert may be worked through.
func (v View) onFile(a watch.Alert, r reader) string {
	s := v.supplier(a)
	if s == nil {
		return ""
	}
	var numbers []string
	for _, x := range v.reaches(s, a, r) {
		if x.way.Phone != "" && len(numbers) < callsLimit {
			numbers = append(numbers, x.way.Phone+" ("+x.way.Name+")")
		}
	}
	return strings.Join(numbers, ", ")
}

// facts is what ranks an alert: when it is due, what is at stake, whether it
// got worse.
func (v View) facts(x item, today civil.Date) string {
	var facts []string
	if due := x.finding.Due; !due.IsZero() {
		facts = append(facts, "due "+dateText(due)+" ("+left(due.DaysSince(today))+")")
	}
	if x.finding.Exposure != nil {
		facts = append(facts, x.finding.Exposure.String()+" at stake")
	}
	if x.Reason == watch.ReasonWorse {
		facts = append(facts, "got worse")
	}
	return strings.Join(facts, ", ")
}

// left says how far away a due day is.
func left(days int) string {
	switch {
	case days < 0:
		return several(-days, "day") + " ago"
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	}
	return "in " + several(days, "day")
}
