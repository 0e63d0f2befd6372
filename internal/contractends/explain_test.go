package contractends_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/contractends"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
)

// explained returns the explanation of the contract written in a line of YAML, at noon of a day.
func explained(t testing.TB, contract, day, calendar string, facts ...model.Fact) apidoc.ContractDetail {
	t.Helper()
	text := "version: 1\ncalendars:\n  home: " + calendar + "\nteams: {buying: {email: buying@buyer.example}}\n" +
		"suppliers:\n  - id: acme\n    name: ACME\n    calendar: home\n    supplies: [{id: gas, item: gas}]\n    contracts: [{id: one, " + contract + "}]\n"
	file := filepath.Join(t.TempDir(), "registry.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, problems := registry.Load([]string{file})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	now, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	detail, found := contractends.Explain(loaded, factindex.New(facts...), loaded.Suppliers[0], "one", now.Add(12*time.Hour))
	if !found {
		t.Fatal("the contract is not found")
	}
	return detail
}

// list writes the ends with their states, those that a notice reaches with a +.
func list(d apidoc.ContractDetail) string {
	var all []string
	for _, e := range d.Ends {
		text := e.End.String() + " " + string(e.State)
		if e.Reachable {
			text += "+"
		}
		all = append(all, text)
	}
	if d.More {
		all = append(all, "more")
	}
	return strings.Join(all, ", ")
}

func TestEndsOfContracts(t *testing.T) {
	const yearly = "starts: 2024-04-01, term: 24 months, renewal: automatic, renewal_term: 12 months, notice: 3 months"
	const whole = "starts: 2020-01-01, term: 12 months, renewal: automatic, renewal_term: 12 months, notice: 12 months"
	for _, c := range []struct{ name, contract, day, want string }{
		{"first term", yearly, "2025-12-31", "2026-03-31 open+, 2027-03-31 open+, 2028-03-31 open+, 2029-03-31 open+, more"},
		{"a day late", yearly, "2026-01-01", "2026-03-31 missed, 2027-03-31 open+, 2028-03-31 open+, 2029-03-31 open+, 2030-03-31 open+, more"},
		{"kept", yearly + ", kept: {until: 2027-03-31}", "2026-04-01", "2026-03-31 over, 2027-03-31 kept+, 2028-03-31 open+, 2029-03-31 open+, 2030-03-31 open+, 2031-03-31 open+, more"},
		{"kept before it is too late", yearly + ", kept: {until: 2027-03-31}", "2027-02-01", "2026-03-31 over, 2027-03-31 kept, 2028-03-31 open+, 2029-03-31 open+, 2030-03-31 open+, 2031-03-31 open+, more"},
		{"our notice", yearly + ", notice_given: 2026-06-01", "2026-07-01", "2026-03-31 over, 2027-03-31 noticed"},
		{"our notice for a later end", yearly + ", notice_given: {received: 2026-06-01, for: 2028-03-31}", "2026-07-01", "2026-03-31 over, 2027-03-31 open, 2028-03-31 noticed"},
		{"their notice inside a term", yearly + ", terminated: {by: them, ends: 2026-10-15}", "2026-07-01", "2026-03-31 over, 2026-10-15 terminated"},
		{"their notice to an end", yearly + ", terminated: {by: them, ends: 2027-03-31}", "2026-07-01", "2026-03-31 over, 2027-03-31 terminated"},
		{"a notice with a day to come", yearly + ", notice_given: 2026-06-01", "2026-05-01", "2026-03-31 over, 2027-03-31 open+, 2028-03-31 open+, 2029-03-31 open+, 2030-03-31 open+, more"},
		{"limited", yearly + ", max_renewals: 2", "2026-07-01", "2026-03-31 over, 2027-03-31 open+, 2028-03-31 last"},
		{"limited, the last end far away", yearly + ", max_renewals: 9", "2026-07-01", "2026-03-31 over, 2027-03-31 open+, 2028-03-31 open+, 2029-03-31 open+, 2030-03-31 open+, 2035-03-31 last, more"},
		{"limited, the last end next in the list", yearly + ", max_renewals: 5", "2026-07-01", "2026-03-31 over, 2027-03-31 open+, 2028-03-31 open+, 2029-03-31 open+, 2030-03-31 open+, 2031-03-31 last"},
		{"only the last end is left", yearly + ", max_renewals: 1, notice_given: 2027-01-15", "2027-02-01", "2026-03-31 over, 2027-03-31 last"},
		{"notice as long as the term", whole, "2026-11-22", "2020-12-31 over, 2021-12-31 over, 2022-12-31 over, 2023-12-31 over, 2024-12-31 over, 2025-12-31 over, 2026-12-31 missed, 2027-12-31 open+, 2028-12-31 open+, 2029-12-31 open+, 2030-12-31 open+, more"},
		{"rolling", "starts: 2024-01-15, term: 24 months, renewal: automatic, renewal_term: 1 month, notice: 1 month", "2026-03-20", "2026-01-14 over, 2026-04-14 missed, 2026-05-14 open+, 2026-06-14 open+, 2026-07-14 open+, 2026-08-14 open+, more"},
		{"rolling in its first term", "starts: 2024-01-15, term: 24 months, renewal: automatic, renewal_term: 1 month, notice: 1 month", "2025-12-20", "2026-01-14 missed, 2026-02-14 open+, 2026-03-14 open+, 2026-04-14 open+, 2026-05-14 open+, more"},
		{"manual", "ends: 2027-03-31, renewal: manual", "2026-07-01", "2027-03-31 last"},
		{"renewed by hand", "ends: 2027-03-31, renewal: manual, renewed: {until: 2028-03-31, on: 2026-05-01}", "2026-07-01", "2028-03-31 last"},
		{"nothing is known of a renewal", "ends: 2027-03-31", "2026-07-01", "2027-03-31 unknown"},
		{"no notice period is known", "ends: 2027-03-31, renewal: automatic, renewal_term: 12 months", "2026-07-01", "2027-03-31 unknown, 2028-03-31 unknown, 2029-03-31 unknown, 2030-03-31 unknown, more"},
		{"no end is known", "renewal: automatic", "2026-07-01", ""},
		{"open-ended", "open_ended: true, notice: 1 month", "2026-07-01", "2026-08-01 open+, more"},
		{"open-ended to quarter ends", "open_ended: true, notice: 6 weeks, notice_to: quarter-end", "2026-07-01", "2026-09-30 open+, 2026-12-31 open+, 2027-03-31 open+, 2027-06-30 open+, more"},
		{"minimum term", "open_ended: true, starts: 2026-01-15, term: 12 months, notice: 6 weeks, notice_to: quarter-end", "2026-07-01", "2027-01-14 open+, 2027-03-31 open+, 2027-06-30 open+, 2027-09-30 open+, more"},
		{"open-ended, under notice", "open_ended: true, notice: 1 month, notice_given: 2026-06-20", "2026-07-01", "2026-07-20 noticed"},
		{"open-ended without a known notice", "open_ended: true", "2026-07-01", "more"},
	} {
		if got := list(explained(t, c.contract, c.day, "{timezone: Europe/Berlin}")); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestEffectsOfNotices(t *testing.T) {
	const yearly = "starts: 2024-04-01, term: 24 months, renewal: automatic, renewal_term: 12 months, notice: 3 months"
	for _, c := range []struct{ contract, day, want string }{
		{yearly + ", notice_given: 2026-06-01", "2026-07-01", "ends the contract on 2027-03-31"},
		{yearly + ", notice_given: {received: 2026-02-01, for: 2026-03-31}", "2026-07-01", "was too late for 2026-03-31; it ends the contract on 2027-03-31"},
		{yearly + ", notice_given: 2026-08-01", "2026-07-01", "does not count before that day"},
		{yearly + ", notice_given: 2026-05-01, renewed: {until: 2029-03-31, on: 2026-06-01}", "2026-07-01", "changes nothing: the contract was renewed by hand afterwards"},
		{yearly + ", max_renewals: 1, notice_given: 2027-01-15", "2027-02-01", "changes nothing: no renewal was left that it could prevent"},
		{yearly + ", terminated: {by: them, ends: 2027-03-31}", "2026-07-01", "ends the contract on 2027-03-31"},
	} {
		d := explained(t, c.contract, c.day, "{timezone: Europe/Berlin}")
		if len(d.Notices) != 1 || d.Notices[0].Effect != c.want {
			t.Errorf("%s: %+v, want %q", c.contract, d.Notices, c.want)
		}
	}
}

func TestHolidaysAreKnownUntil(t *testing.T) {
	const contract = "starts: 2026-01-01, term: 36 months, renewal: automatic, renewal_term: 24 months, notice: 3 months"
	for _, c := range []struct{ contract, calendar, want string }{
		{contract, "{holidays: [TR]}", "2028-12-31 , 2030-12-31 , 2032-12-31 , 2034-12-31 2032-12-31"},
		{contract + ", roll: none", "{holidays: [TR]}", "2028-12-31 , 2030-12-31 , 2032-12-31 , 2034-12-31 "},
		{contract + ", roll: none, delivery: 3 business days", "{holidays: [TR]}", "2028-12-31 , 2030-12-31 , 2032-12-31 , 2034-12-31 2032-12-31"},
		{contract, "{holidays: [DE]}", "2028-12-31 , 2030-12-31 , 2032-12-31 , 2034-12-31 "},
		{"starts: 2026-01-01, term: 84 months, renewal: automatic, renewal_term: 24 months, notice: 10 business days, roll: none", "{holidays: [TR]}", "2032-12-31 , 2034-12-31 2032-12-31, 2036-12-31 2032-12-31, 2038-12-31 2032-12-31"},
	} {
		var all []string
		for _, e := range explained(t, c.contract, "2026-07-01", c.calendar).Ends {
			all = append(all, e.End.String()+" "+e.KnownUntil.String())
		}
		if got := strings.Join(all, ", "); got != c.want {
			t.Errorf("%s, %s: %s\nwant %s", c.contract, c.calendar, got, c.want)
		}
	}
}

// TestReachableEndsAreThoseInTime compares which ends are reachable with the direct answer: those before which the notice period, begun today, is over.
func TestReachableEndsAreThoseInTime(t *testing.T) {
	lengths := rapid.SampledFrom([]string{"1 day", "45 days", "13 weeks", "1 month", "4 months", "6 months", "12 months", "24 months", "5 years"})
	rapid.Check(t, func(rt *rapid.T) {
		notice := lengths.Draw(rt, "notice")
		contract := "starts: 2024-01-31, term: " + lengths.Draw(rt, "term") + ", renewal: automatic, renewal_term: " + lengths.Draw(rt, "renewal") + ", notice: " + notice
		today := civil.NewDate(2025, 1, 1).AddDays(rapid.IntRange(0, 1500).Draw(rt, "day"))
		period, err := civil.ParsePeriod(notice)
		if err != nil {
			rt.Fatal(err)
		}
		var first civil.Date
		for _, e := range explained(t, contract, today.String(), "{}").Ends {
			inTime := !today.Plus(period, nil).After(e.End)
			if e.Reachable != inTime {
				rt.Fatalf("%s on %s: the end %s is reachable: %v", contract, today, e.End, e.Reachable)
			}
			if inTime && first.IsZero() {
				first = e.End
			}
		}
		if got := explained(t, contract, today.String(), "{}").ReachableEnd; got != first || first.IsZero() {
			rt.Fatalf("%s on %s: %s is the first, want %s", contract, today, got, first)
		}
	})
}
