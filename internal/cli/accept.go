package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"supplierwatch/internal/action"
	"supplierwatch/internal/replycmd"
)

func newAccept() *cobra.Command {
	var config, by, id string
	cmd := &cobra.Command{
		Use:   "accept ALERT…",
		Short: "Confirm a changed contact after calling a number that was on file before",
		Long: "Confirm a change of contact data that was announced by mail: another person, address or\n" +
			"number. First call a number that was on file BEFORE that mail; this is how payment fraud is\n" +
			"stopped. With run.registry_writable the registry is updated. Without it, the lines to commit\n" +
			"are printed, and the alert stays open as a warning until the registry contains the change.",
		Example: "  supplierwatch accept a3f09c --by jane.doe@buyer.example",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("accept: name an alert; `supplierwatch status` lists them")
			}
			all, err := acted(cmd, config, args, action.Request{Verb: replycmd.Accept, By: actor(by), ID: id})
			for _, done := range all {
				for _, line := range done.Lines {
					fmt.Fprintln(cmd.OutOrStdout(), line)
				}
			}
			if err != nil {
				return exit{code: ExitUsage, err: fmt.Errorf("accept: %w", err)}
			}
			return nil
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&by, "by", "", "who called, as an address (default: the user of this machine)")
	addID(cmd, &id)
	return cmd
}
