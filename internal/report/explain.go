package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// RulesText writes the name of each rule and the first sentence about it.
func RulesText(w io.Writer) error {
	var out bytes.Buffer
	for _, r := range rulebook.All() {
		fmt.Fprintln(&out, r.Name)
		Paragraph(&out, firstSentence(r.Doc), "    ")
	}
	_, err := w.Write(out.Bytes())
	return err
}

func firstSentence(doc string) string {
	sentence, _, _ := strings.Cut(strings.Join(strings.Fields(doc), " "), ". ")
	return strings.TrimSuffix(sentence, ".") + "."
}

// RuleText writes what a rule means, how severe it is and whom it reaches.
func RuleText(w io.Writer, rule rulebook.Rule) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n\n", rule.Name)
	Paragraph(&out, rule.Doc, "")
	fmt.Fprintln(&out)
	fmt.Fprintf(&out, "severity  %s (critical, important, standard tier)\n", severities(rule))
	fmt.Fprintf(&out, "route     %s\n", routeText(rule))
	if rule.Wakes {
		fmt.Fprintln(&out, "wakes     people outside working hours if the policy ignores quiet hours")
	}
	fmt.Fprintf(&out, "needs     %s\n", rule.Needs)
	if rule.Group != "" && rule.Group != rule.Name {
		fmt.Fprintf(&out, "line      %s: shares one alert with the other rules of this line\n", rule.Group)
	}
	_, err := w.Write(out.Bytes())
	return err
}

func severities(rule rulebook.Rule) string {
	var words []string
	for _, class := range []model.TierClass{model.ClassCritical, model.ClassImportant, model.ClassStandard} {
		s := string(rule.Severity.Of(class))
		if s == "" {
			s = "not raised"
		}
		words = append(words, s)
	}
	if words[0] == words[1] && words[1] == words[2] {
		return words[0] + " in every tier"
	}
	return strings.Join(words, " / ")
}

func routeText(rule rulebook.Rule) string {
	text := map[model.Route]string{
		model.RoutePage:      "page: mailed at once, escalates until somebody acts",
		model.RouteWork:      "work: in the weekly summary of the owner team",
		model.RouteOperators: "watchdog: to the operators of supplierwatch",
	}[rule.Route]
	if rule.Once {
		text = "page, once: mailed at once to everybody notified before, not repeated"
	}
	return text
}

// TierText writes what a built-in tier requires, and its escalation policy.
func TierText(w io.Writer, tier *model.Tier) error {
	var out bytes.Buffer
	var roles, remind []string
	for _, r := range tier.Roles {
		roles = append(roles, string(r))
	}
	for _, p := range tier.Remind {
		remind = append(remind, p.String())
	}
	fmt.Fprintf(&out, "tier %s (built in; a tier of that name in the registry replaces it key by key)\n\n", tier.ID)
	rows := [][2]string{
		{"roles", strings.Join(roles, ", ")},
		{"independent_contacts", fmt.Sprint(tier.IndependentContacts)},
		{"verify_every", tier.VerifyEvery.String()},
		{"session_every", orNone(tier.SessionEvery.IsZero(), tier.SessionEvery.String())},
		{"review_every", tier.ReviewEvery.String()},
		{"probe_every", tier.ProbeEvery.String()},
		{"remind", strings.Join(remind, ", ")},
		{"escalation", tier.Escalation.ID},
	}
	for _, row := range rows {
		fmt.Fprintf(&out, "%-22s%s\n", row[0], row[1])
	}
	policyText(&out, tier.Escalation)
	_, err := w.Write(out.Bytes())
	return err
}

func policyText(w io.Writer, p *model.Policy) {
	fmt.Fprintf(w, "\nescalation policy %s\n", p.ID)
	for i, step := range p.Steps {
		when := "at once"
		if i > 0 {
			when = step.After.String() + " after the step before"
		}
		fmt.Fprintf(w, "  step %d  %-38s%s\n", i, when, strings.Join(step.Notify, ", "))
	}
	repeat := p.Repeat.String()
	if longest := p.LongestRepeat(); longest != p.Repeat {
		repeat += ", then at intervals that double up to " + longest.String()
	}
	fmt.Fprintf(w, "  repeat the last step after %s; an acknowledgement expires after %s; quiet hours: %s\n", repeat, p.AckExpires, p.QuietHours)
}

func orNone(none bool, text string) string {
	if none {
		return "none"
	}
	return text
}
