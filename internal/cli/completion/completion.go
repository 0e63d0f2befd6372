// Package completion gives shells the values that flags and arguments can have: rules, formats, severities, suppliers and open alerts.
package completion

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/checkrun"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/registry/builtin"
	"supplierwatch/internal/rulebook"
)

// source returns the values that fit a command line, each with a description after a tab if it has one.
type source func(cmd *cobra.Command, args []string) []string

// ofFlags are the values of flags that mean the same in every command.
var ofFlags = map[string]source{
	"rule": rules, "skip": rules, "format": formats, "by": groupings, "supplier": suppliers, "policy": policies,
	"fail-on": fixed("critical", "warning", "info", "never"),
	"only":    fixed(string(rulebook.NeedsRegistry)),
	"assume":  fixed(string(apidoc.AssumeSilent), string(apidoc.AssumeAnswered)),
	"how":     fixed(string(model.HowReply), string(model.HowCall), string(model.HowSession)),
	"tier":    func(*cobra.Command, []string) []string { return slices.Sorted(maps.Keys(builtin.Tiers())) },
}

// ofArguments are the values of arguments, by command.
var ofArguments = map[string]source{
	"ack": alerts, "snooze": firstAlert, "note": firstAlert, "accept": alerts, "not-mine": alerts, "verify": suppliers,
}

// Add lets shells complete the values of a command and of those below it.
func Add(cmd *cobra.Command) {
	for flag, values := range ofFlags {
		if cmd.Flags().Lookup(flag) == nil || flag == "by" && cmd.Name() != "report" {
			continue
		}
		if err := cmd.RegisterFlagCompletionFunc(flag, complete(values)); err != nil {
			panic("completion: " + err.Error()) // the flag exists, and is registered once
		}
	}
	if values := ofArguments[cmd.Name()]; values != nil {
		cmd.ValidArgsFunction = complete(values)
	}
	for _, child := range cmd.Commands() {
		Add(child)
	}
}

// complete offers the values of a source, and no names of files.
func complete(values source) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		return values(cmd, args), cobra.ShellCompDirectiveNoFileComp
	}
}

func fixed(values ...string) source {
	return func(*cobra.Command, []string) []string { return values }
}

func rules(*cobra.Command, []string) []string {
	var names []string
	for _, r := range rulebook.All() {
		names = append(names, r.Name)
	}
	return names
}

func groupings(*cobra.Command, []string) []string {
	return []string{string(apidoc.BySupplier), string(apidoc.ByLine)}
}

// formats returns the formats of a command. Every command has those for people and for programs.
func formats(cmd *cobra.Command, _ []string) []string {
	switch {
	case cmd.Name() == "check" && !cmd.Parent().HasParent(): // not `state check`
		return checkrun.Formats()
	case cmd.Name() == "report":
		return []string{"text", "html", "markdown", "csv", "json"}
	case cmd.Name() == "verify":
		return []string{"text", "json", "csv"}
	case cmd.Name() == "export":
		return []string{"csv", "xlsx", "vcard"}
	}
	return []string{"text", "json"}
}

// suppliers returns the suppliers of the registry that the command line names.
func suppliers(cmd *cobra.Command, args []string) []string { return names(cmd, args).Suppliers }

// policies returns the escalation policies of the registry that the command line names.
func policies(cmd *cobra.Command, args []string) []string { return names(cmd, args).Policies }

// names returns what is in the registry of --registry, of the arguments or of --config.
func names(cmd *cobra.Command, args []string) oneshot.RegistryNames {
	config, _ := cmd.Flags().GetString("config")         // empty without the flag
	paths, err := cmd.Flags().GetStringSlice("registry") // an error without the flag: then arguments name the registry
	if err != nil {
		paths = args
	}
	return oneshot.NamesOf(paths, config)
}

// firstAlert returns the open alerts until one is named.
func firstAlert(cmd *cobra.Command, args []string) []string {
	if len(args) > 0 {
		return nil
	}
	return alerts(cmd, args)
}

// alerts returns the open alerts of the daemon that have not been named yet.
func alerts(cmd *cobra.Command, args []string) []string {
	config, _ := cmd.Flags().GetString("config")
	all, err := oneshot.Status(cmd.Context(), config, time.Time{})
	if err != nil {
		return nil // without a state there is nothing to offer
	}
	var ids []string
	for _, a := range all {
		if a.State.Open() && !slices.Contains(args, a.ID) {
			ids = append(ids, a.ID+"\t"+strings.Join(strings.Fields(a.Message), " "))
		}
	}
	slices.Sort(ids)
	return ids
}
