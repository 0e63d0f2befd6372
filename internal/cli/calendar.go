package cli

import (
	"io"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
)

type calendarFlags struct {
	supplier, config, output string
	now                      *string
}

func newCalendar() *cobra.Command {
	var flags calendarFlags
	cmd := &cobra.Command{
		Use:   "calendar PATH…",
		Short: "Write the deadlines as an iCalendar file",
		Long: "Write every deadline that has a date as an all-day event of an iCalendar file. Importing\n" +
			"a newer file moves the events whose dates have changed and cancels those that are settled.\n" +
			"The daemon serves the same calendar at /calendar.ics.",
		Example: "  supplierwatch calendar registry/ --output deadlines.ics\n  supplierwatch calendar registry/ --supplier acme",
		RunE:    func(cmd *cobra.Command, args []string) error { return runCalendar(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.supplier, "supplier", "", "only deadlines of this supplier")
	f.StringVar(&flags.config, "config", "", stateOfConfig)
	f.StringVar(&flags.output, "output", "", "write to this file instead of standard output")
	flags.now = addNow(cmd)
	return cmd
}

func runCalendar(cmd *cobra.Command, paths []string, flags calendarFlags) error {
	if len(paths) == 0 && flags.config == "" {
		return usage("calendar: name the registry's file or folder; e.g. `supplierwatch calendar registry/`")
	}
	now, err := parseNow(*flags.now, flags.config)
	if err != nil {
		return err
	}
	result, err := deadlinesOf(cmd, oneshot.CheckRequest{Paths: paths, Config: flags.config, Now: now}, flags.supplier)
	if err != nil {
		return err
	}
	doc := apidoc.DeadlinesDocument{Version: apidoc.DocumentVersion, AsOf: now, Deadlines: result.Deadlines}
	return output(cmd, flags.output, func(w io.Writer) error {
		_, err := report.Calendar(w, doc, result.Registry, nil)
		return err
	})
}
