package cli

import (
	"github.com/spf13/cobra"

	"supplierwatch/config"
)

func newSchema() *cobra.Command {
	schemas := map[string]func() []byte{
		"registry": func() []byte { return config.RegistrySchema },
		"config":   func() []byte { return config.ConfigSchema },
	}
	return &cobra.Command{
		Use:       "schema registry|config",
		Short:     "Print the JSON Schema that editors check and complete YAML with",
		Example:   "  supplierwatch schema registry > registry.schema.json",
		ValidArgs: []string{"registry", "config"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || schemas[args[0]] == nil {
				return usage("schema: name one of registry, config; e.g. `supplierwatch schema registry`")
			}
			_, err := cmd.OutOrStdout().Write(schemas[args[0]]())
			return err
		},
	}
}
