package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"supplierwatch/internal/commandline"
)

// The exit codes of every command.
const (
	ExitOK       = 0 // nothing at or above --fail-on
	ExitFindings = 1 // findings at or above --fail-on, or the command could not do its work
	ExitUsage    = 2 // registry, configuration or usage wrong; nothing was evaluated
	ExitCutOff   = 3 // only with --probe: this host has no network access and nothing else failed
)

// exit is an error that carries its exit code. One without an error has already been reported.
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

// exitWith ends a command that has reported everything.
func exitWith(code int) error {
	if code == ExitOK {
		return nil
	}
	return exit{code: code}
}

// usage returns an error in how a command was called.
func usage(format string, values ...any) error {
	return exit{code: ExitUsage, err: fmt.Errorf(format, values...)}
}

// output writes to a file, or to standard output without one.
func output(cmd *cobra.Command, path string, write func(io.Writer) error) error {
	return commandline.Output(cmd, path, write)
}
