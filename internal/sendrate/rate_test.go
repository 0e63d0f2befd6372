package sendrate_test

import (
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
	if got := (sendrate.Rate{}).String(); got != "" {
		t.Errorf("no rate is written as %q", got)
	}
}
