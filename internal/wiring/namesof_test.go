package wiring

import "testing"

func TestNamesOf(t *testing.T) {
	t.Parallel()
	if got := namesOf(map[string]int{"own": 1, "corp": 2}); got != "it has corp, own" {
		t.Error(got)
	}
	if got := namesOf(map[string]int{}); got != "it has none" {
		t.Error(got)
	}
}
