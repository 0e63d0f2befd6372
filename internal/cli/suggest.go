package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"supplierwatch/internal/strictyaml"
)

func unknownCommand(cmd *cobra.Command, name string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if near, ok := strictyaml.Suggest(name, names); ok {
		return usage("unknown command %q; did you mean `%s %s`?", name, cmd.CommandPath(), near)
	}
	return usage("unknown command %q; `%s --help` lists them", name, cmd.CommandPath())
}

// helpOrSuggest is what a command does that only holds others: alone it shows
// its help, and a word that is none of them is an error with a suggestion.
func helpOrSuggest(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	return unknownCommand(cmd, args[0])
}

// flagError returns what is wrong with a flag, and which one may be meant.
func flagError(cmd *cobra.Command, err error) error {
	where := ""
	if cmd.HasParent() {
		where = cmd.Name() + ": "
	}
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		// The rest is an error of Go's parser, which helps nobody.
		words, _, _ := strings.Cut(err.Error(), ": strconv.")
		return usage("%s%s; see `%s --help`", where, words, cmd.CommandPath())
	}
	if near, ok := strictyaml.Suggest(name, flagNames(cmd)); ok {
		return usage("%sunknown flag --%s; did you mean --%s?", where, name, near)
	}
	return usage("%sunknown flag --%s; see `%s --help`", where, name, cmd.CommandPath())
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}
