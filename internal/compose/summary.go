package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

// week and fiveWeeks are how far the parts of a weekly summary reach, in days from now.
const (
	week      = 7
	fiveWeeks = 35
)

// The parts of a weekly summary, in their order.
const (
	thisWeek = iota
	nextWeeks
	gotWorse
	later
	undated
	over
	summaryParts // how many there are
)

var partTitles = [summaryParts]string{
	thisWeek: "THIS WEEK", nextWeeks: "NEXT FOUR WEEKS", gotWorse: "GOT WORSE", later: "LATER", undated: "WITHOUT A DATE", over: "RESOLVED SINCE THE LAST SUMMARY",
}

// summaryPart returns the part of the weekly summary in which an alert is listed.
func summaryPart(v View, a model.Alert, reason model.Reason) int {
	days, dated := v.DaysLeft(a)
	switch {
	case !a.State.Open():
		return over
	case dated && days <= week:
		return thisWeek
	case dated && days <= fiveWeeks:
		return nextWeeks
	case reason == model.ReasonWorse:
		return gotWorse
	case dated:
		return later
	}
	return undated
}

// summaryDocument returns the weekly summary of tasks: those of this week, those of the next four weeks, what got worse, and what ended since
// the summary before.
func summaryDocument(c *Composer, d model.Decision, v View, items []item, r sizeBudget) document.Document {
	b := newDigestWriter(v, d, r)
	part := func(x item) int { return summaryPart(b.view, x.alert, x.Reason) }
	slices.SortStableFunc(items, func(x, y item) int { return cmp.Compare(part(x), part(y)) })
	doc := document.Document{Title: "Supplier summary, " + b.reader.day(b.today, v.Now), Lead: summaryLead(d, b, items)}
	for from := 0; from < len(items); {
		p, to := part(items[from]), from
		for to < len(items) && part(items[to]) == p {
			to++
		}
		doc.Sections = append(doc.Sections, b.section(partTitle(p, items[from:to]), items[from:to], from))
		from = to
	}
	if wrote := supplierAnswers(v, b.reader, r.answers); len(wrote.Lines) > 0 {
		doc.Sections = append(doc.Sections, wrote)
	}
	if i := slices.IndexFunc(items, func(x item) bool { return x.alert.State.Open() }); i >= 0 {
		doc.Foot = taskAnswerHelp(c, i+1)
	}
	doc.Foot = append(doc.Foot, acceptHelp(c, items)...)
	return doc
}

// taskAnswerHelp returns how to answer a task that the mail lists, with a number as an example.
func taskAnswerHelp(c *Composer, number int) []string {
	if c.Replies {
		return []string{fmt.Sprintf("Tasks do not escalate. Reply to this mail with a command and a number, such as ack %[1]d (I am taking it) or "+
			"snooze %[1]d 3 days. Reply help for the list of commands.", number)}
	}
	return []string{"Tasks do not escalate. To put one off: supplierwatch snooze ALERT 3 days"}
}

// partTitle is the title of a part. What expired was not resolved.
func partTitle(p int, items []item) string {
	if p == over && slices.ContainsFunc(items, func(x item) bool { return x.alert.State != model.StateResolved }) {
		return "ENDED SINCE THE LAST SUMMARY"
	}
	return partTitles[p]
}

// acceptHelp returns how to confirm that a contact has changed.
func acceptHelp(c *Composer, items []item) []string {
	var foot []string
	for i, x := range items {
		if x.finding.Rule != rulebook.ContactChanged || !x.alert.State.Open() {
			continue
		}
		if len(foot) > 0 {
			return append(foot, "Each change has its own number: accept only those that somebody has called about.")
		}
		how := "supplierwatch accept " + x.alert.ID
		if c.Replies {
			how = fmt.Sprintf("reply accept %d to this mail, or run %s", i+1, how)
		}
		foot = append(foot, "If a call has confirmed that a contact has changed: "+how+".")
	}
	return foot
}

// summaryLead returns the first lines of a summary: how many tasks there are and by when, what is at stake, how many suppliers can be reached, and
// what the summary leaves out.
func summaryLead(d model.Decision, b digestWriter, items []item) []string {
	lead := []string{b.taskCounts(items)}
	if text := exposureText(b.view.Summaries[d.To.Team]); text != "" {
		lead = append(lead, text)
	}
	if text := b.elsewhereText(d.To.Team); text != "" {
		lead = append(lead, text)
	}
	return lead
}

// taskCounts returns how many tasks a summary has.
func (b digestWriter) taskCounts(items []item) string {
	var parts [summaryParts]int
	overdue := 0
	for _, x := range items {
		p := summaryPart(b.view, x.alert, x.Reason)
		parts[p]++
		if days, _ := b.view.DaysLeft(x.alert); p == thisWeek && days < 0 {
			overdue++
		}
	}
	since := ""
	if n := parts[over]; n > 0 {
		since = fmt.Sprintf(" Ended since the last summary: %d.", n)
	}
	open := len(items) - parts[over]
	team := "your team"
	if b.reader.team != nil {
		team = envelope.Plain(b.reader.team.Name())
	}
	if open == 0 {
		return "Nothing is open for " + team + "." + since
	}
	soon := fmt.Sprintf("%d due this week", parts[thisWeek])
	if overdue > 0 {
		soon += fmt.Sprintf(" (%d overdue)", overdue)
	}
	counts := []string{soon, fmt.Sprintf("%d in the four weeks after that", parts[nextWeeks])}
	for p, words := range [summaryParts]string{gotWorse: "got worse", later: "later", undated: "without a date"} {
		if words != "" && parts[p] > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", parts[p], words))
		}
	}
	return fmt.Sprintf("%s for %s: %s.%s", prose.Count(open, "task"), team, strings.Join(counts, ", "), since)
}

// exposureText returns what is at stake and who can be reached, over all suppliers of a team.
func exposureText(s apidoc.Summary) string {
	if s.Suppliers == 0 {
		return ""
	}
	text := "Exposure of all your suppliers: unknown"
	if s.Exposure.Amount != nil {
		text = "Exposure of all your suppliers: " + s.Exposure.Amount.String()
	}
	text += fmt.Sprintf(" (%d of %d estimated).", s.Exposure.Estimated, s.Exposure.Of)
	if s.Coverage.Of > 0 {
		text += fmt.Sprintf(" Contact details verified in time: %d of %d critical and important suppliers.", s.Coverage.Covered, s.Coverage.Of)
	}
	return text
}

// elsewhereText counts the open alerts of a team that its summary does not list: those with mails of their own, and those acknowledged or snoozed.
func (b digestWriter) elsewhereText(team string) string {
	counts := b.view.Counts[team]
	var parts []string
	if counts.Alerts > 0 {
		parts = append(parts, prose.Count(counts.Alerts, "alert")+" with mails of their own")
	}
	if counts.Held > 0 {
		parts = append(parts, prose.Count(counts.Held, "task")+" that somebody acknowledged or snoozed")
	}
	if len(parts) == 0 {
		return ""
	}
	return "Not in this summary: " + strings.Join(parts, ", ") + "."
}
