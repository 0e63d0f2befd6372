// Package listcommands holds the commands that exchange lists of suppliers with other programs.
package listcommands

import "github.com/spf13/cobra"

// All returns the commands.
func All() []*cobra.Command { return []*cobra.Command{newImport(), newExport(), newDiscover()} }
