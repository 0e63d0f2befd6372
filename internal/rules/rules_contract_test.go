package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/rules/rulestest"
)

// agreement adds the contract of the manual: four years from April 2021, renewed three times at most by a year, with the days
// last notice 31 December 2026 (closed), receive by 30, send by 23, decide by 9 December.
func (w *world) agreement() *model.Contract { return rulestest.Agreement(w.acme) }

func TestContractRow(t *testing.T) {
	w := newWorld(t)
	w.agreement()
	row := w.row(t, model.DeadlineContractNotice, "2026-11-22", "")
	want := model.ContractDates{
		CurrentEnd: date("2027-03-31"), Renewals: 2, LastNoticeDate: date("2026-12-31"), ReceiveBy: date("2026-12-30"),
		SendBy: date("2026-12-23"), DecideBy: date("2026-12-09"), NoticeFor: date("2027-03-31"),
	}
	if *row.ContractDates != want {
		t.Errorf("dates are %+v, want %+v", *row.ContractDates, want)
	}
	if row.State != "open" || row.Due != date("2026-12-09") || row.DaysLeft == nil || *row.DaysLeft != 17 || row.Settled {
		t.Errorf("row is %+v", row)
	}
}

func TestClearDays(t *testing.T) {
	w := newWorld(t)
	w.agreement().ClearDays = true
	same(t, "last day", w.row(t, model.DeadlineContractNotice, "2026-11-22", "").LastNoticeDate.String(), "2026-12-30")
	f := w.finding(t, "contract-notice-due", "2026-12-10")
	if how := strings.Join(f.Advice.How, " "); !strings.Contains(how, "one more for clear days") {
		t.Errorf("the arithmetic is %s", how)
	}
}

func TestNoticeLine(t *testing.T) {
	w := newWorld(t)
	w.agreement()
	w.raised(t, "contract-notice-approaching", []string{"2026-09-10", "2026-12-08"}, []string{"2026-09-09", "2026-12-09"})
	w.raised(t, "contract-notice-due", []string{"2026-12-09", "2026-12-23"}, []string{"2026-12-08", "2026-12-24"})
	w.raised(t, "contract-notice-late", []string{"2026-12-24", "2026-12-31"}, []string{"2026-12-23", "2027-01-01"})
	w.raised(t, "contract-notice-missed", []string{"2027-01-01", "2027-03-31"}, []string{"2026-12-31", "2027-04-01"})
	for _, day := range []string{"2026-09-10", "2026-12-09", "2026-12-24", "2027-01-01"} {
		if got := w.rules(day); len(got) != 1 {
			t.Errorf("on %s the line tells %v", day, got)
		}
	}
}

func TestANoticeThatPagesNamesWhomToCall(t *testing.T) {
	w := newWorld(t)
	w.agreement()
	for rule, day := range map[string]string{
		"contract-notice-due": "2026-12-10", "contract-notice-late": "2026-12-24", "contract-notice-missed": "2027-01-01",
	} {
		if f := w.finding(t, rule, day); !f.Advice.Call {
			t.Errorf("%s leaves out whom to call", rule)
		}
	}
}

func TestNoticeDue(t *testing.T) {
	w := newWorld(t)
	w.agreement()
	f := w.finding(t, "contract-notice-due", "2026-12-10")
	same(t, "message", f.Message, `"Supply and service agreement" auto-renews on 2027-04-01. Decision overdue since 2026-12-09; notice must be sent by 2026-12-23. The supplier must receive it by 2026-12-30 (contractual deadline 2026-12-31).`)
	same(t, "severity", f.Severity, model.Critical)
	same(t, "route", f.Route, model.RoutePage)
	same(t, "due", f.Due.String(), "2026-12-09")
	same(t, "ends", f.ExpiresOn.String(), "2027-03-31")
	same(t, "key", f.Key(), "acme/contract/msa/notice/2027-03-31")
	same(t, "place", f.String(), "acme.yaml:42:9")
	same(t, "headline", f.Advice.Headline, "Decide now, send by 23 Dec: Supply and service agreement (ACME)")
	if want := []civil.Date{date("2026-12-23"), date("2026-12-30"), date("2026-12-31")}; !slices.Equal(f.KeyDates, want) {
		t.Errorf("named days are %v, want %v", f.KeyDates, want)
	}
	if f.Owner != w.owner || f.Responsible != w.owner || f.Policy != w.Registry.Policies["critical"] || f.NotifyOnce || f.OverrideQuietHours {
		t.Errorf("finding is %+v", f)
	}
	how := strings.Join(f.Advice.How, "\n")
	for _, part := range []string{"2026-12-31 = 3 months", "2026-12-30 = last business day", "2026-12-23 = 3 business days (calendar munich)", "2026-12-09 = 10 business days (calendar munich)"} {
		if !strings.Contains(how, part) {
			t.Errorf("the arithmetic lacks %q:\n%s", part, how)
		}
	}
}

