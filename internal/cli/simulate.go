package cli

import (
	"bufio"
	"context"
	"io"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
)

// longestSimulation is the largest number of years in one simulation.
const longestSimulation = 50

type simulateFlags struct{ from, until, assume, format, supplier, mails string }

func newSimulate() *cobra.Command {
	var flags simulateFlags
	cmd := &cobra.Command{
		Use:   "simulate PATH…",
		Short: "Simulate a period: the life of every finding and every mail, in order",
		Long: "Simulate a period: what a daemon that starts without a state on --from would find and mail\n" +
			"until --until if the registry stayed the same. Nothing is probed, sent or stored, and the\n" +
			"same input always has the same output. It ends with the mails of each recipient by month.",
		Example: "  supplierwatch simulate registry/ --from 2027-01-01 --until 2027-12-31\n" +
			"  supplierwatch simulate registry/ --from 2027-01-01 --until 2027-03-31 --assume answered --supplier acme\n" +
			"  supplierwatch simulate registry/ --from 2027-01-01 --until 2027-12-31 --mails year/",
		RunE: func(cmd *cobra.Command, args []string) error { return runSimulate(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.from, "from", "", "the first day, such as 2027-01-01")
	f.StringVar(&flags.until, "until", "", "the last day")
	f.StringVar(&flags.assume, "assume", string(apidoc.AssumeSilent), "what people do: silent (nothing), or answered (acknowledge each alert an hour after its first mail)")
	f.StringVar(&flags.mails, "mails", "", "a new directory into which each mail is written as an .eml file")
	f.StringVar(&flags.format, "format", "text", "text or json")
	f.StringVar(&flags.supplier, "supplier", "", "only this supplier and the mails about it")
	return cmd
}

func runSimulate(cmd *cobra.Command, paths []string, flags simulateFlags) error {
	from, until, err := flags.validate(paths)
	if err != nil {
		return err
	}
	simulation, problems := oneshot.Simulate(paths, from, until, apidoc.Assume(flags.assume))
	if len(problems) > 0 {
		report.Problems(cmd.ErrOrStderr(), problems)
		return exit{code: ExitUsage}
	}
	if flags.supplier != "" && simulation.Registry.Supplier(flags.supplier) == nil {
		return unknownSupplier("simulate", flags.supplier, simulation.Registry)
	}
	// Each evaluation leaves garbage, and nothing else runs in this process.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	out := bufio.NewWriter(cmd.OutOrStdout())
	writer, err := flags.writer(out, simulation, style(cmd.OutOrStdout()))
	if err != nil {
		return err
	}
	tell, err := flags.withMails(cmd.Context(), simulation, writer.Event)
	if err != nil {
		return err
	}
	if err := runSimulation(cmd, simulation, flags.only(tell)); err != nil {
		return err
	}
	if err := writer.End(); err != nil {
		return err
	}
	return out.Flush()
}

// runSimulation runs a simulation and shows how many of its days are over.
func runSimulation(cmd *cobra.Command, s *oneshot.Simulation, tell func(apidoc.SimulationEvent) error) error {
	first := s.Document.From
	bar := newProgress(cmd.OutOrStdout(), cmd.ErrOrStderr(), "simulating", s.Document.Until.DaysSince(first)+1)
	defer bar.end()
	return s.Run(cmd.Context(), func(e apidoc.SimulationEvent) error {
		bar.at(civil.DateOf(e.At).DaysSince(first))
		return tell(e)
	})
}

func (flags simulateFlags) validate(paths []string) (from, until civil.Date, err error) {
	if len(paths) == 0 {
		return from, until, usage("simulate: name the registry's file or folder; e.g. `supplierwatch simulate registry/ --from 2027-01-01 --until 2027-12-31`")
	}
	if err := oneOf("simulate", "format", flags.format, "text", "json"); err != nil {
		return from, until, err
	}
	if err := oneOf("simulate", "assume", flags.assume, string(apidoc.AssumeSilent), string(apidoc.AssumeAnswered)); err != nil {
		return from, until, err
	}
	if from, err = dayOf("from", flags.from); err != nil {
		return from, until, err
	}
	if until, err = dayOf("until", flags.until); err != nil {
		return from, until, err
	}
	switch {
	case until.Before(from):
		return from, until, usage("simulate: --until %s is before --from %s; did you mean --from %[1]s --until %[2]s?", until, from)
	case until.After(from.AddMonths(12 * longestSimulation)):
		return from, until, usage("simulate: from %s to %s is more than %d years; choose an earlier --until", from, until, longestSimulation)
	}
	return from, until, nil
}

// dayOf reads a flag that names a day and must be there.
func dayOf(flag, value string) (civil.Date, error) {
	if value == "" {
		return civil.Date{}, usage("simulate: --%s is missing; e.g. --from 2027-01-01 --until 2027-12-31", flag)
	}
	day, err := civil.ParseDate(value)
	if err != nil {
		return civil.Date{}, usage("simulate: --%s: %w", flag, err)
	}
	return day, nil
}

func (flags simulateFlags) writer(w io.Writer, s *oneshot.Simulation, dressed report.Style) (report.Simulation, error) {
	if flags.format == "json" {
		return report.SimulationJSON(w, s.Document)
	}
	return report.SimulationText(w, s.Document, func(id string) string {
		if x := s.Registry.Supplier(id); x != nil {
			return x.Name
		}
		return id
	}, dressed)
}

// withMails writes the mails of events as files too, if they are wanted.
func (flags simulateFlags) withMails(ctx context.Context, s *oneshot.Simulation, tell func(apidoc.SimulationEvent) error) (func(apidoc.SimulationEvent) error, error) {
	if flags.mails == "" {
		return tell, nil
	}
	write, err := s.WriteMails(flags.mails)
	if err != nil {
		return nil, usage("simulate: --mails: %w", err)
	}
	return func(e apidoc.SimulationEvent) error {
		if err := write(ctx, e); err != nil {
			return err
		}
		return tell(e)
	}, nil
}

// only lets pass what is about the supplier asked for.
func (flags simulateFlags) only(tell func(apidoc.SimulationEvent) error) func(apidoc.SimulationEvent) error {
	if flags.supplier == "" {
		return tell
	}
	return func(e apidoc.SimulationEvent) error {
		if !slices.ContainsFunc(e.Alerts, func(x apidoc.SimulationAlert) bool { return x.Supplier == flags.supplier }) {
			return nil
		}
		return tell(e)
	}
}
