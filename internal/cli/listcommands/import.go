package listcommands

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/commandline"
	"supplierwatch/internal/listimport"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/report"
)

type importFlags struct {
	listimport.Request
	dryRun bool
	format string
}

func newImport() *cobra.Command {
	var flags importFlags
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Import suppliers from a spreadsheet or vCards into the registry",
		Long: "Read lists of suppliers, show what they change in the registry, and write it. A supplier is\n" +
			"found by its id, else by its number in the ERP system, else by its name. Nothing is removed:\n" +
			"neither an empty cell nor a supplier that is not in the list changes anything.\n" +
			"\n" +
			"FILE is CSV, with any delimiter and character set, an Excel workbook (.xlsx), or vCards; - is\n" +
			"standard input. Of a workbook the first visible sheet is read, or that of --sheet.\n" +
			"The first row below any title holds the headers, in English, German or French: id, name, tier,\n" +
			"country, customer number, ROLE email, ROLE phone. Without a role it is orders.\n" +
			"A map file (--map) names the columns of other lists.\n" +
			"\n" +
			"With one wrong cell nothing is written. Without --into the registry is printed.",
		Example: "  supplierwatch import vendors.csv --into registry/ --dry-run\n" +
			"  supplierwatch import export.csv --map sap.yaml --into registry/\n" +
			"  supplierwatch import vendors.csv > registry.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			flags.Files = args
			return runImport(cmd, flags)
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.Map, "map", "", "a YAML file that says which column holds what")
	f.StringVar(&flags.Into, "into", "", "the registry to write into, a file or folder; it may not exist yet")
	addSheet(cmd, &flags.Source)
	f.BoolVar(&flags.dryRun, "dry-run", false, "show what would change, and write nothing")
	f.StringVar(&flags.format, "format", "text", "text or json: how the changes are shown")
	return cmd
}

func runImport(cmd *cobra.Command, flags importFlags) error {
	if len(flags.Files) == 0 {
		return commandline.Usage("import: name the list to import; e.g. `supplierwatch import vendors.csv --into registry/`")
	}
	if err := commandline.OneOf("import", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	if err := listimport.OnceAtMost(flags.Files); err != nil {
		return commandline.Usage("import: %w", err)
	}
	flags.Source.Stdin = cmd.InOrStdin()
	result := listimport.Prepare(flags.Request)
	for _, s := range result.Document.Skipped {
		warnSkipped(cmd.ErrOrStderr(), s.File, s.Header, s.Why)
	}
	if result.Plan == nil {
		return flags.refuse(cmd, result.Document)
	}
	if flags.Into == "" && !flags.dryRun && flags.format == "text" {
		return printRegistry(cmd, result)
	}
	return flags.apply(cmd, result)
}

// warnSkipped writes a line for a column, a sheet or rows that were not read.
func warnSkipped(w io.Writer, file, name, why string) {
	fmt.Fprintf(w, "supplierwatch: %s: skipped %.60q: %s\n", file, name, why)
}

func addSheet(cmd *cobra.Command, source *listimport.Source) {
	const name = "sheet"
	source.SheetFlag = "--" + name
	cmd.Flags().StringVar(&source.Sheet, name, "", "the name of the sheet to read of workbooks (default: the first visible one that holds something)")
}

// refuse reports what is wrong with the lists.
func (flags importFlags) refuse(cmd *cobra.Command, doc apidoc.ImportDocument) error {
	if flags.format == "json" {
		if err := report.JSON(cmd.OutOrStdout(), doc); err != nil {
			return err
		}
		report.ListProblemsInShort(cmd.ErrOrStderr(), doc.Errors, "written")
		return commandline.Reported()
	}
	report.ListProblems(cmd.ErrOrStderr(), doc.Errors, "written")
	return commandline.Reported()
}

// printRegistry prints a new registry, and the changes beside it.
func printRegistry(cmd *cobra.Command, result listimport.Result) error {
	if _, err := cmd.OutOrStdout().Write(result.Plan.Text()); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "supplierwatch: %s printed; to write into a registry, add --into registry/\n", prose.Count(len(result.Document.Changes), "supplier"))
	return nil
}

// apply shows the changes and then writes them.
func (flags importFlags) apply(cmd *cobra.Command, result listimport.Result) error {
	doc := result.Document
	write := !flags.dryRun && flags.Into != "" && len(doc.Changes) > 0
	if flags.format == "text" {
		if err := report.ImportText(cmd.OutOrStdout(), doc, report.Style{}); err != nil {
			return err
		}
	}
	if write {
		if err := result.Plan.Write(); err != nil {
			return commandline.Usage("import: %w", err)
		}
		doc.Written = result.Plan.Files()
	}
	if flags.format == "json" {
		return report.JSON(cmd.OutOrStdout(), doc)
	}
	for _, hint := range flags.hints(doc) {
		fmt.Fprintln(cmd.ErrOrStderr(), "supplierwatch: "+hint)
	}
	return nil
}

// maxFilesNamed is how many of the files that were written are named; --format json has all.
const maxFilesNamed = 10

// hints say what happened, and what comes next.
func (flags importFlags) hints(doc apidoc.ImportDocument) []string {
	var hints []string
	switch {
	case len(doc.Changes) == 0:
		return []string{"nothing to change"}
	case len(doc.Written) == 0:
		return []string{"dry run: nothing was written"}
	}
	for _, file := range doc.Written[:min(len(doc.Written), maxFilesNamed)] {
		hints = append(hints, "written to "+file)
	}
	if more := len(doc.Written) - maxFilesNamed; more > 0 {
		hints = append(hints, "and to "+prose.Count(more, "further file"))
	}
	if slices.ContainsFunc(doc.Changes, replacesContact) {
		hints = append(hints, "new addresses and numbers are not confirmed: call a number that was on file before, then record `verified`")
	}
	return append(hints, "next: `supplierwatch check "+flags.Into+"`")
}

// replacesContact reports whether an address or a phone number takes the place of another one.
func replacesContact(c apidoc.ImportChange) bool {
	return slices.ContainsFunc(c.Values, func(v apidoc.ChangedValue) bool { return v.Old != nil && (v.Key == "email" || v.Key == "phone") })
}
