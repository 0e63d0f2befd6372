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
		Short: "Keeps the line to critical suppliers open",
		Long: "supplierwatch reads a registry of critical suppliers and says what is too late,\n" +
			"what is coming and what is missing: once (check), or as a daemon that mails\n" +
			"escalating alerts until a person has acted (run).",
		Example:       "  supplierwatch init my-registry\n  supplierwatch check my-registry/registry\n  supplierwatch run my-registry/registry",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, args[0])
		},
	}
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(newCheck(), newDeadlines(), newExplain(), newInit(), newRun(streams.Hangup), newStatus(),
		newAck(), newSnooze(), newSchema(), newHealth(), newVersion())
	return root
}

func unknownCommand(cmd *cobra.Command, name string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if near := nearest(name, names); near != "" {
		return usage("unknown command %q; did you mean `supplierwatch %s`?", name, near)
	}
	return usage("unknown command %q; `supplierwatch --help` lists them", name)
}

// flagError says what is wrong with a flag and which one may be meant.
func flagError(cmd *cobra.Command, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return usage("%s: %w; see `%s --help`", cmd.Name(), err, cmd.CommandPath())
	}
	if near := nearest(name, flagNames(cmd)); near != "" {
		return usage("%s: unknown flag --%s; did you mean --%s?", cmd.Name(), name, near)
	}
	return usage("%s: unknown flag --%s; see `%s --help`", cmd.Name(), name, cmd.CommandPath())
}
