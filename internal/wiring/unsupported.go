package wiring

import "supplierwatch/internal/settings"

// Unsupported returns what a configuration asks for and this version does not do. It is logged at every start, so that nobody relies on it.
func Unsupported(s *settings.Settings) []string {
	var missing []string
	if s.Run.Lease != settings.DefaultLease {
		missing = append(missing, "run.lease: several machines do not share the work yet; run one daemon")
	}
	return missing
}
