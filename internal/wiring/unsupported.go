package wiring

import (
	"maps"
	"slices"

	"supplierwatch/internal/settings"
)

// Unsupported returns what a configuration asks for and this version does not do. It is logged at every start, so that nobody relies on it.
func Unsupported(s *settings.Settings) []string {
	var missing []string
	add := func(asked bool, what string) {
		if asked {
			missing = append(missing, what)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Accounts)) {
		add(s.Accounts[name].Auth == settings.AuthSCRAM, "imap."+name+".auth: scram is not spoken yet; the login is made with the password itself")
	}
	return missing
}
