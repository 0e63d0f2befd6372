package civil

import (
	"testing"

	"pgregory.net/rapid"
)

// TestCommonPeriodsAreReadLikeOthers holds the shorter way to read common forms against the way for all forms.
func TestCommonPeriodsAreReadLikeOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]string{"day", "days", "week", "months", "years", "business day", "business days", "business  days", "hours", "minute", "seconds", "s", "", "working days", "dayss", "Days", "day ", "1 day", "days 2 hours"}).Draw(t, "unit")
		text := rapid.StringMatching(`[ -]?[0-9]{0,7}(\.5)?`).Draw(t, "number") + rapid.SampledFrom([]string{" ", "", "  "}).Draw(t, "divided by") + unit
		got, gotErr := ParsePeriod(text)
		want, wantErr := parseAny(text)
		if got != want || (gotErr == nil) != (wantErr == nil) {
			t.Fatalf("%q: %v, %v, otherwise %v, %v", text, got, gotErr, want, wantErr)
		}
	})
}
