package civil

import "testing"

func TestAgreement(t *testing.T) {
	yearly := Agreement{
		Start: date(t, "2024-04-01"), Term: Period{Months: 24}, Renews: true, Renewal: Period{Months: 12},
		Notice: &Notice{Period: Period{Months: 3}},
	}
	with := func(change func(*Agreement)) Agreement {
		a := yearly
		change(&a)
		return a
	}
	twice, never := 2, 0
	endOnly := with(func(a *Agreement) { a.Start, a.Term, a.Ends = Date{}, Period{}, date(t, "2026-02-28") })
	received := func(day string) Agreement {
		return with(func(a *Agreement) { a.Received = date(t, day) })
	}
	for _, test := range []struct {
		name     string
		a        Agreement
		today    string
		renewals int
		end      string
		state    string
		last     string
		until    string // committed until
		next     string // last notice date of the term after
	}{
		{"first term", yearly, "2025-01-01", 0, "2026-03-31", "open", "2025-12-31", "", ""},
		{"before it begins", yearly, "2023-01-01", 0, "2026-03-31", "open", "2025-12-31", "", ""},
		{"on the last notice day", yearly, "2025-12-31", 0, "2026-03-31", "open", "2025-12-31", "", ""},
		{"the day after", yearly, "2026-01-01", 0, "2026-03-31", "renewal_locked", "2025-12-31", "2027-03-31", "2026-12-31"},
		{"the last day of a term", yearly, "2026-03-31", 0, "2026-03-31", "renewal_locked", "2025-12-31", "2027-03-31", "2026-12-31"},
		{"the first day of the next", yearly, "2026-04-01", 1, "2027-03-31", "open", "2026-12-31", "", ""},
		{"far into the future", yearly, "2126-05-01", 101, "2127-03-31", "open", "2126-12-31", "", ""},
		{"open-ended today", yearly, "9999-12-31", 7974, "9999-12-31", "ending", "", "", ""},

		{"notice in time", received("2026-12-31"), "2027-01-15", 1, "2027-03-31", "terminating", "2026-12-31", "", ""},
		{"notice in time, and over", received("2026-12-31"), "2027-04-01", 1, "2027-03-31", "ended", "2026-12-31", "", ""},
		{"notice not received yet", received("2026-12-31"), "2026-12-30", 1, "2027-03-31", "open", "2026-12-31", "", ""},
		{"notice a day late", received("2027-01-01"), "2027-01-15", 1, "2027-03-31", "renewal_locked", "2026-12-31", "2028-03-31", "2027-12-31"},
		{"late notice in the next term", received("2027-01-01"), "2027-05-01", 2, "2028-03-31", "open", "2027-12-31", "", ""},
		{"notice of a term long gone", received("2026-03-01"), "2026-05-01", 1, "2027-03-31", "open", "2026-12-31", "", ""},

		{"renewals left", with(func(a *Agreement) { a.MaxRenewals = &twice }), "2026-05-01", 1, "2027-03-31", "open", "2026-12-31", "", ""},
		{"locked into the last renewal", with(func(a *Agreement) { a.MaxRenewals = &twice }), "2027-02-01", 1, "2027-03-31", "renewal_locked", "2026-12-31", "2028-03-31", ""},
		{"no renewal left", with(func(a *Agreement) { a.MaxRenewals = &twice }), "2027-05-01", 2, "2028-03-31", "ending", "", "", ""},
		{"over after the last renewal", with(func(a *Agreement) { a.MaxRenewals = &twice }), "2028-04-01", 2, "2028-03-31", "ended", "", "", ""},
		{"no renewals allowed", with(func(a *Agreement) { a.MaxRenewals = &never }), "2026-02-01", 0, "2026-03-31", "ending", "", "", ""},
		{"does not renew", with(func(a *Agreement) { a.Renews = false }), "2026-02-01", 0, "2026-03-31", "ending", "", "", ""},
		{"renewal without a length", with(func(a *Agreement) { a.Renewal = Period{} }), "2027-02-01", 0, "2026-03-31", "ended", "", "", ""},
		{"renewed by hand", with(func(a *Agreement) { a.Renews = false; a.RenewedUntil = date(t, "2027-06-30") }), "2026-05-01", 0, "2027-06-30", "ending", "", "", ""},

		{"end only, month end kept", endOnly, "2027-12-01", 2, "2028-02-29", "renewal_locked", "2027-11-30", "2029-02-28", "2028-11-30"},
		{"no notice period known", with(func(a *Agreement) { a.Notice = nil }), "2027-02-01", 1, "2027-03-31", "open", "", "", ""},
		{"notice without a known period", with(func(a *Agreement) { a.Notice = nil; a.Received = date(t, "2027-01-01") }), "2027-02-01", 1, "2027-03-31", "terminating", "", "", ""},
		{"open-ended", Agreement{Ends: Far, Renews: true, Renewal: Period{Months: 12}, Notice: yearly.Notice}, "2026-11-22", 0, "9999-12-31", "ending", "", "", ""},
	} {
		s := test.a.On(date(t, test.today))
		got := []string{s.End.String(), s.state(), s.Notice.LastNotice.String(), s.Committed.String(), s.Next.LastNotice.String()}
		want := []string{test.end, test.state, test.last, test.until, test.next}
		for i, field := range []string{"end", "state", "last notice", "committed until", "next last notice"} {
			if got[i] != want[i] {
				t.Errorf("%s: %s = %q, want %q", test.name, field, got[i], want[i])
			}
		}
		if s.Renewals != test.renewals {
			t.Errorf("%s: %d renewals, want %d", test.name, s.Renewals, test.renewals)
		}
	}
}

func TestAgreementWithoutEnd(t *testing.T) {
	if s := (Agreement{}).On(date(t, "2026-11-22")); s != (Standing{}) {
		t.Errorf("an agreement without any date stands at %+v", s)
	}
}
