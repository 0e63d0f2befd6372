package cli

import (
	"slices"
	"strings"
	"testing"
)

func TestTheEndBehindTheAlertsOfAnAcknowledgement(t *testing.T) {
	for line, want := range map[string]struct{ alerts, end string }{
		"a3f09c":                    {"a3f09c", ""},
		"a3f09c b4c5d6":             {"a3f09c b4c5d6", ""},
		"a3f09c until 15 Jan":       {"a3f09c", "until 15 Jan"},
		"a3f09c b4c5d6 For 3 days":  {"a3f09c b4c5d6", "For 3 days"},
		"until Monday":              {"", "until Monday"},
		"a3f09c UNTIL 2026-12-01":   {"a3f09c", "UNTIL 2026-12-01"},
		"a3f09c b4c5d6 until lunes": {"a3f09c b4c5d6", "until lunes"},
		"a3f09c bis Montag":         {"a3f09c", "bis Montag"},
		"a3f09c jusqu'à lundi":      {"a3f09c", "jusqu'à lundi"},
		"ba für 2 Tage":             {"ba", "für 2 Tage"},
	} {
		alerts, end := cutEnd(strings.Fields(line))
		if !slices.Equal(alerts, strings.Fields(want.alerts)) || end != want.end {
			t.Errorf("%q: %q, %q", line, alerts, end)
		}
	}
}
