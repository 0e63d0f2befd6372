package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/config"
)

func newSchema() *cobra.Command {
	schemas := map[string]func() []byte{
		"registry": func() []byte { return config.RegistrySchema },
		"config":   func() []byte { return config.ConfigSchema },
		"check":    func() []byte { return config.CheckSchema },
		"contract": func() []byte { return config.ContractSchema },
	}
	names := []string{"registry", "config", "check", "contract"}
	return &cobra.Command{
		Use:   "schema " + strings.Join(names, "|"),
		Short: "Print the JSON Schema of the registry, the configuration or an output",
		Long: "Print a JSON Schema: of the registry or of the daemon's configuration, with which editors\n" +
			"check and complete YAML, or of the output of check or explain contract with --format json.",
		Example:   "  supplierwatch schema registry > registry.schema.json",
		ValidArgs: names,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || schemas[args[0]] == nil {
				return usage("schema: name one of %s; e.g. `supplierwatch schema registry`", strings.Join(names, ", "))
			}
			_, err := cmd.OutOrStdout().Write(schemas[args[0]]())
			return err
		},
	}
}
