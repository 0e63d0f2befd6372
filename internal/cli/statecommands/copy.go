// Package statecommands has the command that moves the daemon's database.
package statecommands

import (
	"fmt"

	"github.com/spf13/cobra"

	"supplierwatch/internal/commandline"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/prose"
)

// NewCopy returns the command that copies a state. AddConfig adds the flag that names the configuration.
func NewCopy(addConfig func(cmd *cobra.Command, config *string)) *cobra.Command {
	var config string
	cmd := &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Copy the daemon's database to another one, such as from SQLite to PostgreSQL",
		Long: "Copy everything from one database to an empty one, and compare both by their digests. FROM\n" +
			"and TO are URLs as under state in the configuration, relative to the working directory.\n" +
			"Stop the daemon first. Passwords come from --config, where its state is the same URL, from\n" +
			"the variable PGPASSWORD, or from ~/.pgpass.",
		Example: "  supplierwatch state copy sqlite:./var/supplierwatch.db postgres://supplierwatch@db.example/supplierwatch",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return commandline.Usage("state copy: name two databases; e.g. `supplierwatch state copy sqlite:./var/supplierwatch.db postgres://supplierwatch@db.example/supplierwatch`")
			}
			copied, err := oneshot.CopyState(cmd.Context(), config, args[0], args[1])
			if err != nil {
				return fmt.Errorf("state copy: %w", err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Copied and compared: %s, %s, %s. Digest: %s\n", prose.Count(copied.Rows["facts"], "fact"),
				prose.Count(copied.Rows["alerts"], "alert"), prose.Count(copied.Rows["outbox"], "mail"), copied.Digest)
			return nil
		},
	}
	addConfig(cmd, &config)
	return cmd
}
