package cli

import (
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/report"
)

// yearUnset is the year without a flag: the current one.
const yearUnset = 0

func newHolidays() *cobra.Command {
	var year int
	var format string
	cmd := &cobra.Command{
		Use:   "holidays [REGION…]",
		Short: "List the regions with known holidays, or their public holidays",
		Long: "List the regions that a calendar may name under holidays. With regions or --year, list the\n" +
			"public holidays of that year, each with its law, and until when they are known.",
		Example:           "  supplierwatch holidays\n  supplierwatch holidays DE-BY-KATH GB-SCT --year 2028",
		ValidArgsFunction: completeRegions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("holidays", "format", format, "text", "json"); err != nil {
				return err
			}
			if cmd.Flags().Changed("year") && (year < 1 || year > civil.Far.Year()) {
				return usage("holidays: --year %d: expected a year such as %d", year, time.Now().Year())
			}
			return printHolidays(cmd, args, year, format)
		},
	}
	cmd.Flags().IntVar(&year, "year", yearUnset, "the year (default: the current one)")
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func completeRegions(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return civil.Regions(), cobra.ShellCompDirectiveNoFileComp
}

func printHolidays(cmd *cobra.Command, regions []string, year int, format string) error {
	for _, region := range regions {
		if !civil.KnownRegion(region) {
			return usage("holidays: unknown region %q; %s", region, civil.SuggestRegion(region))
		}
	}
	listOnly := len(regions) == 0 && year == yearUnset
	if len(regions) == 0 {
		regions = civil.Regions()
	}
	if year == yearUnset {
		year = time.Now().Year()
	}
	doc := apidoc.HolidaysOf(regions, year)
	switch {
	case format == "json":
		return report.JSON(cmd.OutOrStdout(), doc)
	case listOnly:
		return report.RegionsText(cmd.OutOrStdout(), doc.Regions)
	}
	return report.HolidaysText(cmd.OutOrStdout(), doc, year, style(cmd.OutOrStdout()))
}
