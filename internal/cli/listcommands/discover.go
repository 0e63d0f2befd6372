package listcommands

import (
	"io"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/commandline"
	"supplierwatch/internal/listimport"
	"supplierwatch/internal/model"
	"supplierwatch/internal/purchases"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/report"
)

type discoverFlags struct {
	registry    []string
	format, now string
	source      listimport.Source
}

func newDiscover() *cobra.Command {
	var flags discoverFlags
	cmd := &cobra.Command{
		Use:   "discover PURCHASES…",
		Short: "List what is bought so rarely that its order may be forgotten",
		Long: "Read lists of past purchases, as CSV or .xlsx, and list the items that were bought at most\n" +
			"twice in the last 24 months: those missing from the registry first, each with its usual\n" +
			"month and a proposed order window.\n" +
			"\n" +
			"The first row holds the headers, in English, German or French: supplier, item, date; and, if\n" +
			"the list has them, order number and supplier number.",
		Example: "  supplierwatch discover purchases.csv --registry registry/",
		RunE:    func(cmd *cobra.Command, args []string) error { return runDiscover(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringSliceVar(&flags.registry, "registry", nil, "compare with this registry (file or folder)")
	addSheet(cmd, &flags.source)
	f.StringVar(&flags.format, "format", "text", "text or json")
	f.StringVar(&flags.now, "now", "", "the last day of the 24 months, such as 2027-03-01 (default: today)")
	return cmd
}

func runDiscover(cmd *cobra.Command, files []string, flags discoverFlags) error {
	if len(files) == 0 {
		return commandline.Usage("discover: name the list of purchases; e.g. `supplierwatch discover purchases.csv --registry registry/`")
	}
	if err := commandline.OneOf("discover", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	if err := listimport.OnceAtMost(files); err != nil {
		return commandline.Usage("discover: %w", err)
	}
	flags.source.Stdin = cmd.InOrStdin()
	now, err := dayOf(flags.now)
	if err != nil {
		return err
	}
	doc := apidoc.DiscoverDocument{Version: apidoc.DocumentVersion, AsOf: now, Items: []apidoc.RareItem{}, Errors: []model.Problem{}}
	known, problems := flags.load()
	all, wrong := flags.purchases(cmd.ErrOrStderr(), files)
	if doc.Errors = append(append(doc.Errors, problems...), wrong...); len(doc.Errors) > 0 {
		return flags.refuse(cmd, doc)
	}
	doc.Purchases = len(all)
	for _, r := range purchases.Find(all, known, civil.DateOf(now)) {
		doc.Items = append(doc.Items, rareItem(r))
	}
	if flags.format == "json" {
		return report.JSON(cmd.OutOrStdout(), doc)
	}
	return report.DiscoverText(cmd.OutOrStdout(), doc, report.Style{})
}

// dayOf reads the flag --now: a day or an instant.
func dayOf(text string) (time.Time, error) {
	if text == "" {
		return time.Now().UTC().Truncate(time.Second), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if now, err := time.Parse(layout, text); err == nil {
			return now.UTC(), nil
		}
	}
	return time.Time{}, commandline.Usage("discover: --now %q: expected a day such as 2027-03-01", text)
}

// load reads the registry, if one is named.
func (flags discoverFlags) load() (*model.Registry, []model.Problem) {
	if len(flags.registry) == 0 {
		return nil, nil
	}
	return registry.Load(flags.registry)
}

// purchases reads the lists, and writes a line for each part of them that was not read.
func (flags discoverFlags) purchases(w io.Writer, files []string) (all []purchases.Purchase, problems []model.Problem) {
	for _, file := range files {
		name := listimport.Name(file)
		table, err := flags.source.Table(file)
		if err != nil {
			problems = append(problems, model.Problem{Position: model.Position{File: name, Line: 1, Column: 1}, Message: "cannot be read: " + err.Error()})
			continue
		}
		list := purchases.Read(name, table.Rows)
		for _, s := range table.Skipped {
			warnSkipped(w, name, s.Header, s.Why)
		}
		all, problems = append(all, list.Purchases...), append(problems, list.Problems...)
	}
	return all, problems
}

func (flags discoverFlags) refuse(cmd *cobra.Command, doc apidoc.DiscoverDocument) error {
	if flags.format == "json" {
		if err := report.JSON(cmd.OutOrStdout(), doc); err != nil {
			return err
		}
		report.ListProblemsInShort(cmd.ErrOrStderr(), doc.Errors, "listed")
		return commandline.Reported()
	}
	report.ListProblems(cmd.ErrOrStderr(), doc.Errors, "listed")
	return commandline.Reported()
}

func rareItem(r purchases.Rare) apidoc.RareItem {
	item := apidoc.RareItem{Supplier: r.Supplier, Item: r.Item, Known: string(r.Known), Orders: r.Orders, Last: r.Last}
	if r.ID != "" {
		item.ID = &r.ID
	}
	if r.Month != 0 {
		month, opens, closes := int(r.Month), r.Opens(), r.Closes()
		item.Month, item.Opens, item.Closes = &month, &opens, &closes
	}
	return item
}
