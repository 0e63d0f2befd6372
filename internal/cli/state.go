package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"supplierwatch/internal/cli/statecommands"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/report"
)

func newState() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "state",
		Short:   "Check the daemon's database, back it up, or copy it to another one",
		Long:    "Check, back up or copy the database of the daemon: what was recorded, who was notified and which\nmails wait to be sent. The daemon may be running, except for copy.",
		Example: "  supplierwatch state check --config supplierwatch.yaml\n  supplierwatch state backup /backup/supplierwatch-monday.db --config supplierwatch.yaml",
		Args:    cobra.ArbitraryArgs,
		RunE:    helpOrSuggest,
	}
	cmd.AddCommand(newStateCheck(), newStateBackup(), statecommands.NewCopy(addConfig), statecommands.NewMigrate(addConfig))
	return cmd
}

func newStateCheck() *cobra.Command {
	var config, format string
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check the daemon's database for damage",
		Long: "Check the whole file: its pages, its indexes, and every row against its checksum. Exit 0 if\n" +
			"it is undamaged, 1 if not.",
		Example: "  supplierwatch state check\n  supplierwatch state check --config supplierwatch.yaml --format json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := oneOf("state check", "format", format, "text", "json"); err != nil {
				return err
			}
			found, err := oneshot.CheckState(cmd.Context(), config)
			if err != nil {
				return exit{code: ExitUsage, err: fmt.Errorf("state check: %w", err)}
			}
			if format == "json" {
				err = report.JSON(cmd.OutOrStdout(), found)
				if err == nil && !found.Sound {
					return exit{code: ExitFindings}
				}
				return err
			}
			if !found.Sound {
				return fmt.Errorf("state check: %s: %s", found.State, *found.Error)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is undamaged: %s, %s, %s in %s.\n", found.State,
				prose.Count(found.Facts, "fact"), prose.Count(found.Alerts, "alert"), prose.Count(found.Mails, "mail"), prose.Count(int(found.Bytes), "byte"))
			return nil
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func newStateBackup() *cobra.Command {
	var config string
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the daemon's database to a new file",
		Long: "Copy the database to a new file and check the copy. To restore it: stop the daemon, move\n" +
			"the database away together with its -wal and -shm files, put the copy in its place, and\n" +
			"start the daemon. What happened after the backup is lost: people who were notified since\n" +
			"then are notified again.",
		Example: "  supplierwatch state backup /backup/supplierwatch-monday.db --config supplierwatch.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("state backup: name one file to write; e.g. `supplierwatch state backup supplierwatch-backup.db`")
			}
			if err := oneshot.BackUpState(cmd.Context(), config, args[0]); err != nil {
				return fmt.Errorf("state backup: %w", err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Backup written and checked: %s\n", args[0])
			return nil
		},
	}
	addConfig(cmd, &config)
	return cmd
}
