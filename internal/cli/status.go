package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
)

type statusFlags struct {
	config, format string
	all            bool
	now            *string
}

func newStatus() *cobra.Command {
	var flags statusFlags
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show the open alerts, who has been notified and what comes next",
		Long: "Show the open alerts, who has been notified and what comes next. Times are in\n" +
			"schedule.timezone.",
		Example: "  supplierwatch status\n  supplierwatch status --config supplierwatch.yaml --format json",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runStatus(cmd, flags) },
	}
	addConfig(cmd, &flags.config)
	cmd.Flags().StringVar(&flags.format, "format", "text", "text or json")
	cmd.Flags().BoolVar(&flags.all, "all", false, "include alerts that have ended, with when they began and ended")
	flags.now = addNow(cmd)
	return cmd
}

func runStatus(cmd *cobra.Command, flags statusFlags) error {
	if err := oneOf("status", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	now, err := parseNow(*flags.now, flags.config)
	if err != nil {
		return err
	}
	doc, err := flags.read(cmd.Context(), now)
	if err != nil {
		return exit{code: ExitUsage, err: err}
	}
	if now.Sub(wallClock()) > time.Hour {
		fmt.Fprintf(cmd.ErrOrStderr(), "supplierwatch: status shows what is recorded today, not what will be found on %s; `supplierwatch simulate` shows that\n", civil.DateOf(now))
	}
	if !flags.all {
		doc = doc.Open()
	}
	if flags.format == "json" {
		return report.JSON(cmd.OutOrStdout(), doc)
	}
	return report.StatusText(cmd.OutOrStdout(), doc, localStyle(cmd.OutOrStdout(), flags.config))
}

// read returns the alerts and the waiting mails. Without --now it leaves nothing out, not even what a clock that ran ahead has recorded.
func (flags statusFlags) read(ctx context.Context, now time.Time) (doc apidoc.StatusDocument, err error) {
	asOf := now
	if *flags.now == "" {
		asOf = time.Time{}
	}
	alerts, err := oneshot.Status(ctx, flags.config, asOf)
	if err != nil {
		return doc, err
	}
	doc = apidoc.NewStatus(alerts, now)
	doc.Outbox, doc.Replicas, err = oneshot.ServiceStatus(ctx, flags.config, now)
	return doc, err
}

// stateOfConfig is the help of --config for commands that evaluate a registry.
const stateOfConfig = "use the state of the daemon with this configuration (read only), and its registry if no PATH\nis given"

// addConfig adds the flag for the configuration whose state the command uses.
func addConfig(cmd *cobra.Command, config *string) {
	cmd.Flags().StringVar(config, "config", "", "configuration of the daemon (default: the state in ./var)")
}
