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
	whole := with(func(a *Agreement) { a.Notice = &Notice{Period: Period{Months: 12}} })
	endOnly := with(func(a *Agreement) { a.Start, a.Term, a.Ends = Date{}, Period{}, date(t, "2026-02-28") })
	stops := func(day string) Agreement {
		return with(func(a *Agreement) { a.Stops = date(t, day) })
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

		{"under notice", stops("2027-03-31"), "2027-01-15", 1, "2027-03-31", "terminating", "", "", ""},
		{"under notice, and over", stops("2027-03-31"), "2027-04-01", 1, "2027-03-31", "ended", "", "", ""},
		{"under notice for a later end", stops("2028-03-31"), "2027-01-15", 1, "2028-03-31", "terminating", "", "", ""},
		{"under notice within a term", stops("2026-06-30"), "2026-05-01", 1, "2026-06-30", "terminating", "", "", ""},

		{"renewals left", with(func(a *Agreement) { a.MaxRenewals = &twice }), "2026-05-01", 1, "2027-03-31", "open", "2026-12-31", "", ""},
		{"locked into the last renewal", with(func(a *Agreement) { a.MaxRenewals = &twice }), "2027-02-01", 1, "2027-03-31", "renewal_locked", "2026-12-31", "2028-03-31", ""},
		{"no renewal left", with(func(a *Agreement) { a.MaxRenewals = &twice }), "2027-05-01", 2, "2028-03-31", "ending", "", "", ""},
		{"over after the last renewal", with(func(a *Agreement) { a.MaxRenewals = &twice }), "2028-04-01", 2, "2028-03-31", "ended", "", "", ""},
		{"no renewals allowed", with(func(a *Agreement) { a.MaxRenewals = &never }), "2026-02-01", 0, "2026-03-31", "ending", "", "", ""},
		{"does not renew", with(func(a *Agreement) { a.Renews = false }), "2026-02-01", 0, "2026-03-31", "ending", "", "", ""},
		{"renewal without a length", with(func(a *Agreement) { a.Renewal = Period{} }), "2027-02-01", 0, "2026-03-31", "ended", "", "", ""},
		{"renewed by hand", with(func(a *Agreement) { a.Renews = false; a.RenewedUntil = date(t, "2027-06-30") }), "2026-05-01", 0, "2027-06-30", "ending", "", "", ""},

		{"end only, month end kept", endOnly, "2027-12-01", 2, "2028-02-29", "renewal_locked", "2027-11-30", "2029-02-28", "2028-11-30"},
		{"notice as long as the term", whole, "2027-05-01", 2, "2028-03-31", "renewal_locked", "2027-03-31", "2029-03-31", "2028-03-31"},
		{"notice longer than the term", with(func(a *Agreement) { a.Notice = &Notice{Period: Period{Months: 30}} }), "2027-05-01", 2, "2028-03-31", "renewal_locked", "2025-09-30", "2030-03-31", "2027-09-30"},
		{"no notice period known", with(func(a *Agreement) { a.Notice = nil }), "2027-02-01", 1, "2027-03-31", "open", "", "", ""},
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
	if s := (Agreement{}).On(date(t, "2026-11-22")); s != (AgreementState{}) {
		t.Errorf("an agreement without any date stands at %+v", s)
	}
}

func TestEndByNotice(t *testing.T) {
	one := 1
	yearly := Agreement{
		Start: date(t, "2024-04-01"), Term: Period{Months: 24}, Renews: true, Renewal: Period{Months: 12},
		Notice: &Notice{Period: Period{Months: 3}},
	}
	limited, manual, unknown := yearly, yearly, yearly
	limited.MaxRenewals, manual.Renews, unknown.Notice = &one, false, nil
	for _, test := range []struct {
		name   string
		a      Agreement
		on, to string
		ends   string // empty: it changes nothing
	}{
		{"in time", yearly, "2026-12-31", "", "2027-03-31"},
		{"a day late", yearly, "2027-01-01", "", "2028-03-31"},
		{"long before", yearly, "2023-01-01", "", "2026-03-31"},
		{"for a later end", yearly, "2025-01-01", "2028-03-31", "2028-03-31"},
		{"for an end that it no longer reaches", yearly, "2026-01-01", "2026-03-31", "2027-03-31"},
		{"for a day that is no end", yearly, "2025-01-01", "2026-06-30", "2026-03-31"},
		{"before the last end but one", limited, "2025-12-31", "", "2026-03-31"},
		{"only the last end is left", limited, "2026-01-01", "", ""},
		{"for the last end, while there is a choice", limited, "2025-12-31", "2027-03-31", "2027-03-31"},
		{"for the last end, which comes by itself", limited, "2026-01-01", "2027-03-31", ""},
		{"it will not be renewed by hand", manual, "2026-03-31", "", "2026-03-31"},
		{"after all was over", manual, "2026-04-01", "", ""},
		{"the notice period is not known", unknown, "2027-01-01", "", "2027-03-31"},
	} {
		r := NoticeReceived{On: date(t, test.on)}
		if test.to != "" {
			r.For = date(t, test.to)
		}
		end, ok := test.a.EndByNotice(r)
		if !ok {
			end = Date{}
		}
		if end.String() != test.ends {
			t.Errorf("%s: it ends on %q, want %q", test.name, end, test.ends)
		}
	}
}

func TestRolling(t *testing.T) {
	one := 1
	for _, test := range []struct {
		a    Agreement
		want bool
	}{
		{Agreement{Renews: true, Renewal: Period{Months: 1}}, true},
		{Agreement{Renews: true, Renewal: Period{Months: 3}}, true},
		{Agreement{Renews: true, Renewal: Period{Days: 7 * 13}}, true},
		{Agreement{Renews: true, Renewal: Period{Days: 92}}, true},
		{Agreement{Renews: true, Renewal: Period{Months: 2, Days: 30}}, true},
		{Agreement{Renews: true, Renewal: Period{Days: 93}}, false},
		{Agreement{Renews: true, Renewal: Period{Months: 3, Days: 1}}, false},
		{Agreement{Renews: true, Renewal: Period{Months: 4}}, false},
		{Agreement{Renews: true, Renewal: Period{Months: 1}, MaxRenewals: &one}, false},
		{Agreement{Renewal: Period{Months: 1}}, false},
		{Agreement{Renews: true}, false},
	} {
		if got := test.a.Rolling(); got != test.want {
			t.Errorf("%+v: rolling is %v, want %v", test.a, got, test.want)
		}
	}
}

func TestNearestEnds(t *testing.T) {
	one := 1
	a := Agreement{Start: date(t, "2024-01-01"), Term: Period{Months: 12}, Renews: true, Renewal: Period{Months: 12}, MaxRenewals: &one}
	for _, test := range []struct{ day, before, after string }{
		{"2024-06-30", "", "2024-12-31"},
		{"2025-06-30", "2024-12-31", "2025-12-31"},
		{"2026-06-30", "2025-12-31", ""},
	} {
		if _, found := a.EndOn(date(t, test.day)); found {
			t.Errorf("%s is an end", test.day)
		}
		before, after := a.NearestEnds(date(t, test.day))
		if before.String() != test.before || after.String() != test.after {
			t.Errorf("nearest to %s are %q and %q, want %q and %q", test.day, before, after, test.before, test.after)
		}
	}
	if e, found := a.EndOn(date(t, "2025-12-31")); !found || !e.Last || e.Nth != 1 {
		t.Errorf("2025-12-31 is %+v, %v", e, found)
	}
}
