package civil

import (
	"testing"
	"time"
)

// TestDayBounds holds days whose midnight is missing, comes twice, or that a zone left out, beside ordinary ones.
func TestDayBounds(t *testing.T) {
	for _, test := range []struct {
		day, zone, start, end string
	}{
		{"2026-11-22", "UTC", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"},
		{"2026-12-31", "Asia/Tokyo", "2026-12-30T15:00:00Z", "2026-12-31T15:00:00Z"},
		{"2026-12-31", "Pacific/Honolulu", "2026-12-31T10:00:00Z", "2027-01-01T10:00:00Z"},
		{"2026-06-01", "Asia/Kolkata", "2026-05-31T18:30:00Z", "2026-06-01T18:30:00Z"},
		{"2026-06-01", "Asia/Kathmandu", "2026-05-31T18:15:00Z", "2026-06-01T18:15:00Z"},
		{"2026-01-01", "Pacific/Kiritimati", "2025-12-31T10:00:00Z", "2026-01-01T10:00:00Z"},
		// 23 and 25 hours.
		{"2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"},
		{"2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"},
		{"2026-10-25", "Europe/London", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"},
		{"2026-03-08", "America/New_York", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"},
		{"2026-04-05", "Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z"},
		// The clocks jump from 00:00 to 01:00: the day begins at 01:00.
		{"2026-04-24", "Africa/Cairo", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"},
		{"2026-09-06", "America/Santiago", "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"},
		{"2026-03-29", "Asia/Beirut", "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"},
		{"2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"},
		// The clocks go back from 24:00 to 23:00: the day before ends an hour later.
		{"2026-10-29", "Africa/Cairo", "2026-10-28T21:00:00Z", "2026-10-29T22:00:00Z"},
		{"2026-04-04", "America/Santiago", "2026-04-04T03:00:00Z", "2026-04-05T04:00:00Z"},
		{"2026-10-24", "Asia/Beirut", "2026-10-23T21:00:00Z", "2026-10-24T22:00:00Z"},
		// The clocks went back from 00:01 to 23:01: the new day had begun already.
		{"2010-11-07", "America/St_Johns", "2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z"},
		// Samoa left out 30 December 2011 when it changed sides of the date line.
		{"2011-12-29", "Pacific/Apia", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"},
		{"2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},
		{"2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"},
		// Before there were time zones, Manila was nearly sixteen hours behind Greenwich.
		{"1844-12-30", "Asia/Manila", "1844-12-30T15:56:08Z", "1844-12-31T15:56:08Z"},
		// The last days of leap years, where the standard library loses the end of the zone's stretch.
		{"2028-12-31", "Europe/Berlin", "2028-12-30T23:00:00Z", "2028-12-31T23:00:00Z"},
		{"2028-12-31", "Europe/London", "2028-12-31T00:00:00Z", "2029-01-01T00:00:00Z"},
		{"2040-12-31", "America/New_York", "2040-12-31T05:00:00Z", "2041-01-01T05:00:00Z"},
		{"2041-01-01", "Pacific/Auckland", "2040-12-31T11:00:00Z", "2041-01-01T11:00:00Z"},
		{"9999-12-31", "UTC", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59Z"},
		{"9999-12-31", "America/Los_Angeles", "9999-12-31T08:00:00Z", "9999-12-31T23:59:59Z"},
		{"9999-12-31", "Asia/Tokyo", "9999-12-30T15:00:00Z", "9999-12-31T15:00:00Z"},
	} {
		d, loc := date(t, test.day), zone(t, test.zone)
		if got := d.Start(loc); !got.Equal(instant(t, test.start)) {
			t.Errorf("%s in %s starts at %s, want %s", d, test.zone, got.UTC().Format(time.RFC3339), test.start)
		}
		if got := d.End(loc); !got.Equal(instant(t, test.end)) {
			t.Errorf("%s in %s ends at %s, want %s", d, test.zone, got.UTC().Format(time.RFC3339), test.end)
		}
	}
}

func TestStartWithoutZoneIsUTC(t *testing.T) {
	if got := date(t, "2026-11-22").Start(nil); !got.Equal(instant(t, "2026-11-22T00:00:00Z")) {
		t.Errorf("starts at %s", got)
	}
}

func TestDateOf(t *testing.T) {
	at := instant(t, "2026-11-22T23:30:00Z")
	for name, want := range map[string]string{
		"UTC": "2026-11-22", "Europe/Berlin": "2026-11-23", "America/Los_Angeles": "2026-11-22", "Pacific/Auckland": "2026-11-23",
	} {
		if got := DateOf(at.In(zone(t, name))).String(); got != want {
			t.Errorf("in %s it is %s, want %s", name, got, want)
		}
	}
}

// TestAddTo holds the rule for instants: parts of days and more keep the clock, parts of the clock are elapsed time.
func TestAddTo(t *testing.T) {
	for _, test := range []struct {
		at, period, zone, want string
	}{
		{"2026-11-22T10:00:00Z", "4 hours", "UTC", "2026-11-22T14:00:00Z"},
		{"2026-03-28T09:00:00Z", "24 hours", "Europe/Berlin", "2026-03-29T09:00:00Z"},
		{"2026-03-28T09:00:00Z", "1 day", "Europe/Berlin", "2026-03-29T08:00:00Z"},
		{"2026-10-24T08:00:00Z", "1 day", "Europe/Berlin", "2026-10-25T09:00:00Z"},
		{"2026-10-24T08:00:00Z", "1 day 90 minutes", "Europe/Berlin", "2026-10-25T10:30:00Z"},
		{"2026-01-31T12:00:00Z", "1 month", "UTC", "2026-02-28T12:00:00Z"},
		{"2026-02-28T16:00:00Z", "1 month", "America/New_York", "2026-03-28T15:00:00Z"},
		// 02:30 does not exist on that day; the clocks jump over it at 01:00 UTC.
		{"2026-03-28T01:30:00Z", "1 day", "Europe/Berlin", "2026-03-29T01:00:00Z"},
		// 02:30 comes twice on that day; the first is meant.
		{"2026-10-24T00:30:00Z", "1 day", "Europe/Berlin", "2026-10-25T00:30:00Z"},
		// Friday and Saturday evening, then one business day.
		{"2026-11-20T20:00:00Z", "1 business day", "UTC", "2026-11-23T20:00:00Z"},
		{"2026-11-21T20:00:00Z", "1 business day", "UTC", "2026-11-24T20:00:00Z"},
		// It is Monday in Auckland already.
		{"2026-11-22T20:00:00Z", "1 business day", "Pacific/Auckland", "2026-11-23T20:00:00Z"},
		{"2026-11-22T10:00:00.25Z", "1 day", "UTC", "2026-11-23T10:00:00.25Z"},
		{"2026-09-05T04:30:00Z", "1 day", "America/Santiago", "2026-09-06T04:00:00Z"},
	} {
		got := AddTo(instant(t, test.at), period(t, test.period), calendar(t, test.zone, ""))
		if !got.Equal(instant(t, test.want)) {
			t.Errorf("%s + %s in %s = %s, want %s", test.at, test.period, test.zone, got.UTC().Format(time.RFC3339Nano), test.want)
		}
	}
}
