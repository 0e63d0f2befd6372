package compose

import "testing"

// TestTheNextDeadlineOfWhatIsOverdueIsTheFirstKeyDateToCome checks it for pages, from before the first key date to after the last.
func TestTheNextDeadlineOfWhatIsOverdueIsTheFirstKeyDateToCome(t *testing.T) {
	for at, want := range map[string]string{
		"2026-09-10T06:00:00Z": "2026-09-16", "2026-09-16T20:00:00Z": "2026-09-16", "2026-09-17T06:00:00Z": "2026-09-30", "2026-10-02T06:00:00Z": "",
	} {
		w := newWorld(t)
		w.view.Now = instant(at)
		if got := NextDeadline(w.view, w.view.State.Alerts["a3f09c"]); got.String() != want {
			t.Errorf("at %s it is %q, want %q", at, got, want)
		}
	}
}
