package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/report"
)

// The exit codes of reload that differ from those of other commands.
const (
	exitHeld       = 3 // many suppliers are missing at once
	exitUnanswered = 4 // no daemon answered
)

type reloadFlags struct {
	config, format, by, wait string
	force                    bool
}

func newReload() *cobra.Command {
	var flags reloadFlags
	cmd := &cobra.Command{
		Use:   "reload",
		Short: "Make a running daemon read its registry again, and print the result",
		Long: "Make a running daemon read its registry again, and print the result. The request goes\n" +
			"through the state, as ack does, so that no token is needed.\n" +
			"\n" +
			"Exit codes: 0 the registry is in use; 2 it has errors, which are printed as check prints\n" +
			"them, and the registry read before remains in use; 3 it lacks more than a fifth of the\n" +
			"suppliers, whose alerts are kept for ten minutes unless --force is given; 4 no daemon\n" +
			"answered.",
		Example: "  supplierwatch reload --config supplierwatch.yaml\n  supplierwatch reload --force",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runReload(cmd, flags) },
	}
	f := cmd.Flags()
	addConfig(cmd, &flags.config)
	f.BoolVar(&flags.force, "force", false, "accept at once that the registry lacks many suppliers")
	f.StringVar(&flags.wait, "wait", "1 minute", "how long to wait for the answer")
	f.StringVar(&flags.by, "by", "", "who requests it, as an address (default: the user of this machine)")
	f.StringVar(&flags.format, "format", "text", "text or json")
	return cmd
}

func runReload(cmd *cobra.Command, flags reloadFlags) error {
	if err := oneOf("reload", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	wait, err := civil.ParsePeriod(flags.wait)
	if err != nil || wait.Clock <= 0 || wait.Clock > time.Hour || wait != (civil.Period{Clock: wait.Clock}) {
		return usage("reload: --wait %q: expected how long to wait, an hour at most, e.g. `--wait \"30 seconds\"`", flags.wait)
	}
	by, err := checkedActor("reload", flags.by)
	if err != nil {
		return err
	}
	doc, err := oneshot.AskForReload(cmd.Context(), oneshot.Reload{Config: flags.config, Force: flags.force, Actor: by, Now: wallClock(), Wait: wait.Clock})
	if err != nil {
		return exit{code: ExitUsage, err: fmt.Errorf("reload: %w", err)}
	}
	if flags.format == "json" {
		if err := report.JSON(cmd.OutOrStdout(), doc); err != nil {
			return err
		}
	}
	return flags.show(cmd, doc)
}

// show prints the result of a reload and returns its exit code.
func (flags reloadFlags) show(cmd *cobra.Command, doc apidoc.ReloadDocument) error {
	warn(cmd.ErrOrStderr(), doc.Warnings)
	suppliers := prose.Count(doc.Suppliers, "supplier")
	switch doc.Result {
	case apidoc.ReloadRejected:
		if flags.format == "text" {
			report.RejectedReload(cmd.ErrOrStderr(), doc.Errors)
		}
		return exit{code: ExitUsage}
	case apidoc.ReloadHeld:
		flags.print(cmd, "The registry was reloaded: "+suppliers+". More than a fifth of those before are missing.")
		return exit{code: exitHeld, err: fmt.Errorf(
			"reload: the alerts of the missing suppliers are kept for ten minutes; to accept the removal now, run `supplierwatch reload --force%s`", flags.configFlag())}
	case apidoc.ReloadUnanswered:
		return exit{code: exitUnanswered, err: fmt.Errorf("reload: no daemon answered; is `supplierwatch run` running with this state? Name its configuration with --config")}
	}
	flags.print(cmd, "The registry was reloaded: "+suppliers+".")
	return nil
}

// print prints a line for people.
func (flags reloadFlags) print(cmd *cobra.Command, line string) {
	if flags.format == "text" {
		fmt.Fprintln(cmd.OutOrStdout(), line)
	}
}

// configFlag returns the flag that names the configuration again.
func (flags reloadFlags) configFlag() string {
	if flags.config == "" {
		return ""
	}
	return " --config " + flags.config
}
