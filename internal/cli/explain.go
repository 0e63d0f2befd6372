package cli

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/internal/checkdiff"
	"supplierwatch/internal/registry/builtin"
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
				return report.RulesText(cmd.OutOrStdout())
			case args[0] == "contract":
				return flags.contract(cmd, args[1:])
			case len(args) == 1 && args[0] == "tier":
				return usage("explain: name a tier, one of %s; e.g. `supplierwatch explain tier critical`", strings.Join(tierNames(), ", "))
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

func explainRule(w io.Writer, name string) error {
	rule, ok := rulebook.Named(name)
	if name == checkdiff.RouteRemoved {
		report.Paragraph(w, name, "")
		report.Paragraph(w, checkdiff.RouteRemovedDoc+" Only `supplierwatch check --diff` reports it, as critical.", "    ")
		return nil
	}
	if !ok {
		return unknownRule("explain", name)
	}
	return report.RuleText(w, rule)
}

func explainTier(w io.Writer, name string) error {
	tier, ok := builtin.Tiers()[name]
	if ok {
		return report.TierText(w, tier)
	}
	names := tierNames()
	if near, ok := strictyaml.Suggest(name, names); ok {
		return usage("explain: unknown tier %q; did you mean `supplierwatch explain tier %s`?", name, near)
	}
	return usage("explain: unknown tier %q; expected one of %s", name, strings.Join(names, ", "))
}

// tierNames returns the names of the tiers that need no definition.
func tierNames() []string { return slices.Sorted(maps.Keys(builtin.Tiers())) }
