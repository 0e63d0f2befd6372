package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when a release is built.
var version = ""

// Build tells which build this is: version, revision and Go version. What is
// not known is "unknown".
func Build() (number, revision, goversion string) {
	number, revision, goversion = version, "unknown", runtime.Version()
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	if number == "" {
		number = "unknown"
	}
	return number, revision, goversion
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Say which build this is", Example: "  supplierwatch version",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			number, revision, goversion := Build()
			fmt.Fprintf(cmd.OutOrStdout(), "supplierwatch %s (revision %s, %s, %s/%s)\n", number, revision, goversion, runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}

// noArgs refuses arguments in the words of the other errors.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s: takes no arguments, found %q", cmd.Name(), args[0])
	}
	return nil
}
