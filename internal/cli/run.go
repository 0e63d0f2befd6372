package cli

import (
	"os"

	"github.com/spf13/cobra"

	"supplierwatch/internal/daemon"
)

func newRun(hangup <-chan os.Signal) *cobra.Command {
	var config string
	cmd := &cobra.Command{
		Use:   "run [PATH…]",
		Short: "Run the daemon, which mails alerts until a person has acted",
		Long: "Run the daemon. It evaluates the registry every minute, probes domains and endpoints, mails\n" +
			"alerts and serves a page.\n" +
			"\n" +
			"With PATH alone it works in this directory: state in ./var/supplierwatch.db, mail as\n" +
			".eml files in ./var/outbox, the page on http://127.0.0.1:8080. SIGHUP reloads the\n" +
			"registry; SIGTERM stops the daemon without losing anything.",
		Example: "  supplierwatch run examples/quickstart/registry\n  supplierwatch run --config supplierwatch.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if config == "" && len(args) == 0 {
				return usage("run: name a registry or a configuration; e.g. `supplierwatch run registry/` or `supplierwatch run --config supplierwatch.yaml`")
			}
			number, revision, goversion := Build()
			daemon, err := daemon.New(daemon.Options{
				Config: config, Paths: args,
				Out: cmd.OutOrStdout(), Err: cmd.ErrOrStderr(), Hangup: hangup,
				Build: daemon.Build{Version: number, Revision: revision, Go: goversion},
			})
			if err != nil {
				return exit{code: ExitUsage, err: err}
			}
			if err := daemon.Run(cmd.Context()); err != nil {
				return exit{code: ExitFindings, err: err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&config, "config", "", "configuration file (default: built-in defaults)")
	return cmd
}
