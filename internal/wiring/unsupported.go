package wiring

import (
	"supplierwatch/internal/settings"
	"supplierwatch/internal/stateurl"
)

// Unsupported returns what a configuration asks for and has no effect. It is logged at every start, so that nobody relies on it.
func Unsupported(s *settings.Settings) []string {
	var missing []string
	if s.Run.Lease != settings.DefaultLease && !stateurl.IsServer(s.State.URL) {
		missing = append(missing, "run.lease: the state is a file, which one daemon uses alone; with a database of PostgreSQL several share the work")
	}
	return missing
}
