package compose

import (
	"testing"
	"time"
)

func TestDaysAreSaidAsPeopleSayThem(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	r := reader{zone: berlin}
	for text, want := range map[string]string{
		"It ended on 2024-12-31 and was not renewed.":      "It ended on Tue 31 Dec 2024 and was not renewed.",
		`The delivery "pouch 2026-12-11" of 2026-12-11.`:   `The delivery "pouch 2026-12-11" of Fri 11 Dec.`,
		"since 2026-09-16 22:30 UTC; the last said: no":    "since Thu 17 Sep 00:30; the last said: no",
		"since 2025-12-31 23:30 UTC":                       "since Thu 1 Jan 00:30",
		"since 2025-12-31 12:00 UTC":                       "since Wed 31 Dec 2025 13:00",
		"order PO-2026-02-30, 12026-01-01, 2026-02-30":     "order PO-2026-02-30, 12026-01-01, 2026-02-30",
		"a \"quotation mark that nobody closes 2026-12-11": "a \"quotation mark that nobody closes 2026-12-11",
	} {
		if got := r.readable(text, instant("2026-09-17T06:00:00Z")); got != want {
			t.Errorf("%q is said as %q, want %q", text, got, want)
		}
	}
}
