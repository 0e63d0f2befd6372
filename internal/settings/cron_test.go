package settings

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCronRefuses(t *testing.T) {
	for line, want := range map[string]string{
		"TZ=UTC":                     "names a time zone; write it under schedule.timezone",
		"CRON_TZ=UTC 0 8 * * *":      "names a time zone",
		"TZ=Europe/Berlin 0 8 * * *": "names a time zone",
		"0 0 30 2 *":                 "this date never occurs",
		"@every 5m":                  "@every has no fixed times",
		"@sometimes":                 "is not a valid schedule of five fields",
		"0 8 * *":                    "is not a valid schedule of five fields",
		"0 8 * * 1 2026":             "is not a valid schedule of five fields",
		"60 8 * * 1":                 "is not a valid schedule of five fields",
		"*/0 * * * *":                "is not a valid schedule of five fields",
		"":                           "is not a valid schedule of five fields",
	} {
		if _, err := ParseCron(line, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", line, err, want)
		}
	}
}

func TestCronNeverPanics(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		line := rapid.OneOf(rapid.String(), rapid.StringMatching(`[@*/0-9,A-Z= -]{0,20}`)).Draw(rt, "line")
		if c, err := ParseCron(line, nil); err == nil && c.Next(time.Unix(0, 0)).IsZero() {
			rt.Errorf("%q was taken and never comes", line)
		}
	})
}

// TestCronNext takes the days on which the clocks of Berlin jump: 28 March 2027 from 02:00 to 03:00, and back on 31 October 2027 at 03:00.
func TestCronNext(t *testing.T) {
	for name, test := range map[string]struct {
		line, after string
		want        []string
	}{
		"summary":                  {"0 8 * * 1", "2026-11-22T10:00:00Z", []string{"2026-11-23T08:00:00+01:00", "2026-11-30T08:00:00+01:00"}},
		"every two minutes":        {"*/2 * * * *", "2026-11-22T10:01:30Z", []string{"2026-11-22T11:02:00+01:00", "2026-11-22T11:04:00+01:00"}},
		"in a skipped hour":        {"30 2 * * *", "2027-03-27T12:00:00Z", []string{"2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"}},
		"weekly in a skipped hour": {"30 2 * * 0", "2027-03-27T12:00:00Z", []string{"2027-03-28T03:30:00+02:00", "2027-04-04T02:30:00+02:00"}},
		"in a repeated hour":       {"30 2 * * *", "2027-10-30T12:00:00Z", []string{"2027-10-31T02:30:00+02:00", "2027-11-01T02:30:00+01:00"}},
		"hourly, skipped hour":     {"30 * * * *", "2027-03-28T00:00:00Z", []string{"2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00", "2027-03-28T04:30:00+02:00"}},
		"hourly, repeated hour":    {"30 * * * *", "2027-10-31T00:00:00Z", []string{"2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00", "2027-10-31T03:30:00+01:00"}},
		"by name":                  {"@daily", "2026-11-22T10:00:00Z", []string{"2026-11-23T00:00:00+01:00"}},
		"leap day":                 {"0 0 29 2 *", "2026-11-22T10:00:00Z", []string{"2028-02-29T00:00:00+01:00"}},
	} {
		t.Run(name, func(t *testing.T) { checkNext(t, test.line, test.after, test.want) })
	}
}

func checkNext(t *testing.T, line, after string, want []string) {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	schedule, err := ParseCron(line, berlin)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, after)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		at = schedule.Next(at)
		if got := at.Format(time.RFC3339); got != w {
			t.Fatalf("got %s, want %s", got, w)
		}
	}
}

// TestCronGoesOn: whatever the line and the zone, the next instant is later, and exists.
func TestCronGoesOn(t *testing.T) {
	var zones []*time.Location
	for _, name := range []string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "Pacific/Apia"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, zone)
	}
	rapid.Check(t, func(rt *rapid.T) {
		line := rapid.SampledFrom([]string{"* * * * *", "*/2 * * * *", "0 8 * * 1", "30 2 * * *", "0 0 * * *", "15 1,2,3 * * 0", "0 0 1 * *"}).Draw(rt, "line")
		schedule, err := ParseCron(line, rapid.SampledFrom(zones).Draw(rt, "zone"))
		if err != nil {
			rt.Fatal(err)
		}
		at := time.Unix(rapid.Int64Range(1_700_000_000, 2_000_000_000).Draw(rt, "at"), 0)
		for range 5 {
			next := schedule.Next(at)
			if !next.After(at) || next.Sub(at) > 32*24*time.Hour {
				rt.Fatalf("after %v comes %v", at, next)
			}
			at = next
		}
	})
}
