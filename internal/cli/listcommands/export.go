package listcommands

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/internal/commandline"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/report"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/sheet/workbook"
	"supplierwatch/internal/supplierexport"
	"supplierwatch/internal/vcard"
)

type exportFlags struct {
	format, excel, version, output string
}

func newExport() *cobra.Command {
	var flags exportFlags
	cmd := &cobra.Command{
		Use:   "export PATH…",
		Short: "Export the suppliers of the registry as CSV, Excel workbook or vCards",
		Long: "Write a list of the suppliers, with the columns that `import` reads: id, name, tier, country,\n" +
			"customer number, and address and phone number of the contact for each role.\n" +
			"\n" +
			"With --excel the CSV file keeps its values after a double click in Excel: phone numbers, zeros\n" +
			"before numbers, names that look like dates.",
		Example: "  supplierwatch export registry/ --output suppliers.xlsx\n" +
			"  supplierwatch export registry/ --excel=de --output suppliers.csv\n" +
			"  supplierwatch export registry/ --version 4 --output suppliers.vcf",
		RunE: func(cmd *cobra.Command, args []string) error { return runExport(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "", "csv, xlsx or vcard (default: by the name of --output, else csv)")
	commandline.AddExcel(cmd, &flags.excel)
	f.StringVar(&flags.version, "version", "3", "version of vCards: 3 or 4")
	f.StringVar(&flags.output, "output", "", "write to this file instead of standard output")
	return cmd
}

func runExport(cmd *cobra.Command, paths []string, flags exportFlags) error {
	if len(paths) == 0 {
		return commandline.Usage("export: name the registry's file or folder; e.g. `supplierwatch export registry/ --output suppliers.xlsx`")
	}
	format, err := flags.resolved()
	if err != nil {
		return err
	}
	loaded, problems := registry.Load(paths)
	if len(problems) > 0 {
		report.ListProblems(cmd.ErrOrStderr(), problems, "exported")
		return commandline.Reported()
	}
	return commandline.Output(cmd, flags.output, func(w io.Writer) error { return flags.write(cmd, w, format, loaded) })
}

// resolved returns the format that is asked for.
func (flags exportFlags) resolved() (string, error) {
	if err := commandline.CheckExcel("export", flags.excel); err != nil {
		return "", err
	}
	if err := commandline.OneOf("export", "version", flags.version, vcard.Versions...); err != nil {
		return "", err
	}
	format := flags.format
	if format == "" {
		format = formatOf(flags.output)
	}
	if flags.excel != "" && format != "csv" {
		return "", commandline.Usage("export: --excel is for CSV only; leave it out for %s", format)
	}
	return format, commandline.OneOf("export", "format", format, "csv", "xlsx", "vcard")
}

// formatOf returns the format that the name of a file announces, else CSV.
func formatOf(path string) string {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		return "xlsx"
	case ".vcf", ".vcard":
		return "vcard"
	}
	return "csv"
}

func (flags exportFlags) write(cmd *cobra.Command, w io.Writer, format string, loaded *model.Registry) error {
	if format == "vcard" {
		return vcard.Write(w, loaded, flags.version)
	}
	table := supplierexport.Suppliers(loaded)
	for _, sentence := range table.LeftOut {
		fmt.Fprintln(cmd.ErrOrStderr(), "supplierwatch: "+sentence)
	}
	if format == "xlsx" {
		return workbook.Write(w, "Suppliers", table.Rows)
	}
	style := sheet.Plain
	if flags.excel != "" {
		style = commandline.ExcelStyle(flags.excel)
	}
	return style.WriteCSV(w, table.Rows)
}
