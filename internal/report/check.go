package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

// Check is the outcome of a check with what its text needs besides.
type Check struct {
	Document     apidoc.CheckDocument
	Registry     *model.Registry // nil when it could not be read
	NotEvaluated []string        // rules that need facts, when none were given
	NeverRan     bool            // a configuration was named, and its daemon has not run yet
	Hidden       string          // how to see what is left out, such as "--all"
	All          bool            // show findings of severity info too
	Baseline     bool            // a baseline was given: say how many findings are new
	Style        Style
}

// Text writes the check as a buyer reads it: what to do first, what is overdue, what is upcoming, which data are missing, and what was not evaluated.
// Where nothing was evaluated, it says so; Problems writes the reasons.
func (c Check) Text(w io.Writer) error {
	var out bytes.Buffer
	if len(c.Document.Errors) > 0 {
		fmt.Fprintln(&out, nothingChecked(c.Document.Errors))
	} else {
		fresh, known := byKnown(c.Document.Findings)
		if d := c.Document.Diff; d != nil {
			fmt.Fprintf(&out, "Compared with %s: %d new or worse, %d fixed, %d unchanged.\n", clean(d.Against), d.New, len(d.Fixed), d.Unchanged)
		} else if c.Baseline {
			fmt.Fprintf(&out, "%d new, %d known\n", len(fresh), len(known))
		}
		c.headline(&out)
		shown := c.shown(fresh)
		c.first(&out, shown)
		for _, s := range sections(shown) {
			c.section(&out, s)
		}
		if c.All {
			c.section(&out, section{title: c.knownTitle(), findings: known})
		}
		c.better(&out)
		c.notEvaluated(&out)
		c.rest(&out, len(fresh)-len(shown))
		c.known(&out, len(known))
	}
	_, err := w.Write(out.Bytes())
	return err
}

// headline writes the summary in two lines.
func (c Check) headline(out *bytes.Buffer) {
	s := c.Document.Summary
	if s.Suppliers == 0 {
		fmt.Fprintf(out, "%s: nothing is watched yet.\n", c.Style.heading("The registry holds no supplier"))
		return
	}
	fmt.Fprintf(out, "%s as of %s: %d critical, %s, %s.\n",
		c.Style.heading(prose.Count(s.Suppliers, "supplier")), c.Style.instant(c.Document.AsOf),
		s.Critical, prose.Count(s.Warning, "warning"), prose.Count(s.Info, "note"))
	fmt.Fprintf(out, "Contact details verified in time for %d of %d critical and important suppliers. %s\n",
		s.Coverage.Covered, s.Coverage.Of, exposure(s.Exposure))
}

func exposure(e apidoc.Estimate) string {
	if e.Amount == nil {
		return fmt.Sprintf("Exposure: not estimated for any of %d.", e.Of)
	}
	return fmt.Sprintf("Exposure: %s (%d of %d estimated).", e.Amount, e.Estimated, e.Of)
}

// byKnown separates new findings from those in the baseline.
func byKnown(all []model.Finding) (fresh, known []model.Finding) {
	for _, f := range all {
		if f.Known {
			known = append(known, f)
		} else {
			fresh = append(fresh, f)
		}
	}
	return fresh, known
}

func (c Check) shown(fresh []model.Finding) []model.Finding {
	if c.All {
		return fresh
	}
	var shown []model.Finding
	for _, f := range fresh {
		if f.Severity != model.Info {
			shown = append(shown, f)
		}
	}
	return shown
}

// section is a heading with the findings under it.
type section struct {
	title    string
	findings []model.Finding
}

// The places of findings in the text: what is overdue, what is upcoming, and
// missing data without a date.
const (
	tooLate = iota
	toCome
	gap
)

// placed lists the rules whose findings belong in another section than their due
// day suggests. Stock that no order can reach in time is too late already. A
// notice can still arrive by the usual way after its day to decide, and an
// order can still be placed after its day to request. Terms of a contract are a
// gap on every day. A login that a relay will refuse still works.
var placed = map[string]int{
	rulebook.CoverBelowLeadTime: tooLate, rulebook.OrderWindowTooLate: tooLate,
	rulebook.ContractNoticeDue: toCome, rulebook.ApprovalOverdue: toCome, rulebook.RelayAuthRetiring: toCome,
	rulebook.ContractNoticeTheirs: gap,
}

// sections sorts findings by what the reader can still do.
func sections(findings []model.Finding) []section {
	all := []section{tooLate: {title: "Overdue"}, toCome: {title: "Upcoming"}, gap: {title: "Missing data"}}
	for _, f := range findings {
		at := &all[place(f)]
		at.findings = append(at.findings, f)
	}
	return all
}

func place(f model.Finding) int {
	if at, known := placed[f.Rule]; known {
		return at
	}
	switch {
	case f.NotifyOnce: // its due day is already that of the next chance
		return tooLate
	case f.Due.IsZero() && f.Route == model.RouteWork:
		return gap
	case f.DaysLeft == nil || *f.DaysLeft < 0:
		return tooLate
	}
	return toCome
}

func (c Check) section(out *bytes.Buffer, s section) {
	if len(s.findings) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n", c.Style.heading(s.title))
	for _, group := range bySupplier(s.findings) {
		fmt.Fprintf(out, "  %s\n", c.Style.heading(c.name(group[0].Supplier)))
		for _, f := range group {
			c.finding(out, f)
		}
	}
}