// story is what the rules find about a contract, from day to day.
var story = []string{"2026-10-01", "2026-12-10", "2026-12-28", "2027-01-10"}

func TestNoticeStory(t *testing.T) {
	want := map[string][]model.Severity{
		"critical":  {model.Info, model.Critical, model.Critical, model.Critical},
		"important": {model.Info, model.Critical, model.Critical, model.Warning},
		"standard":  {model.Info, model.Warning, model.Critical, model.Warning},
	}
	for id, severities := range want {
		w := newWorld(t)
		w.acme.Tier = w.Registry.Tiers[id]
		w.agreement()
		stage := -1
		for i, day := range story {
			all := w.evaluate(day)
			if len(all) != 1 || all[0].Severity != severities[i] || all[0].Group != model.GroupNotice || all[0].Stage <= stage {
				t.Fatalf("%s on %s: %+v", id, day, all)
			}
			same(t, "once on "+day, all[0].NotifyOnce, i == 3)
			checkWording(t, &all[0])
			stage = all[0].Stage
		}
	}
}

func TestApproachingBecomesAWarning(t *testing.T) {
	w := newWorld(t)
	w.agreement()
	same(t, "severity on day 31", w.finding(t, "contract-notice-approaching", "2026-11-08").Severity, model.Info)
	same(t, "severity on day 30", w.finding(t, "contract-notice-approaching", "2026-11-09").Severity, model.Warning)
	w.acme.Contracts[0].Remind = []civil.Period{days(5)}
	w.raised(t, "contract-notice-approaching", []string{"2026-12-04"}, []string{"2026-12-03"})
}

func TestNoticeMissed(t *testing.T) {
	w := newWorld(t)
	w.agreement()
	f := w.finding(t, "contract-notice-missed", "2027-01-05")
	row := w.row(t, model.DeadlineContractNotice, "2027-01-05", "")
	same(t, "state", row.State, "renewal-locked")
	same(t, "committed", row.CommittedUntil.String(), "2028-03-31")
	// The next term is the last one that renews by itself, so that no notice is needed in it.
	same(t, "next chance", text(row.NextLastNoticeDate), "")
	same(t, "due of the row", text(row.Due), "")
	same(t, "due", f.Due.String(), "2026-12-31")
	if !strings.Contains(f.Message, "on 2027-04-01 until 2028-03-31.") {
		t.Errorf("message is %s", f.Message)
	}
	w.acme.Contracts[0].MaxRenewals = nil
	f = w.finding(t, "contract-notice-missed", "2027-01-05")
	row = w.row(t, model.DeadlineContractNotice, "2027-01-05", "")
	same(t, "next chance", row.NextLastNoticeDate.String(), "2027-12-31")
	same(t, "due", f.Due.String(), "2026-12-31")
	same(t, "notice for", row.NoticeFor.String(), "2028-03-31")
	if row.Due.IsZero() || *row.DaysLeft < 300 {
		t.Errorf("row is %+v", row)
	}
}

func TestImpossibleNoticeIsReportedInTheFirstTermAlone(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Ends, c.Starts, c.Term, c.Notice = civil.Date{}, date("2026-06-01"), months(12), ptr(months(18))
	f := w.finding(t, "contract-notice-impossible", "2026-07-01")
	if f == nil || !strings.Contains(f.Message, `first end of "Supply and service agreement", 2027-05-31`) || !strings.Contains(f.Message, "can reach is 2028-05-31, if it is received by 2026-11-30") {
		t.Errorf("finding is %+v", f)
	}
	// Nobody missed what was never possible.
	w.raised(t, "contract-notice-missed", nil, []string{"2026-07-01"})
	w.raised(t, "contract-notice-impossible", nil, []string{"2027-06-01"})
}

