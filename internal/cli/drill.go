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

type drillFlags struct {
	oneshot.Drill
	plan, noWait bool
	wait, format string
	by           string
	now          *string
}

func newDrill() *cobra.Command {
	var flags drillFlags
	cmd := &cobra.Command{
		Use:   "drill",
		Short: "Send test alerts along our escalation policies and report who answered",
		Long: "Send a marked test alert to everybody on our escalation policies, wait until all have\n" +
			"answered ack or their time is up, and report who answered and how fast, who did not, and\n" +
			"whose mail was returned. A running daemon sends the mails: to our own teams only, one to\n" +
			"each address, and outside working hours only if a policy ignores quiet hours.\n" +
			"\n" +
			"If you leave (Ctrl-C, --no-wait), the drill continues; its report is mailed in any case.\n" +
			"Exit 0: everybody answered; 1: somebody did not; 2: the drill could not be held.",
		Example: "  supplierwatch drill --config supplierwatch.yaml\n  supplierwatch drill --policy critical --wait \"30 minutes\"\n" +
			"  supplierwatch drill --plan --now 2027-03-01T02:00:00Z",
		Args: noArgs,
	}
	f := cmd.Flags()
	f.StringSliceVar(&flags.Policies, "policy", nil, "only this escalation policy (default: all policies that a tier in use names)")
	f.StringVar(&flags.wait, "wait", oneshot.DrillWait.String(), "how long people have to answer")
	f.BoolVar(&flags.noWait, "no-wait", false, "start the drill and return; its report is mailed")
	f.BoolVar(&flags.plan, "plan", false, "show who would be mailed and when, and do nothing")
	f.StringVar(&flags.format, "format", "text", "text or json")
	f.StringVar(&flags.by, "by", "", "who requests the drill, as an address (default: the user of this machine)")
	addConfig(cmd, &flags.Config)
	f.StringSliceVar(&flags.Registry, "registry", nil, "use this registry (default: that of the daemon, else of the configuration)")
	flags.now = addNow(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return runDrill(cmd, flags) }
	return cmd
}

func runDrill(cmd *cobra.Command, flags drillFlags) error {
	if err := oneOf("drill", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	now, err := parseNow(*flags.now, flags.Config)
	if err != nil {
		return err
	}
	wait, err := civil.ParsePeriod(flags.wait)
	if err != nil || wait.IsZero() {
		return usage("drill: --wait %q: expected how long to wait, e.g. `--wait \"4 hours\"`", flags.wait)
	}
	if *flags.now != "" && !flags.plan {
		return usage("drill: --now only works with --plan")
	}
	flags.Wait, flags.Now = wait, now
	if flags.Actor, err = checkedActor("drill", flags.by); err != nil {
		return err
	}
	if flags.plan {
		doc, err := oneshot.PlanDrill(cmd.Context(), flags.Drill)
		if err != nil {
			return exit{code: ExitUsage, err: fmt.Errorf("drill: %w", err)}
		}
		return flags.show(cmd, doc)
	}
	return flags.hold(cmd)
}

// hold asks for a drill and waits for its end.
func (flags drillFlags) hold(cmd *cobra.Command) error {
	doc, err := oneshot.AskForDrill(cmd.Context(), flags.Drill)
	if err != nil {
		return exit{code: ExitUsage, err: fmt.Errorf("drill: %w", err)}
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "supplierwatch: drill %s requested; a running daemon starts it within a minute\n", doc.Drill)
	if flags.noWait {
		return flags.show(cmd, doc)
	}
	doc, err = flags.follow(cmd, doc)
	if err != nil {
		return err
	}
	if err := flags.show(cmd, doc); err != nil {
		return err
	}
	if !doc.Passed() {
		return exit{code: ExitFindings}
	}
	return nil
}

// idle is how long a daemon may take to begin before the command warns that there may be none.
const idle = 150 * time.Second

// follow waits, and tells on a terminal how far the drill is.
func (flags drillFlags) follow(cmd *cobra.Command, asked apidoc.DrillDocument) (apidoc.DrillDocument, error) {
	complaints := cmd.ErrOrStderr()
	shown := newProgress(cmd.OutOrStdout(), complaints, "answers to drill "+asked.Drill, max(asked.Summary.Asked, 1))
	said, began := "", time.Now()
	warned := false
	doc, err := oneshot.FollowDrill(cmd.Context(), flags.Config, asked.Drill, utc, func(doc apidoc.DrillDocument) {
		shown.at(doc.Summary.Answered)
		if line := drillProgress(doc); line != said && terminal(complaints) && terminal(cmd.OutOrStdout()) {
			said = line
			fmt.Fprintf(complaints, "supplierwatch: %s\n", line)
		}
		if doc.State == apidoc.DrillAsked && !warned && time.Since(began) > idle {
			warned = true
			fmt.Fprintln(complaints, "supplierwatch: no daemon has started the drill yet; is `supplierwatch run` running with this state?")
		}
	})
	shown.end()
	if err != nil {
		return doc, exit{code: ExitUsage, err: fmt.Errorf("drill: %w", err)}
	}
	if cmd.Context().Err() != nil && doc.State != apidoc.DrillOver {
		cmd.SetContext(context.WithoutCancel(cmd.Context()))
		fmt.Fprintf(complaints, "supplierwatch: drill %s continues; its report is mailed when it is over\n", asked.Drill)
	}
	return doc, nil
}

func utc() time.Time { return time.Now().UTC() }

// drillProgress is one line about how far a drill is.
func drillProgress(doc apidoc.DrillDocument) string {
	if doc.State == apidoc.DrillAsked {
		return "waiting for the daemon"
	}
	s := doc.Summary
	return fmt.Sprintf("%d of %d answered, %d waiting, %d returned", s.Answered, s.Asked, s.Waiting, s.Returned)
}

func (flags drillFlags) show(cmd *cobra.Command, doc apidoc.DrillDocument) error {
	if flags.format == "json" {
		return report.JSON(cmd.OutOrStdout(), doc)
	}
	return report.DrillText(cmd.OutOrStdout(), doc, localStyle(cmd.OutOrStdout(), flags.Config))
}
