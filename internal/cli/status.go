package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
)

func newStatus() *cobra.Command {
	var config, format string
	var all bool
	var at *string
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show the open alerts, who has been notified and what comes next",
		Long: "Show the open alerts, who has been notified and what comes next. Times are in\n" +
			"schedule.timezone.",
		Example: "  supplierwatch status\n  supplierwatch status --config supplierwatch.yaml --format json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := oneOf("status", "format", format, "text", "json"); err != nil {
				return err
			}
			now, err := parseNow(*at, config)
			if err != nil {
				return err
			}
			// By default everything is shown, also what a clock that ran ahead has recorded.
			asOf := now
			if *at == "" {
				asOf = time.Time{}
			}
			alerts, err := oneshot.Status(cmd.Context(), config, asOf)
			if err != nil {
				return exit{code: ExitUsage, err: err}
			}
			doc := apidoc.NewStatus(alerts, now)
			if doc.Outbox, err = oneshot.WaitingMails(cmd.Context(), config, now); err != nil {
				return exit{code: ExitUsage, err: err}
			}
			if now.Sub(wallClock()) > time.Hour {
				fmt.Fprintf(cmd.ErrOrStderr(), "supplierwatch: status shows what is recorded today, not what will be found on %s; `supplierwatch simulate` shows that\n", civil.DateOf(now))
			}
			if !all {
				doc = doc.Open()
			}
			if format == "json" {
				return report.JSON(cmd.OutOrStdout(), doc)
			}
			return report.StatusText(cmd.OutOrStdout(), doc, localStyle(cmd.OutOrStdout(), config))
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().BoolVar(&all, "all", false, "include alerts that have ended, with when they began and ended")
	at = addNow(cmd)
	return cmd
}

// stateOfConfig is the help of --config for commands that evaluate a registry.
const stateOfConfig = "use the state of the daemon with this configuration (read only), and its registry if no PATH\nis given"

// addConfig adds the flag for the configuration whose state the command uses.
func addConfig(cmd *cobra.Command, config *string) {
	cmd.Flags().StringVar(config, "config", "", "configuration of the daemon (default: the state in ./var)")
}
