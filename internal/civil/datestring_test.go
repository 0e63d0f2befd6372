package civil

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestPropertyDateNumbers compares the three numbers of any date, its text and its order with those that a date is made of.
func TestPropertyDateNumbers(t *testing.T) {
	draw := func(t *rapid.T) (y, m, d int) {
		y, m = rapid.IntRange(firstYear, lastYear).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")
		return y, m, rapid.IntRange(1, daysIn(y, time.Month(m))).Draw(t, "day")
	}
	rapid.Check(t, func(t *rapid.T) {
		y, m, d := draw(t)
		date := NewDate(y, time.Month(m), d)
		if date.Year() != y || date.Month() != time.Month(m) || date.Day() != d {
			t.Fatalf("%d, %d, %d has %d, %d, %d", y, m, d, date.Year(), date.Month(), date.Day())
		}
		if want := fmt.Sprintf("%04d-%02d-%02d", y, m, d); date.String() != want {
			t.Fatalf("String of %d, %d, %d = %q, want %q", y, m, d, date, want)
		}
		y2, m2, d2 := draw(t)
		other := NewDate(y2, time.Month(m2), d2)
		if want := slices.Compare([]int{y, m, d}, []int{y2, m2, d2}); date.Compare(other) != want || date.Before(other) != (want < 0) || date.After(other) != (want > 0) {
			t.Fatalf("%s is ordered as %d to %s", date, date.Compare(other), other)
		}
	})
	if none := (Date{}); none.Year() != 0 || none.Month() != 0 || none.Day() != 0 || none.String() != "" || !none.Before(first) {
		t.Error("the zero Date has a day")
	}
}
