package cli

import (
	"io"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
)

type reportFlags struct {
	format, by, config, output string
	now                        *string
}

func newReport() *cobra.Command {
	var flags reportFlags
	cmd := &cobra.Command{
		Use:   "report PATH…",
		Short: "Show what losing each supplier would cost, and how reliably it can be reached",
		Long: "Show suppliers or production lines by exposure, the highest first: the amount at risk, the\n" +
			"margin between stock and replacement, the day on which a line stops without a delivery,\n" +
			"how reliably somebody can be reached, the findings, and what is due next. Suppliers\n" +
			"without an estimate come last.",
		Example: "  supplierwatch report registry/\n  supplierwatch report registry/ --by line --format csv --output exposure.csv",
		RunE:    func(cmd *cobra.Command, args []string) error { return runReport(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "text", "text, html, markdown, csv or json")
	f.StringVar(&flags.by, "by", string(apidoc.BySupplier), "one row for each: supplier or line")
	f.StringVar(&flags.config, "config", "", stateOfConfig)
	f.StringVar(&flags.output, "output", "", "write to this file instead of standard output")
	flags.now = addNow(cmd)
	return cmd
}

func runReport(cmd *cobra.Command, paths []string, flags reportFlags) error {
	if len(paths) == 0 && flags.config == "" {
		return usage("report: name the registry's file or folder; e.g. `supplierwatch report registry/`")
	}
	if err := oneOf("report", "format", flags.format, "text", "html", "markdown", "csv", "json"); err != nil {
		return err
	}
	if err := oneOf("report", "by", flags.by, string(apidoc.BySupplier), string(apidoc.ByLine)); err != nil {
		return err
	}
	now, err := parseNow(*flags.now, flags.config)
	if err != nil {
		return err
	}
	result, err := oneshot.Exposure(cmd.Context(), oneshot.CheckRequest{Paths: paths, Config: flags.config, Now: now}, apidoc.Grouping(flags.by))
	if err != nil {
		return exit{code: ExitUsage, err: err}
	}
	warn(cmd.ErrOrStderr(), result.Warnings)
	if len(result.Problems) > 0 {
		report.Problems(cmd.ErrOrStderr(), result.Problems)
		return exit{code: ExitUsage}
	}
	return output(cmd, flags.output, func(w io.Writer) error { return flags.write(w, result.Document) })
}

func (flags reportFlags) write(w io.Writer, doc apidoc.ExposureDocument) error {
	switch flags.format {
	case "json":
		return report.JSON(w, doc)
	case "csv":
		return report.ExposureCSV(w, doc)
	case "markdown":
		return report.ExposureMarkdown(w, doc, localStyle(w, flags.config))
	case "html":
		return report.ExposureHTML(w, doc, localStyle(w, flags.config))
	}
	return report.ExposureText(w, doc, localStyle(w, flags.config))
}
