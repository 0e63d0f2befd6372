package cli

import (
	"slices"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/registry/recordtarget"
	"supplierwatch/internal/report"
)

type deadlineFlags struct {
	format, within, supplier, config string
	all                              bool
	now                              *string
}

func newDeadlines() *cobra.Command {
	var flags deadlineFlags
	cmd := &cobra.Command{
		Use:   "deadlines PATH…",
		Short: "List every computed date, the earliest first",
		Long: "List what is due within --within and everything overdue, then what has no due date. Each\n" +
			"deadline is shown with the dates from which it was computed.",
		Example: "  supplierwatch deadlines registry/\n  supplierwatch deadlines registry/ --within \"12 months\" --supplier acme",
		RunE:    func(cmd *cobra.Command, args []string) error { return runDeadlines(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "text", "text or json")
	f.StringVar(&flags.within, "within", "90 days", "how far to look ahead")
	f.StringVar(&flags.supplier, "supplier", "", "only deadlines of this supplier")
	f.StringVar(&flags.config, "config", "", stateOfConfig)
	f.BoolVar(&flags.all, "all", false, "include what was settled in the last year")
	flags.now = addNow(cmd)
	return cmd
}

func runDeadlines(cmd *cobra.Command, paths []string, flags deadlineFlags) error {
	if len(paths) == 0 && flags.config == "" {
		return usage("deadlines: name the registry's file or folder; e.g. `supplierwatch deadlines registry/`")
	}
	if err := oneOf("deadlines", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	within, err := civil.ParsePeriod(flags.within)
	if err != nil {
		return usage("deadlines: --within: %w", err)
	}
	now, err := parseNow(*flags.now, flags.config)
	if err != nil {
		return err
	}
	result, err := deadlinesOf(cmd, oneshot.CheckRequest{Paths: paths, Config: flags.config, Now: now}, flags.supplier)
	if err != nil {
		return err
	}
	doc := apidoc.DeadlinesDocument{
		Version: apidoc.DocumentVersion, AsOf: now,
		Deadlines: flags.selected(result.Deadlines, now, within),
	}
	if flags.format == "json" {
		return report.JSON(cmd.OutOrStdout(), doc)
	}
	return report.DeadlinesText(cmd.OutOrStdout(), doc, localStyle(cmd.OutOrStdout(), flags.config))
}

// deadlinesOf evaluates a registry and keeps the deadlines of one supplier, or of
// all if supplier is empty. A registry with problems has no deadlines: the
// problems are printed and returned as the error.
func deadlinesOf(cmd *cobra.Command, request oneshot.CheckRequest, supplier string) (oneshot.CheckResult, error) {
	request.Deadlines = true
	result, err := oneshot.Check(cmd.Context(), request)
	if err != nil {
		return result, exit{code: ExitUsage, err: err}
	}
	if len(result.Document.Errors) > 0 {
		report.Problems(cmd.ErrOrStderr(), result.Document.Errors)
		return result, exit{code: ExitUsage}
	}
	if supplier == "" {
		return result, nil
	}
	found := result.Registry.Supplier(supplier)
	if found == nil {
		return result, unknownSupplier(cmd.Name(), supplier, result.Registry)
	}
	result.Deadlines = slices.DeleteFunc(result.Deadlines, func(d model.Deadline) bool { return d.Supplier != found.ID })
	return result, nil
}

// selected keeps what is due within a period from today, which is the owner's date,
// what is overdue, and what has no due day.
func (flags deadlineFlags) selected(all []model.Deadline, now time.Time, within civil.Period) []model.Deadline {
	kept := []model.Deadline{}
	for _, d := range all {
		last := civil.TodayIn(d.Zones.Owner, now).Plus(within, nil)
		if (flags.all || !d.Settled) && !d.Due.After(last) {
			kept = append(kept, d)
		}
	}
	return kept
}

func unknownSupplier(command, id string, r *model.Registry) error {
	var ids []string
	for _, s := range r.Suppliers {
		ids = append(ids, s.ID)
	}
	slices.Sort(ids)
	return usage("%s: there is no supplier %q%s", command, id, recordtarget.Suggestion(id, ids))
}
