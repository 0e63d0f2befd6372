package app

import (
	"maps"
	"slices"

	"supplierwatch/internal/settings"
)

// notYet names what a configuration asks for and this version does not do. It is said at every start: nobody should rely on what nobody does.
func notYet(s *settings.Settings) []string {
	var said []string
	say := func(asked bool, what string) {
		if asked {
			said = append(said, what)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Accounts)) {
		say(s.Accounts[name].Auth == settings.AuthSCRAM, "imap."+name+".auth: scram is not spoken yet; the login is made with the password itself")
	}
	return said
}
