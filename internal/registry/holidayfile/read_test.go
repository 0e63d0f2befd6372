package holidayfile

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
)

const year = 2026

// file wraps lines of events into a calendar.
func file(events ...string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//plant//EN\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n")
}

func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\nUID:1@plant\r\nDTSTAMP:20260101T000000Z\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
}

func TestDaysOff(t *testing.T) {
	for name, test := range map[string]struct {
		events []string
		want   string
		until  string
	}{
		"one day": {[]string{vevent("DTSTART;VALUE=DATE:20271224", "SUMMARY:Christmas Eve")}, "2027-12-24 Christmas Eve", "2027-12-31"},
		"DTEND is the day after": {
			[]string{vevent("DTSTART;VALUE=DATE:20270802", "DTEND;VALUE=DATE:20270804", "SUMMARY:Summer\\, shutdown")},
			"2027-08-02 Summer, shutdown; 2027-08-03 Summer, shutdown", "2027-12-31",
		},
		"the same day as end":  {[]string{vevent("DTSTART;VALUE=DATE:20270802", "DTEND;VALUE=DATE:20270802", "SUMMARY:S")}, "2027-08-02 S", "2027-12-31"},
		"a duration":           {[]string{vevent("DTSTART;VALUE=DATE:20271230", "DURATION:P3D", "SUMMARY:S")}, "2027-12-30 S; 2027-12-31 S; 2028-01-01 S", "2027-12-31"},
		"cancelled":            {[]string{vevent("DTSTART;VALUE=DATE:20270802", "STATUS:CANCELLED"), vevent("DTSTART;VALUE=DATE:20270803")}, "2027-08-03 holiday", "2027-12-31"},
		"at an hour":           {[]string{vevent("DTSTART:20270802T090000Z", "SUMMARY:Meeting"), vevent("DTSTART:20270803", "SUMMARY:S")}, "2027-08-03 S", "2027-12-31"},
		"Outlook":              {[]string{vevent("DTSTART:20270802T000000", "DTEND:20270803T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "SUMMARY:S")}, "2027-08-02 S", "2027-12-31"},
		"a folded name":        {[]string{vevent("DTSTART;VALUE=DATE:20270802", "SUMMARY:Summer", "  shutdown")}, "2027-08-02 Summer shutdown", "2027-12-31"},
		"an alarm":             {[]string{vevent("DTSTART;VALUE=DATE:20270802", "SUMMARY:S", "BEGIN:VALARM", "TRIGGER:-PT1H", "ACTION:DISPLAY", "DESCRIPTION:x", "END:VALARM")}, "2027-08-02 S", "2027-12-31"},
		"so many times":        {[]string{vevent("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;COUNT=3", "SUMMARY:S")}, "2026-12-24 S; 2027-12-24 S; 2028-12-24 S", "2028-12-31"},
		"an excluded day":      {[]string{vevent("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;COUNT=3", "EXDATE;VALUE=DATE:20271224", "SUMMARY:S")}, "2026-12-24 S; 2028-12-24 S", "2028-12-31"},
		"a further day":        {[]string{vevent("DTSTART;VALUE=DATE:20261224", "RDATE;VALUE=DATE:20270102,20270103", "SUMMARY:S")}, "2026-12-24 S; 2027-01-02 S; 2027-01-03 S", "2027-12-31"},
		"one occurrence moved": {[]string{vevent("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;COUNT=2", "SUMMARY:S"), vevent("RECURRENCE-ID;VALUE=DATE:20271224", "DTSTART;VALUE=DATE:20271223", "SUMMARY:M")}, "2026-12-24 S; 2027-12-23 M", "2027-12-31"},
		"one occurrence cancelled": {[]string{
			vevent("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;COUNT=2", "SUMMARY:S"),
			vevent("RECURRENCE-ID;VALUE=DATE:20271224", "DTSTART;VALUE=DATE:20271224", "STATUS:CANCELLED"),
		}, "2026-12-24 S", "2026-12-31"},
	} {
		t.Run(name, func(t *testing.T) {
			got, mistakes := Read(file(test.events...), year)
			if len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			var days []string
			for _, d := range got.Days {
				days = append(days, d.Date.String()+" "+d.Name)
			}
			if joined := strings.Join(days, "; "); joined != test.want {
				t.Errorf("got  %s\nwant %s", joined, test.want)
			}
			if got.Until.String() != test.until {
				t.Errorf("known until %s, want %s", got.Until, test.until)
			}
		})
	}
}

// TestRecurrencesReachTenYearsAhead follows a rule without an end, from long ago.
func TestRecurrencesReachTenYearsAhead(t *testing.T) {
	got, mistakes := Read(file(vevent("DTSTART;VALUE=DATE:19901224", "RRULE:FREQ=YEARLY", "SUMMARY:S")), year)
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	if last := got.Days[len(got.Days)-1].Date; last != civil.NewDate(2036, time.December, 24) || got.Until != civil.NewDate(2036, time.December, 31) {
		t.Errorf("the last day is %s, known until %s", last, got.Until)
	}
}

func TestMistakes(t *testing.T) {
	for name, test := range map[string]struct {
		data []byte
		line int
		want string
	}{
		"empty":          {nil, 1, "BEGIN:VCALENDAR"},
		"something else": {[]byte("version: 1\n"), 1, "BEGIN:VCALENDAR"},
		"a stray line":   {file(vevent("DTSTART;VALUE=DATE:20270802", "hello")), 8, "NAME:VALUE"},
		"cut off":        {[]byte("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270802\r\n"), 2, "does not end"},
		"no event":       {file(), 1, "no all-day event"},
		"only at hours":  {file(vevent("DTSTART:20270802T090000Z")), 1, "no all-day event"},
		"no such day":    {file(vevent("DTSTART;VALUE=DATE:20270230")), 7, "DTSTART"},
		"no start":       {file(vevent("SUMMARY:x")), 4, "DTSTART"},
		"ends before":    {file(vevent("DTSTART;VALUE=DATE:20270802", "DTEND;VALUE=DATE:20270801")), 8, "after the start"},
		"no end":         {file(vevent("DTSTART;VALUE=DATE:20270802", "DTEND;VALUE=DATE:soon")), 8, "DTEND"},
		"no duration":    {file(vevent("DTSTART;VALUE=DATE:20270802", "DURATION:PT5H")), 8, "after the start"},
		"too long":       {file(vevent("DTSTART;VALUE=DATE:20270802", "DTEND;VALUE=DATE:20290801")), 8, "at most 366"},
		"an hourly rule": {file(vevent("DTSTART;VALUE=DATE:20270802", "SUMMARY:x", "RRULE:FREQ=HOURLY")), 9, "finer than a day"},
		"no exclusion":   {file(vevent("DTSTART;VALUE=DATE:20270802", "EXDATE:never")), 8, "EXDATE"},
	} {
		t.Run(name, func(t *testing.T) {
			got, mistakes := Read(test.data, year)
			if len(mistakes) == 0 || len(got.Days) > 0 {
				t.Fatalf("it was read: %v", got)
			}
			if m := mistakes[0]; m.Line != test.line || !strings.Contains(m.Message, test.want) {
				t.Errorf("%+v, want line %d and %s", m, test.line, test.want)
			}
		})
	}
}

// TestTooManyDays refuses a file that takes longer than anybody is closed.
func TestTooManyDays(t *testing.T) {
	var events []string
	for i := range 200 {
		events = append(events, vevent(fmt.Sprintf("DTSTART;VALUE=DATE:%d0101", 1000+i*5), "DURATION:P366D", "SUMMARY:S"))
	}
	if _, mistakes := Read(file(events...), year); len(mistakes) == 0 || !strings.Contains(mistakes[0].Message, "more than") {
		t.Errorf("it was read: %v", mistakes)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(file(vevent("DTSTART;VALUE=DATE:20270802", "RRULE:FREQ=YEARLY")))
	f.Add([]byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, mistakes := Read(data, year)
		if (len(got.Days) > 0) == (len(mistakes) > 0) {
			t.Errorf("%d days and %d mistakes", len(got.Days), len(mistakes))
		}
		for _, m := range mistakes {
			if m.Line < 1 {
				t.Errorf("a mistake on line %d", m.Line)
			}
		}
	})
}
