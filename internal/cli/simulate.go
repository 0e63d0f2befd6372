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

type simulateFlags struct {
	from, until, assume, format, supplier, mails, config string
	now                                                  *string
}

func newSimulate() *cobra.Command {
	var flags simulateFlags
	cmd := &cobra.Command{
		Use:   "simulate PATH…",
		Short: "Simulate a period: the life of every finding and every mail, in order",
		Long: "Simulate a period: what a daemon that starts without a state on --from would find and mail\n" +
			"until --until if the registry stayed the same. Nothing is probed, sent or stored, and the\n" +
			"same input always has the same output. It ends with the mails of each recipient by month.\n" +
			"\n" +
			"With --now the daemon starts earlier, and what it does before --from is not shown.",
		Example: "  supplierwatch simulate registry/ --from 2027-01-01 --until 2027-12-31\n" +
			"  supplierwatch simulate registry/ --from 2027-01-01 --until 2027-03-31 --assume answered --supplier acme\n" +
			"  supplierwatch simulate registry/ --from 2027-01-01 --until 2027-12-31 --mails year/\n" +
			"  supplierwatch simulate --config supplierwatch.yaml --now 2026-12-01 --from 2027-01-01 --until 2027-12-31",
		RunE: func(cmd *cobra.Command, args []string) error { return runSimulate(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.from, "from", "", "the first day, such as 2027-01-01 (default: the day of --now)")
	f.StringVar(&flags.until, "until", "", "the last day")
	f.StringVar(&flags.assume, "assume", string(apidoc.AssumeSilent), "what people do: silent (nothing), or answered (acknowledge each alert an hour after its first mail)")
	f.StringVar(&flags.mails, "mails", "", "a new directory into which each mail is written as an .eml file")
	f.StringVar(&flags.format, "format", "text", "text or json")
	f.StringVar(&flags.supplier, "supplier", "", "only this supplier and the mails about it")
	f.StringVar(&flags.config, "config", "", "use the settings of this configuration (not its state), and its registry if no PATH is given")
	flags.now = f.String("now", "", "start the daemon on this day at 09:00 in schedule.timezone, such as 2026-12-01, or at this\n"+
		"instant, such as 2026-12-01T08:00:00Z (RFC 3339) (default: when --from begins)")
	return cmd
}

func runSimulate(cmd *cobra.Command, paths []string, flags simulateFlags) error {
	simulation, err := flags.prepare(cmd, paths)
	if err != nil {
		return err
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
	first := s.StartsOn()
	bar := newProgress(cmd.OutOrStdout(), cmd.ErrOrStderr(), "simulating", s.Document.Until.DaysSince(first)+1)
	defer bar.end()
	return s.Run(cmd.Context(), func(e apidoc.SimulationEvent) error {
		bar.at(civil.DateOf(e.At).DaysSince(first))
		return tell(e)
	})
}

// prepare reads the flags and what they name.
func (flags simulateFlags) prepare(cmd *cobra.Command, paths []string) (*oneshot.Simulation, error) {
	if err := flags.validate(paths); err != nil {
		return nil, err
	}
	request, err := flags.request(paths)
	if err != nil {
		return nil, err
	}
	simulation, problems, warnings := oneshot.Simulate(request)
	if flags.config != "" {
		warn(cmd.ErrOrStderr(), warnings)
	}
	if len(problems) > 0 {
		report.Problems(cmd.ErrOrStderr(), problems)
		return nil, exit{code: ExitUsage}
	}
	if flags.supplier != "" && simulation.Registry.Supplier(flags.supplier) == nil {
		return nil, unknownSupplier("simulate", flags.supplier, simulation.Registry)
	}
	return simulation, checkPeriod(simulation)
}

// validate refuses flags that mean nothing, before anything is read.
func (flags simulateFlags) validate(paths []string) error {
	if len(paths) == 0 && flags.config == "" {
		return usage("simulate: name the registry's file or folder; e.g. `supplierwatch simulate registry/ --from 2027-01-01 --until 2027-12-31`")
	}
	if err := oneOf("simulate", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	return oneOf("simulate", "assume", flags.assume, string(apidoc.AssumeSilent), string(apidoc.AssumeAnswered))
}

// request returns what the flags ask for.
func (flags simulateFlags) request(paths []string) (oneshot.SimulateRequest, error) {
	request := oneshot.SimulateRequest{Paths: paths, Config: flags.config, Assume: apidoc.Assume(flags.assume)}
	var err error
	if *flags.now != "" {
		if request.Now, err = parseNow(*flags.now, flags.config); err != nil {
			return request, err
		}
	}
	if flags.from != "" || *flags.now == "" {
		if request.From, err = dayOf("from", flags.from); err != nil {
			return request, err
		}
	}
	request.Until, err = dayOf("until", flags.until)
	return request, err
}

// checkPeriod refuses a period that ends before it begins, that is too long, or that begins before the daemon starts.
func checkPeriod(s *oneshot.Simulation) error {
	from, until, start := s.Document.From, s.Document.Until, s.StartsOn()
	switch {
	case until.Before(from):
		return usage("simulate: --until %s is before --from %s; did you mean --from %[1]s --until %[2]s?", until, from)
	case from.Before(start):
		return usage("simulate: the daemon of --now starts on %s, after --from %s; did you mean --from %[1]s?", start, from)
	case until.After(start.AddMonths(12 * longestSimulation)):
		return usage("simulate: from %s to %s is more than %d years; choose an earlier --until", start, until, longestSimulation)
	}
	return nil
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
