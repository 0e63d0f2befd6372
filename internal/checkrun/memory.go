package checkrun

import "runtime/debug"

// How much garbage a check may hold, in percent of what is in use: a check beside other programs of a CI system needs less memory for more time of a
// second processor. What is in use grows most while files are read. Garbage is collected more often from then on, when that is the largest.
const (
	garbageWhileLoading = 40
	garbageAfterwards   = 20
)

// SaveMemory lets garbage grow to less of what is in use than usual until restore is called, and to still less from when loaded is called. Whoever
// sets GOGC or GOMEMLIMIT has decided otherwise.
func SaveMemory(getenv func(string) string) (loaded, restore func()) {
	if getenv("GOGC") != "" || getenv("GOMEMLIMIT") != "" {
		return func() {}, func() {}
	}
	before := debug.SetGCPercent(garbageWhileLoading)
	return func() { debug.SetGCPercent(garbageAfterwards) }, func() { debug.SetGCPercent(before) }
}
