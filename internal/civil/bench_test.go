package civil

import (
	"testing"
	"time"
)

func BenchmarkBusinessDay(b *testing.B) {
	c, d := calendar(b, "Europe/Berlin", "", "DE-BY"), date(b, "2026-11-20")
	for b.Loop() {
		c.BusinessDay(d)
	}
}

func BenchmarkStart(b *testing.B) {
	loc, d := zone(b, "Africa/Cairo"), date(b, "2026-04-24")
	for b.Loop() {
		d.Start(loc)
	}
}

func BenchmarkNoticeDates(b *testing.B) {
	c := calendar(b, "Europe/Berlin", "", "DE-BY")
	n := Notice{Period: Period{Months: 3}, Delivery: Period{BusinessDays: 3}, Decide: Period{BusinessDays: 10}, Theirs: c, Ours: c}
	end := date(b, "2027-03-31")
	for b.Loop() {
		n.Dates(end)
	}
}

func BenchmarkAgreement(b *testing.B) {
	a := Agreement{
		Start: date(b, "2004-02-29"), Term: Period{Months: 24}, Renews: true, Renewal: Period{Months: 12}, Notice: &Notice{Period: Period{Months: 3}},
	}
	today := date(b, "2026-11-22")
	for b.Loop() {
		a.On(today)
	}
}

func BenchmarkYearlyWindow(b *testing.B) {
	w, today := Yearly(MonthDay{time.September, 1}, MonthDay{time.September, 30}), date(b, "2026-11-22")
	for b.Loop() {
		w.Current(today)
	}
}

func BenchmarkRecurringWindow(b *testing.B) {
	from := date(b, "2010-01-01")
	w := Lasting(recurrence(b, "FREQ=YEARLY;BYMONTH=9;BYDAY=-1FR", from), Period{Days: 10})
	today := date(b, "2026-11-22")
	for b.Loop() {
		w.Current(today)
	}
}

func BenchmarkParseRecurrence(b *testing.B) {
	from := date(b, "2026-01-05")
	for b.Loop() {
		if _, err := ParseRecurrence("FREQ=WEEKLY;BYDAY=MO", from); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNeverMatching shows what the worst rule costs before it is refused.
func BenchmarkNeverMatching(b *testing.B) {
	from := date(b, "2026-01-01")
	for b.Loop() {
		if _, err := ParseRecurrence("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", from); err == nil {
			b.Fatal("30 February was accepted")
		}
	}
}

func BenchmarkBusinessTimeOfAMonth(b *testing.B) {
	c := calendar(b, "Europe/Berlin", "08:00-17:00", "DE-BY")
	to := instant(b, "2026-11-22T12:00:00Z")
	for b.Loop() {
		c.BusinessTime(to.AddDate(0, -1, 0), to)
	}
}
