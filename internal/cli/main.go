// Package cli holds the commands of supplierwatch: their flags, exit codes and texts.
// What needs more than one adapter is done by the packages below.
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

	"supplierwatch/internal/cli/completion"
	"supplierwatch/internal/cli/formatting"
	"supplierwatch/internal/cli/listcommands"
	"supplierwatch/internal/commandline"
)

// Streams are where a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Hangup   <-chan os.Signal // each asks a daemon to reload; may be nil
}

// Main runs one command and returns the exit code.
func Main(ctx context.Context, args []string, streams Streams) int {
	root := newRoot(streams)
	root.SetArgs(args)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return checkFlagError(cmd, args, err) })
	err := root.ExecuteContext(ctx)
	if err == nil {
		return ExitOK
	}
	e := exitOf(err)
	if e.err != nil {
		fmt.Fprintf(streams.Err, "supplierwatch: %s\n", e.err)
	}
	return e.code
}

// exitOf returns the exit code of an error, and what is still to be reported of it.
func exitOf(err error) exit {
	var e exit
	var shared commandline.ExitError
	switch {
	case errors.As(err, &e):
		return e
	case errors.As(err, &shared):
		return exit{code: shared.Code, err: shared.Err}
	}
	return exit{code: ExitFindings, err: err}
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
	root.Version = versionLine()
	root.SetVersionTemplate("{{.Version}}\n")
	root.Flags().Bool("version", false, "print the version, commit and Go version")
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(newCheck(), newDeadlines(), newCalendar(), newExplain(), newHolidays(), newInit(), newRun(streams.Hangup), newReload(), newStatus(),
		newAck(), newAccept(), newSnooze(), newNotMine(), newNote(), newRecord(), newVerify(), newDrill(), newSchema(), newReport(), newSimulate(), newRead(), newState(), newHealth(), newVersion())
	root.AddCommand(listcommands.All()...)
	root.AddCommand(formatting.Command())
	completion.Add(root)
	root.SetHelpCommand(helpCommand(root))
	root.InitDefaultCompletionCmd()
	if scripts, _, err := root.Find([]string{"completion"}); err == nil {
		scripts.Args, scripts.RunE = cobra.ArbitraryArgs, helpOrSuggest
	}
	return root
}

// helpCommand shows the help of the command that its arguments name.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Show how a command is used", Example: "  supplierwatch help check",
		RunE: func(_ *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, strings.Join(args, " "))
			}
			return found.Help()
		},
	}
}
