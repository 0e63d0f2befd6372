package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/app"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/report"
)

type drillFlags struct {
	app.Drill
	plan, noWait bool
	wait, format string
	by           string
	now          *string
}

func newDrill() *cobra.Command {
	var flags drillFlags
	cmd := &cobra.Command{
		Use:   "drill",
		Short: "Send marked test alerts along our escalation paths, and say who answered in what time",
		Long: "drill has a running daemon mail everybody on our escalation paths a test alert that says\n" +
			"so, waits until all have answered ack or their time is over, and says who answered in\n" +
			"what time, who did not, and whose mail came back. Only our own teams are mailed, each\n" +
			"address once; outside a team's hours only where a policy ignores quiet hours.\n\n" +
			"A drill that is left (Ctrl-C, --no-wait) goes on; its report is mailed to all in any case.\n" +
			"Exit 0: all answered; 1: somebody did not; 2: it could not be held.",
		Example: "  supplierwatch drill --config supplierwatch.yaml\n  supplierwatch drill --policy critical --wait \"30 minutes\"\n" +
			"  supplierwatch drill --plan --now 2027-03-01T02:00:00Z",
		Args: noArgs,
	}
	f := cmd.Flags()
	f.StringSliceVar(&flags.Policies, "policy", nil, "only the path of this policy (default: of all that suppliers' tiers use)")
	f.StringVar(&flags.wait, "wait", app.DrillWait.String(), "how long everybody has to answer")
	f.BoolVar(&flags.noWait, "no-wait", false, "start the drill and leave; its report is mailed")
	f.BoolVar(&flags.plan, "plan", false, "say who would be mailed and when, and do nothing")
	f.StringVar(&flags.format, "format", "text", "text or json")
	f.StringVar(&flags.by, "by", "", "who asks for it, as an address (default: the user of this machine)")
	addConfig(cmd, &flags.Config)
	f.StringSliceVar(&flags.Registry, "registry", nil, "use this registry, where the configuration names none")
	flags.now = addNow(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return runDrill(cmd, flags) }
	return cmd
}

func runDrill(cmd *cobra.Command, flags drillFlags) error {
	if err := oneOf("drill", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	now, err := parseNow(*flags.now)
	if err != nil {
		return err
	}
	wait, err := civil.ParsePeriod(flags.wait)
	if err != nil || wait.IsZero() {
		return usage("drill: --wait %q: expected how long to wait, e.g. `--wait \"4 hours\"`", flags.wait)
	}
	if *flags.now != "" && !flags.plan {
		return usage("drill: people answer by their own clocks; --now goes with --plan")
	}
	flags.Wait, flags.Now, flags.Actor = wait, now, actor(flags.by)
	if flags.plan {
		doc, err := app.PlanDrill(flags.Drill)
		if err != nil {
			return exit{code: ExitUsage, err: fmt.Errorf("drill: %w", err)}
		}
		return flags.show(cmd, doc)
	}
	return flags.hold(cmd)
}

// hold asks for a drill and waits for its end.
func (flags drillFlags) hold(cmd *cobra.Command) error {
	doc, err := app.AskForDrill(cmd.Context(), flags.Drill)
	if err != nil {
		return exit{code: ExitUsage, err: fmt.Errorf("drill: %w", err)}
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "supplierwatch: drill %s is asked for; a running daemon begins it within a cycle\n", doc.Drill)
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
	if !app.DrillWorks(doc) {
		return exit{code: ExitFindings}
	}
	return nil
}

// idle is how long a daemon may take to begin before people are told that there may be none.
const idle = 150 * time.Second

// follow waits, and tells on a terminal how far the drill is.
func (flags drillFlags) follow(cmd *cobra.Command, asked model.DrillDocument) (model.DrillDocument, error) {
	complaints := cmd.ErrOrStderr()
	shown := newProgress(cmd.OutOrStdout(), complaints, "answers to drill "+asked.Drill, max(asked.Summary.Asked, 1))
	said, began := "", time.Now()
	warned := false
	doc, err := app.FollowDrill(cmd.Context(), flags.Config, asked.Drill, utc, func(doc model.DrillDocument) {
		shown.at(doc.Summary.Answered)
		if line := drillProgress(doc); line != said && terminal(complaints) && terminal(cmd.OutOrStdout()) {
			said = line
			fmt.Fprintf(complaints, "supplierwatch: %s\n", line)
		}
		if doc.State == model.DrillAsked && !warned && time.Since(began) > idle {
			warned = true
			fmt.Fprintln(complaints, "supplierwatch: no daemon has begun the drill yet; is `supplierwatch run` going on this state?")
		}
	})
	shown.end()
	if err != nil {
		return doc, exit{code: ExitUsage, err: fmt.Errorf("drill: %w", err)}
	}
	if cmd.Context().Err() != nil && doc.State != model.DrillOver {
		cmd.SetContext(context.WithoutCancel(cmd.Context()))
		fmt.Fprintf(complaints, "supplierwatch: drill %s goes on; its report is mailed when it is over\n", asked.Drill)
	}
	return doc, nil
}

func utc() time.Time { return time.Now().UTC() }

// drillProgress is one line about how far a drill is.
func drillProgress(doc model.DrillDocument) string {
	if doc.State == model.DrillAsked {
		return "waiting for the daemon"
	}
	s := doc.Summary
	return fmt.Sprintf("%d of %d answered, %d awaited, %d came back", s.Answered, s.Asked, s.Waiting, s.Returned)
}

func (flags drillFlags) show(cmd *cobra.Command, doc model.DrillDocument) error {
	if flags.format == "json" {
		return report.JSON(cmd.OutOrStdout(), doc)
	}
	return report.DrillText(cmd.OutOrStdout(), doc, style(cmd.OutOrStdout()))
}
