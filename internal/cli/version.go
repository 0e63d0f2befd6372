package cli

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the newest version in CHANGELOG.md. A build without a version of its own uses this one.
const release = "v0.1.0"

// version and revision are set when a release is built.
var version, revision string

// Build returns the version, revision and Go version of this build. A revision
// that is not known is "unknown".
func Build() (number, commit, goversion string) {
	commit = revision
	if info, ok := debug.ReadBuildInfo(); ok && commit == "" {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	return cmp.Or(version, release), cmp.Or(commit, "unknown"), runtime.Version()
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version, commit and Go version of this program", Example: "  supplierwatch version",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprintln(cmd.OutOrStdout(), versionLine())
			return nil
		},
	}
}

// versionLine returns what version and --version print.
func versionLine() string {
	number, commit, goversion := Build()
	return fmt.Sprintf("supplierwatch %s (revision %s, %s, %s/%s)", number, commit, goversion, runtime.GOOS, runtime.GOARCH)
}

// noArgs refuses arguments in the words of the other errors.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s: takes no arguments, found %q", cmd.Name(), args[0])
	}
	return nil
}
