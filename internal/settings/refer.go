package settings

import (
	"maps"
	"slices"
	"strings"

	"supplierwatch/internal/strictyaml"
)

func keys[T any](table map[string]T) []string { return slices.Sorted(maps.Keys(table)) }

// unknown reports a reference to a name that a table does not have.
func (c *checker) unknown(name text, table string, known []string) {
	near, ok := strictyaml.Suggest(name.V, known)
	switch {
	case ok:
		c.report(name.Place, "there is no %q under `%s`; did you mean `%s`?", name.V, table, near)
	case len(known) == 0:
		c.report(name.Place, "there is no %q under `%s`, which is empty", name.V, table)
	default:
		c.report(name.Place, "there is no %q under `%s`; expected one of %s", name.V, table, strings.Join(known, ", "))
	}
}