func TestNoticeIsSettled(t *testing.T) {
	const day = "2026-12-28"
	cases := []struct {
		name, state string
		edit        func(*world, *model.Contract)
	}{
		{"notice in the registry", "terminating", func(_ *world, c *model.Contract) { c.NoticeGiven = date("2026-12-01") }},
		{"notice on record", "terminating", func(w *world, _ *model.Contract) {
			w.record(model.FactNoticeGiven, "contract/msa", day, map[string]string{"on": "2026-12-27"})
		}},
		{"notice of an earlier term", "terminating", func(_ *world, c *model.Contract) { c.NoticeGiven = date("2026-01-10") }},
		{"notice of tomorrow", "open", func(_ *world, c *model.Contract) { c.NoticeGiven = date("2026-12-29") }},
		{"kept in the registry", "kept", func(_ *world, c *model.Contract) { c.Kept = []model.RenewalDecision{{Until: date("2027-03-31")}} }},
		{"another term was kept", "open", func(_ *world, c *model.Contract) { c.Kept = []model.RenewalDecision{{Until: date("2026-03-31")}} }},
		{"kept on record", "kept", func(w *world, _ *model.Contract) { w.record(model.FactKeep, "contract/msa", day, nil) }},
		{"the end before was kept on record", "open", func(w *world, _ *model.Contract) {
			w.record(model.FactKeep, "contract/msa", "2025-02-01", nil)
		}},
		{"kept under a former id", "kept", func(w *world, _ *model.Contract) {
			w.acme.Was = []string{"acme-old"}
			w.facts.Add(model.Fact{Supplier: "acme-old", Subject: model.KindContract.Subject("msa"), Kind: model.FactKeep, ObservedAt: noon(day)})
		}},
		{"no renewal is left", "ending", func(_ *world, c *model.Contract) { c.MaxRenewals = ptr(2) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w, w.agreement())
			rows := rules.Deadlines(w.Registry, w.facts, noon(day))
			i := slices.IndexFunc(rows, func(d model.Deadline) bool { return d.Subject == model.KindContract.Subject("msa") })
			same(t, "state", rows[i].State, c.state)
			same(t, "late", w.finding(t, "contract-notice-late", day) != nil, c.state == "open")
		})
	}
}

func TestUndatedRow(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Ends, c.Renewal = date("2026-12-31"), model.RenewalUnknown
	row := w.row(t, model.DeadlineContractNotice, "2026-12-01", "")
	same(t, "state", row.State, "undated")
	same(t, "end", row.CurrentEnd.String(), "2026-12-31")
	if !row.Due.IsZero() || row.DaysLeft != nil {
		t.Errorf("row is %+v", row)
	}

	c.Ends, c.Starts, c.Renewal = civil.Date{}, date("2026-01-01"), model.RenewalNone
	row = w.row(t, model.DeadlineContractNotice, "2026-12-01", "")
	same(t, "state of a contract with a beginning alone", row.State, "undated")
	if !row.CurrentEnd.IsZero() || row.Occurrence != "" {
		t.Errorf("a beginning alone gives the end %s", row.CurrentEnd)
	}
}

func TestTodayIsTheirDay(t *testing.T) {
	w := newWorld(t)
	w.agreement()
	// In Munich the ninth has begun while Greenwich still has the eighth.
	late := time.Date(2026, 12, 8, 23, 30, 0, 0, time.UTC)
	rows := rules.Deadlines(w.Registry, w.facts, late)
	if i := slices.IndexFunc(rows, func(d model.Deadline) bool { return d.Subject == model.KindContract.Subject("msa") }); *rows[i].DaysLeft != 0 {
		t.Errorf("days left are %d", *rows[i].DaysLeft)
	}
	all := rules.Evaluate(w.Registry, w.facts, late)
	if len(all) != 1 || all[0].Rule != "contract-notice-due" {
		t.Errorf("findings are %+v", all)
	}
}
