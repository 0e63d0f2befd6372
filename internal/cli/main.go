// Package cli is the face of supplierwatch: commands, flags, exit codes and the
// texts around them. It asks app for everything that takes more than one edge.
//
// What users see follows a few rules. Answers go to standard output, all else
// to standard error as `supplierwatch: …` in lower case; an error says what was
// found, what is expected and, where it can, the corrected command. Colour and
// progress appear only on a terminal.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"supplierwatch/internal/strictyaml"
)

// The exit codes of every command.
const (
	ExitOK       = 0 // nothing at or above --fail-on
	ExitFindings = 1 // findings at or above --fail-on, or the command could not do its work
	ExitUsage    = 2 // registry, configuration or usage wrong; nothing was judged
	ExitCutOff   = 3 // only with --probe: this machine is cut off and nothing else failed
)

// Streams are where a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Hangup   <-chan os.Signal // each asks a daemon to reload; may be nil
}

// exit is an error that carries its exit code. A quiet one has already been said.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// usage marks an error of the caller's.
func usage(format string, values ...any) error {
	return exit{code: ExitUsage, err: fmt.Errorf(format, values...)}
}

// Main runs one command and returns the exit code.
func Main(ctx context.Context, args []string, streams Streams) int {
	root := newRoot(streams)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return ExitOK
	}
	var e exit
	if !errors.As(err, &e) {
		e = exit{code: ExitFindings, err: err}
	}
	if e.err != nil {
		fmt.Fprintf(streams.Err, "supplierwatch: %s\n", e.err)
	}
	return e.code
}

func newRoot(streams Streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "supplierwatch",
		Short: "Watch critical suppliers and alert people until somebody acts",
		Long: "Watch critical suppliers: read a registry of them and report what is overdue, upcoming\n" +
			"and missing, once (check) or as a daemon (run) that mails escalating alerts until a\n" +
			"person has acted.",
		Example:       "  supplierwatch init my-suppliers\n  supplierwatch check my-suppliers/registry\n  supplierwatch run my-suppliers/registry",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          helpOrSuggest,
	}
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(newCheck(), newDeadlines(), newCalendar(), newExplain(), newInit(), newRun(streams.Hangup), newStatus(),
		newAck(), newAccept(), newSnooze(), newNotMine(), newNote(), newRecord(), newVerify(), newDrill(), newSchema(), newReport(), newSimulate(), newRead(), newState(), newHealth(), newVersion())
	root.SetHelpCommand(helpCommand(root))
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil {
		completion.Args, completion.RunE = cobra.ArbitraryArgs, helpOrSuggest
	}
	return root
}

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

// helpCommand shows the help of the command that its arguments name.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Say how a command is used", Example: "  supplierwatch help check",
		RunE: func(_ *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, strings.Join(args, " "))
			}
			return found.Help()
		},
	}
}

// flagError says what is wrong with a flag and which one may be meant.
func flagError(cmd *cobra.Command, err error) error {
	where := ""
	if cmd.HasParent() {
		where = cmd.Name() + ": "
	}
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		// What follows is how Go calls it, which helps nobody.
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