// bySupplier groups findings, the supplier with the gravest one first.
func bySupplier(findings []model.Finding) [][]model.Finding {
	var groups [][]model.Finding
	place := map[string]int{}
	for _, f := range findings {
		i, known := place[f.Supplier]
		if !known {
			i = len(groups)
			place[f.Supplier] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}

// name is how people know the supplier, with its tier.
func (c Check) name(id string) string {
	if id == "" {
		return "Our side"
	}
	if c.Registry != nil {
		if s := c.Registry.Supplier(id); s != nil {
			return clean(s.Name) + " (" + s.Tier.ID + ")"
		}
	}
	return clean(id)
}

func (c Check) finding(out *bytes.Buffer, f model.Finding) {
	const indent = "              "
	label := c.Style.severity(f.Severity) + strings.Repeat(" ", 10-len(f.Severity))
	fmt.Fprintf(out, "    %s%s\n", label, wrap(c.urgency(f)+c.message(f), width-len(indent), indent))
	where := clean(fmt.Sprintf("%s  %s", f.Subject, f.Rule))
	if !rulebook.AboutProgram(f.Rule) {
		where = clean(fmt.Sprintf("%s:%d  ", f.File, f.Position.Line)) + where
	}
	fmt.Fprintf(out, "%s%s\n", indent, c.Style.faint(where))
}

// message returns the sentences of a finding. They name the day and its city where the reader could take it for another one.
func (c Check) message(f model.Finding) string {
	text := c.clock().Local(c.clock().Dated(f.Message, f.Zones.Owner))
	if city := c.clock().CityOf(f.Due, f.Zones); city != "" && !strings.Contains(text, c.clock().Day(f.Due)+" in "+city) {
		text += fmt.Sprintf(" %s is the date in %s.", c.clock().Day(f.Due), city)
	}
	return text
}

func (c Check) clock() prose.Clock { return c.Style.clock(c.Document.AsOf) }

// urgency begins what can still be done in time though its due day is past or
// today.
func (c Check) urgency(f model.Finding) string {
	if f.Route != model.RoutePage || f.DaysLeft == nil || *f.DaysLeft > 0 || place(f) != toCome {
		return ""
	}
	return "Act now: "
}

func (c Check) notEvaluated(out *bytes.Buffer) {
	if len(c.NotEvaluated) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n", c.Style.heading("Not evaluated"))
	remedy := "Add what the daemon knows with --config FILE or --facts FILE."
	if c.NeverRan {
		remedy = "The daemon of this configuration has not run yet; what it finds out is added as soon as it has."
	}
	fmt.Fprintf(out, "  %s\n", wrap(fmt.Sprintf("%s need facts that this check does not have (does the mail domain exist, did the contact answer, …). "+
		"Their results are unknown, not good. %s", prose.Count(len(c.NotEvaluated), "rule"), remedy), width-2, "  "))
}

// most is how many findings a reader can start on at once.
const most = 5

// first repeats the gravest findings as things to do.
func (c Check) first(out *bytes.Buffer, shown []model.Finding) {
	fmt.Fprintf(out, "\n%s\n", c.Style.heading("Top priorities"))
	n := 0
	for _, f := range shown {
		if n == most {
			break
		}
		if f.Severity == model.Info {
			continue
		}
		n++
		fmt.Fprintf(out, "  %d. %s\n", n, wrap(c.todo(f), width-5, "     "))
	}
	if n == 0 {
		fmt.Fprintf(out, "  Nothing is urgent.\n")
	}
}

// todo is what the mail's subject would say, with the first step. A headline
// that had to be cut to fit a subject gives way to the whole sentence.
func (c Check) todo(f model.Finding) string {
	text := f.Advice.Headline + "."
	if f.Advice.Headline == "" || strings.Contains(f.Advice.Headline, "…") {
		text = f.Message
	}
	if len(f.Advice.Do) > 0 {
		text += " " + f.Advice.Do[0]
	}
	return c.clock().Local(c.clock().Dated(text, f.Zones.Owner))
}

func (c Check) rest(out *bytes.Buffer, hidden int) {
	if hidden > 0 {
		fmt.Fprintf(out, "\n%s not shown; %s shows %s.\n", prose.Count(hidden, "note"), c.Hidden, pronoun(hidden))
	}
}

// known counts what the exit code leaves out because the baseline holds it.
func (c Check) known(out *bytes.Buffer, n int) {
	switch {
	case n == 0:
	case c.All:
		fmt.Fprintf(out, "\n%s: %d.\n", c.knownTitle(), n)
	default:
		fmt.Fprintf(out, "\n%s: %d; %s shows %s.\n", c.knownTitle(), n, c.Hidden, pronoun(n))
	}
}

// knownTitle returns the heading of the findings that do not count.
func (c Check) knownTitle() string {
	if c.Document.Diff != nil {
		return "Unchanged"
	}
	return "Known, in the baseline"
}

// better lists what a comparison found to be better, and what is gone.
func (c Check) better(out *bytes.Buffer) {
	d := c.Document.Diff
	if d == nil {
		return
	}
	c.section(out, section{title: "Fixed", findings: d.Fixed})
	if len(d.Removed) > 0 {
		fmt.Fprintf(out, "\n%s\n  %s\n", c.Style.heading("No longer watched"), wrap(strings.Join(d.Removed, ", "), width-2, "  "))
	}
}

func pronoun(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}
