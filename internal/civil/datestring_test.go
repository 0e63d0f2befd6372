package civil

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestPropertyDateString compares the text of any date, of impossible ones too, with its three numbers printed one by one.
func TestPropertyDateString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y, m, d := rapid.IntRange(-1, 10_001).Draw(t, "year"), rapid.IntRange(-1, 14).Draw(t, "month"), rapid.IntRange(-1, 101).Draw(t, "day")
		want := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		if y == 0 && m == 0 && d == 0 {
			want = ""
		}
		if got := (Date{Year: y, Month: time.Month(m), Day: d}).String(); got != want {
			t.Fatalf("String of %d, %d, %d = %q, want %q", y, m, d, got, want)
		}
	})
}
