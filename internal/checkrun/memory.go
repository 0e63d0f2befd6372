package checkrun

import "runtime/debug"

// SaveMemory lets garbage grow to less of what is in use than usual, until restore is called: a check beside other programs of a CI system needs less
// memory for more time of a second processor. Whoever sets GOGC or GOMEMLIMIT has decided otherwise.
func SaveMemory(getenv func(string) string) (restore func()) {
	if getenv("GOGC") != "" || getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(40)
	return func() { debug.SetGCPercent(before) }
}
