package checkrun

import (
	"runtime/debug"
	"testing"
)

// TestACheckSavesMemory holds that a check limits garbage, but not where the user has set a limit, and leaves the limit as it was.
func TestACheckSavesMemory(t *testing.T) {
	present := func() int {
		percent := debug.SetGCPercent(-1)
		debug.SetGCPercent(percent)
		return percent
	}
	before := present()
	for _, set := range []string{"", "GOGC", "GOMEMLIMIT"} {
		loaded, restore := SaveMemory(func(name string) string {
			if name == set {
				return "50"
			}
			return ""
		})
		during := present()
		if (during < before) != (set == "") {
			t.Errorf("with %q set: %d during a check, %d before it", set, during, before)
		}
		if loaded(); (present() < during) != (set == "") {
			t.Errorf("with %q set: %d when the registry was read, %d before", set, present(), during)
		}
		restore()
		if after := present(); after != before {
			t.Errorf("with %q set: %d after a check, %d before it", set, after, before)
		}
	}
}
