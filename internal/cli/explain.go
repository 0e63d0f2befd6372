package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/report"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/strictyaml"
)

func newExplain() *cobra.Command {
	var flags explainFlags
	cmd := &cobra.Command{
		Use:   "explain RULE | explain tier NAME | explain contract SUPPLIER/ID PATH…",
		Short: "Explain a rule and what to do about it, what a tier requires, or when a contract can end",
		Long: "Explain what a rule means and what to do about it, what a tier requires, or on which days a\n" +
			"contract can end: every end with the days for a notice to it, and which a notice still reaches.",
		Example: "  supplierwatch explain contract-notice-due\n  supplierwatch explain tier critical\n" +
			"  supplierwatch explain contract acme/msa registry/",
		ValidArgsFunction: flags.complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return explainAll(cmd.OutOrStdout())
			case args[0] == "contract":
				return flags.contract(cmd, args[1:])
			case len(args) == 1:
				return explainRule(cmd.OutOrStdout(), args[0])
			case len(args) == 2 && args[0] == "tier":
				return explainTier(cmd.OutOrStdout(), args[1])
			}
			return usage("explain: name one rule, a tier as in `supplierwatch explain tier critical`, or a contract as in `supplierwatch explain contract acme/msa registry/`")
		},
	}
	flags.add(cmd)
	return cmd
}

func explainAll(w io.Writer) error {
	for _, r := range rulebook.All() {
		fmt.Fprintln(w, r.Name)
		report.Paragraph(w, firstSentence(r.Doc), "    ")
	}
	return nil
}

func firstSentence(doc string) string {
	sentence, _, _ := strings.Cut(strings.Join(strings.Fields(doc), " "), ". ")
	return strings.TrimSuffix(sentence, ".") + "."
}

func explainRule(w io.Writer, name string) error {
	rule, ok := rulebook.Named(name)
	if !ok {
		return unknownRule("explain", name)
	}
	fmt.Fprintf(w, "%s\n\n", rule.Name)
	report.Paragraph(w, rule.Doc, "")
	fmt.Fprintln(w)
	fmt.Fprintf(w, "severity  %s (critical, important, standard tier)\n", severities(rule))
	fmt.Fprintf(w, "route     %s\n", routeText(rule))
	if rule.Wakes {
		fmt.Fprintln(w, "wakes     people outside working hours if the policy ignores quiet hours")
	}
	fmt.Fprintf(w, "needs     %s\n", rule.Needs)
	if rule.Group != "" && rule.Group != rule.Name {
		fmt.Fprintf(w, "line      %s: shares one alert with the other rules of this line\n", rule.Group)
	}
	return nil
}

// unknownRule returns the error for an unknown rule, with the rule that was probably meant.
func unknownRule(command, name string) error {
	var names []string
	for _, r := range rulebook.All() {
		names = append(names, r.Name)
	}
	if near, ok := strictyaml.Suggest(name, names); ok {
		return usage("%s: unknown rule %q; did you mean %q?", command, name, near)
	}
	return usage("%s: unknown rule %q; `supplierwatch explain` lists all", command, name)
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

func explainTier(w io.Writer, name string) error {
	tier, ok := registry.BuiltinTiers()[name]
	if !ok {
		names := tierNames()
		if near, ok := strictyaml.Suggest(name, names); ok {
			return usage("explain: unknown tier %q; did you mean `supplierwatch explain tier %s`?", name, near)
		}
		return usage("explain: unknown tier %q; expected one of %s", name, strings.Join(names, ", "))
	}
	var roles, remind []string
	for _, r := range tier.Roles {
		roles = append(roles, string(r))
	}
	for _, p := range tier.Remind {
		remind = append(remind, p.String())
	}
	fmt.Fprintf(w, "tier %s (built in; a tier of that name in the registry replaces it key by key)\n\n", tier.ID)
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
		fmt.Fprintf(w, "%-22s%s\n", row[0], row[1])
	}
	explainPolicy(w, tier.Escalation)
	return nil
}

// tierNames returns the names of the tiers that need no definition.
func tierNames() []string { return slices.Sorted(maps.Keys(registry.BuiltinTiers())) }

func explainPolicy(w io.Writer, p *model.Policy) {
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
