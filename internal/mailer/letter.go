package mailer

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
func (c *Composer) letter(d watch.Decision, v View, items []item) (document, string) {
	r := v.reader(d.To)
	parts := v.parts(d, items, r)
	doc := document{Title: "Supplier letter, " + dateText(r.today(v.Now))}
	number := 0
	for _, p := range parts {
		if len(p.items) == 0 {
			continue
		}
		doc.Sections = append(doc.Sections, c.section(v, p.title, p.items, number))
		number += len(p.items)
	}
	soon, weeks, open := len(parts[0].items), len(parts[1].items), number-len(parts[len(parts)-1].items)
	doc.Lead = []string{letterLead(open, soon, weeks)}
	if open > 0 {
		doc.Foot = []string{"Work: nobody is called. To put one off: supplierwatch snooze ALERT 3 days"}
	}
	renumber(items, parts)
	text := fmt.Sprintf("Supplier letter %s: %d this week, %d in four weeks", shortDate(r.today(v.Now)), soon, weeks)
	return doc, shorten(text, subjectLimit)
}

func letterLead(open, soon, weeks int) string {
	if open == 0 {
		return "Nothing is open for your team."
	}
	return fmt.Sprintf("%s open for your team: %d due this week, %d in the four weeks after.", several(open, "point"), soon, weeks)
}

// parts sorts the letter's alerts; each stands once. The last part is what was
// fixed, be it named by the decision or found in the state.
func (v View) parts(d watch.Decision, items []item, r reader) []part {
	parts := []part{
		{title: "THIS WEEK"},
		{title: "NEXT FOUR WEEKS"},
		{title: "GOT WORSE"},
		{title: "LATER"},
		{title: "WITHOUT A DATE"},
		{title: "FIXED SINCE"},
	}
	today := r.today(v.Now)
	for _, x := range items {
		days := x.finding.Due.DaysSince(today)
		dated := !x.finding.Due.IsZero()
		i := 4
		switch {
		case !x.alert.State.Open():
			i = 5
		case dated && days <= week:
			i = 0
		case dated && days <= fiveWeeks:
			i = 1
		case x.Reason == watch.ReasonWorse:
			i = 2
		case dated:
			i = 3
		}
		parts[i].items = append(parts[i].items, x)
	}
	parts[5].items = append(parts[5].items, v.fixed(d, items)...)
	return parts
}

// renumber puts the items into the order in which the letter numbers them.
func renumber(items []item, parts []part) {
	i := 0
	for _, p := range parts {
		for _, x := range p.items {
			if i < len(items) {
				items[i] = x
				i++
			}
		}
	}
}

// fixed finds work of the reader's team that ended since the letter before and
// that the decision does not name.
func (v View) fixed(d watch.Decision, named []item) []item {
	since := v.State.Desk.LetterSent
	if since.IsZero() || !since.Before(v.Now) {
		since = v.Now.Add(-week * 24 * time.Hour)
	}
	var found []item
	for _, a := range v.State.Alerts {
		if a.Route != watch.RouteWork || a.State != watch.StateResolved || !a.EndedAt.After(since) || !v.owns(d.To.Team, a) {
			continue
		}
		if slices.ContainsFunc(named, func(x item) bool { return x.alert.ID == a.ID }) {
			continue
		}
		found = append(found, item{DecisionItem: watch.DecisionItem{Alert: a.ID, Reason: watch.ReasonResolved}, alert: a, finding: v.finding(a)})
	}
	slices.SortFunc(found, func(x, y item) int {
		if c := x.alert.EndedAt.Compare(y.alert.EndedAt); c != 0 {
			return c
		}
		return strings.Compare(x.alert.ID, y.alert.ID)
	})
	return found
}

// owns tells whether an alert was the team's work.
func (v View) owns(team string, a watch.Alert) bool {
	s := v.supplier(a)
	return s != nil && s.Owner != nil && s.Owner.ID == team
}

// entry tells an alert in brief.
func (v View) entry(x item, number int) entry {
	e := entry{line: v.line(x, number), Text: plain(x.finding.Message), Ref: reference(x)}
	if !x.alert.State.Open() {
		e.Badge, e.Title, e.Facts = strings.ToUpper(string(x.alert.State)), v.label(x.alert), ""
		e.Text = "It was: " + plain(x.alert.Message)
	}
	return e
}

// facts is what ranks an alert: when it is due, what is at stake, whether it
// got worse.
func (v View) facts(x item) string {
	var facts []string
	if due := x.finding.Due; !due.IsZero() {
		facts = append(facts, "due "+dateText(due))
	}
	if x.finding.Exposure != nil {
		facts = append(facts, x.finding.Exposure.String()+" at stake")
	}
	if x.Reason == watch.ReasonWorse {
		facts = append(facts, "got worse")
	}
	return strings.Join(facts, ", ")
}
