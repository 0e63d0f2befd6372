package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/registry/recordtarget"
	"supplierwatch/internal/report"
	"supplierwatch/internal/rulebook"
)

// explainFlags are the flags of explain; a rule and a tier need none of them.
type explainFlags struct {
	format, config string
	registry       []string
	now            *string
}

func (flags *explainFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "text", "of a contract: text or json")
	f.StringSliceVar(&flags.registry, "registry", nil, "the registry of the contract; it can also follow SUPPLIER/ID")
	f.StringVar(&flags.config, "config", "", "use the registry and the state of the daemon with this configuration (read only)")
	flags.now = addNow(cmd)
}

// contract prints the ends of the contract that the arguments name, behind which the registry may follow.
func (flags *explainFlags) contract(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usage("explain: name a contract; e.g. `supplierwatch explain contract acme/msa registry/`")
	}
	if err := oneOf("explain", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	now, err := parseNow(*flags.now, flags.config)
	if err != nil {
		return err
	}
	paths := append(slices.Clone(args[1:]), flags.registry...)
	if len(paths) == 0 && flags.config == "" {
		return usage("explain: name the registry too; e.g. `supplierwatch explain contract %s registry/`, or --config FILE", args[0])
	}
	result, err := deadlinesOf(cmd, oneshot.CheckRequest{Paths: paths, Config: flags.config, Now: now}, "")
	if err != nil {
		return err
	}
	target, err := contractTarget(args[0], result.Registry)
	if err != nil {
		return err
	}
	doc, err := result.Contract(target, now)
	if err != nil {
		return usage("explain: %w", err)
	}
	if flags.format == "json" {
		return report.JSON(cmd.OutOrStdout(), doc)
	}
	return report.ContractText(cmd.OutOrStdout(), doc, localStyle(cmd.OutOrStdout(), flags.config))
}

// contractTarget reads SUPPLIER/ID or SUPPLIER/contract/ID. A supplier alone means its only contract.
func contractTarget(text string, r *model.Registry) (recordtarget.Target, error) {
	supplier, id, _ := strings.Cut(text, "/")
	id = strings.TrimPrefix(id, string(model.KindContract)+"/")
	if id == "" {
		if s := r.Supplier(supplier); s != nil {
			if len(s.Contracts) != 1 {
				return recordtarget.Target{}, usage("explain: which contract of %s? Name it as %s/ID%s", s.ID, s.ID, recordtarget.Suggestion("", recordtarget.ItemIDs(s, model.KindContract)))
			}
			id = s.Contracts[0].ID
		}
	}
	return recordtarget.Target{Supplier: supplier, Subject: model.KindContract.Subject(id)}, nil
}

// complete completes rules and what else can be explained, the names of tiers, and the contracts of a registry that is named before.
func (flags *explainFlags) complete(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	switch {
	case len(args) == 0:
		names := []string{"contract", "tier"}
		for _, r := range rulebook.All() {
			names = append(names, r.Name)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	case len(args) == 1 && args[0] == "tier":
		return tierNames(), cobra.ShellCompDirectiveNoFileComp
	case len(args) == 1 && args[0] == "contract" && (len(flags.registry) > 0 || flags.config != ""):
		return oneshot.NamesOf(flags.registry, flags.config).Contracts, cobra.ShellCompDirectiveNoFileComp
	case len(args) > 1 && args[0] == "contract":
		return nil, cobra.ShellCompDirectiveDefault
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}
