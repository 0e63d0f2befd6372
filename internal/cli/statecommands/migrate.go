package statecommands

import (
	"fmt"

	"github.com/spf13/cobra"

	"supplierwatch/internal/commandline"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/prose"
)

// NewMigrate returns the command that brings a state up to date. AddConfig adds the flag that names the configuration.
func NewMigrate(addConfig func(cmd *cobra.Command, config *string)) *cobra.Command {
	var config string
	var plan bool
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the tables of the daemon's database up to date",
		Long: "Bring the tables of the daemon's database up to date, as its next start would, and make them\n" +
			"where there are none. Stop the daemon first; with --plan it may be running.",
		Example: "  supplierwatch state migrate --plan\n  supplierwatch state migrate --config supplierwatch.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return commandline.Usage("state migrate: takes no arguments; name the configuration with --config FILE")
			}
			return migrate(cmd, config, plan)
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().BoolVar(&plan, "plan", false, "list what would be done, and change nothing")
	return cmd
}

func migrate(cmd *cobra.Command, config string, plan bool) error {
	work, verb := oneshot.MigrateState, "Done"
	if plan {
		work, verb = oneshot.PlanMigrations, "To be done"
	}
	names, err := work(cmd.Context(), config)
	return reportMigrations(cmd, verb, names, err)
}

// reportMigrations prints the names of migrations.
func reportMigrations(cmd *cobra.Command, verb string, names []string, err error) error {
	if err != nil {
		return fmt.Errorf("state migrate: %w", err)
	}
	if len(names) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "The database is up to date.")
		return nil
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", verb, prose.Count(len(names), "migration"))
	for _, name := range names {
		fmt.Fprintf(cmd.OutOrStdout(), "  %s\n", name)
	}
	return nil
}
