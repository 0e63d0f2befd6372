package sendrate_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/sendrate"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]sendrate.Rate{
		"30/minute": {Mails: 30, Per: time.Minute}, "1/second": {Mails: 1, Per: time.Second}, "10000/day": {Mails: 10000, Per: 24 * time.Hour},
		"7 / hour": {Mails: 7, Per: time.Hour},
	} {
		got, err := sendrate.Parse(text)
		if err != nil || got != want {
			t.Errorf("%q: got %v, %v; want %v", text, got, err, want)
		}
		if again, err := sendrate.Parse(got.String()); err != nil || again != want {
			t.Errorf("%q is written as %q", text, got)
		}
	}
	for _, text := range []string{"", "30", "30/", "/minute", "0/minute", "-1/minute", "030/minute", "30/minutes", "30/min", "30 per minute", "1000000/day", "1.5/second", "30/minute/hour"} {
		if got, err := sendrate.Parse(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
	for text, want := range map[string]string{
		"0/minute": "expected 1 to 999999 mails, got 0", "1000000/day": "got 1000000", "030/minute": "like 30/minute", "00/minute": "expected 1 to 999999",
	} {
		if _, err := sendrate.Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if got := (sendrate.Rate{}).String(); got != "" {
		t.Errorf("no rate is written as %q", got)
	}
}

// FuzzParse holds that a rate is read if and only if it has the form that editors of the configuration check, and reads the same once more as it is
// written.
func FuzzParse(f *testing.F) {
	form := regexp.MustCompile(sendrate.Pattern)
	for _, seed := range []string{"30/minute", "7 / hour", "0/day", "1000000/second", "+1/day", "1/ day"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rate, err := sendrate.Parse(text)
		if (err == nil) != form.MatchString(text) {
			t.Fatalf("%q: %v", text, err)
		}
		if again, second := sendrate.Parse(rate.String()); err == nil && (second != nil || again != rate) {
			t.Fatalf("%q is written as %q", text, rate)
		}
	})
}

func TestReserveLeavesRoomForOthers(t *testing.T) {
	for mails, want := range map[int]int{1: 0, 2: 1, 3: 1, 5: 1, 6: 2, 30: 6, 1000: 200} {
		if got := (sendrate.Rate{Mails: mails, Per: time.Minute}).Reserve(); got != want {
			t.Errorf("of %d mails %d are kept, want %d", mails, got, want)
		}
	}
}
