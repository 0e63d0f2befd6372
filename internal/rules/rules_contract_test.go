package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// agreement adds the contract of the manual: four years from April 2021, renewed three times at most by a year, with the days
// last notice 31 December 2026 (closed), receive by 30, send by 23, decide by 9 December.
func (w *world) agreement() *model.Contract {
	c := w.contract()
	c.Ends, c.Starts, c.Term, c.MaxRenewals = civil.Date{}, date("2021-04-01"), months(48), ptr(3)
	c.Delivery, c.DecideWithin = business(3), business(10)
	return c
}

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
	same(t, "message", f.Message, `Notice on "Supply and service agreement" must be received by 2026-12-30; it should have been decided by 2026-12-09.`)
	same(t, "severity", f.Severity, model.Critical)
	same(t, "route", f.Route, model.RoutePage)
	same(t, "due", f.Due.String(), "2026-12-09")
	same(t, "ends", f.ExpiresOn.String(), "2027-03-31")
	same(t, "key", f.Key(), "acme/contract/msa/notice/2027-03-31")
	same(t, "place", f.String(), "acme.yaml:42:9")
	same(t, "headline", f.Advice.Headline, "Decide today: Supply and service agreement (ACME)")
	if want := []civil.Date{date("2026-12-23"), date("2026-12-31")}; !slices.Equal(f.KeyDates, want) {
		t.Errorf("named days are %v, want %v", f.KeyDates, want)
	}
	if f.Owner != w.owner || f.Responsible != w.owner || f.Policy != w.Registry.Policies["critical"] || f.NotifyOnce || f.OverrideQuietHours {
		t.Errorf("finding is %+v", f)
	}
	how := strings.Join(f.Advice.How, "\n")
	for _, part := range []string{"Thu 31 Dec 2026 = 3 months", "Wed 30 Dec 2026 = the last business day", "Wed 23 Dec 2026 = 3 business days (calendar munich)", "Wed 9 Dec 2026 = 10 business days (calendar munich)"} {
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
	if !strings.Contains(f.Message, "committed until 2028-03-31") {
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
	if f == nil || !strings.Contains(f.Message, "first end, 2027-05-31") || !strings.Contains(f.Message, "can reach is 2028-05-31, if it is received by 2026-11-30") {
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
			w.facts.Add(model.Fact{Supplier: "acme-old", Subject: "contract/msa", Kind: model.FactKeep, ObservedAt: noon(day)})
		}},
		{"no renewal is left", "ending", func(_ *world, c *model.Contract) { c.MaxRenewals = ptr(2) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w, w.agreement())
			rows := rules.Deadlines(w.Registry, w.facts, noon(day))
			i := slices.IndexFunc(rows, func(d model.Deadline) bool { return d.Subject == "contract/msa" })
			same(t, "state", rows[i].State, c.state)
			same(t, "late", w.finding(t, "contract-notice-late", day) != nil, c.state == "open")
		})
	}
}

func TestRenewedByHand(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Ends, c.Renewal, c.Notice = date("2026-12-31"), model.RenewalManual, nil
	w.raised(t, "contract-expiring", []string{"2026-12-31"}, nil)
	w.record(model.FactRenewed, "contract/msa", "2026-12-01", map[string]string{"until": "2028-02-29"})
	row := w.row(t, model.DeadlineContractEnd, "2026-12-31", "")
	same(t, "end", row.CurrentEnd.String(), "2028-02-29")
	same(t, "renewals", row.Renewals, 1)
	same(t, "state", row.State, "ending")
	w.raised(t, "contract-expiring", nil, []string{"2026-12-31"})

	// What was agreed on by hand uses up one of the renewals.
	c.Renewal, c.Notice, c.MaxRenewals = model.RenewalAutomatic, ptr(months(3)), ptr(1)
	same(t, "state with one renewal", w.row(t, model.DeadlineContractEnd, "2026-12-31", "").State, "ending")
	c.MaxRenewals = ptr(2)
	same(t, "state with two", w.row(t, model.DeadlineContractNotice, "2026-12-31", "").State, "open")
	c.Renewal, c.Notice, c.MaxRenewals = model.RenewalManual, nil, nil

	// A notice that came before they agreed on another term does not end that one.
	c.NoticeGiven = date("2026-11-01")
	same(t, "state after an old notice", w.row(t, model.DeadlineContractEnd, "2026-12-31", "").State, "ending")
	c.NoticeGiven = date("2026-12-02")
	same(t, "state after a notice", w.row(t, model.DeadlineContractEnd, "2026-12-31", "").State, "terminating")
}

func TestExpiry(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Ends, c.Renewal = date("2026-12-31"), model.RenewalNone
	w.raised(t, "contract-expiring", []string{"2026-10-02", "2026-12-31"}, []string{"2026-10-01", "2027-01-01"})
	w.raised(t, "contract-expired", []string{"2027-01-01", "2029-01-01"}, []string{"2026-12-31"})
	same(t, "route on day 31", w.finding(t, "contract-expiring", "2026-11-30").Route, model.RouteWork)
	same(t, "route on day 30", w.finding(t, "contract-expiring", "2026-12-01").Route, model.RoutePage)
	soon, over := w.finding(t, "contract-expiring", "2026-12-31"), w.finding(t, "contract-expired", "2027-01-01")
	same(t, "key", soon.Key(), over.Key())
	same(t, "due", over.Due.String(), "2026-12-31")
	if soon.Stage >= over.Stage {
		t.Error("expired is not further on than expiring")
	}
	checkWording(t, soon)
	checkWording(t, over)
	same(t, "last day of what nobody renews", soon.ExpiresOn.IsZero(), true)
	c.Renewal, c.NoticeGiven = model.RenewalAutomatic, date("2026-06-01")
	same(t, "last day of what our notice ends", w.finding(t, "contract-expiring", "2026-12-31").ExpiresOn.String(), "2026-12-31")

	w.acme.Thresholds = []model.Threshold{{Rule: "contract-expiring", Period: days(180)}}
	w.raised(t, "contract-expiring", []string{"2026-07-04"}, []string{"2026-07-03"})

	c.NoticeGiven = date("2026-08-01")
	w.raised(t, "contract-expired", nil, []string{"2027-01-01"})
	row := w.row(t, model.DeadlineContractEnd, "2027-01-01", "")
	same(t, "state", row.State, "ended")
	same(t, "settled", row.Settled, true)
}

func TestOpenEnded(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Ends, c.Renewal, c.NoticeTo, c.Delivery = date("9999-12-31"), "", civil.ExitQuarterEnd, business(2)
	row := w.row(t, model.DeadlineContractNotice, "2026-09-29", "")
	same(t, "state", row.State, "open-ended")
	same(t, "due", text(row.Due), "")
	// Sent on Tuesday it is received on Thursday, 1 October; three months later the year is over.
	same(t, "exit", row.EarliestEnd.String(), "2027-03-31")
	c.NoRoll, c.Delivery = true, days(4) // received on Saturday
	same(t, "exit without rolling", w.row(t, model.DeadlineContractNotice, "2026-06-23", "").EarliestEnd.String(), "2026-09-30")
	c.NoRoll, c.NoticeTo = false, civil.ExitAny
	same(t, "exit with rolling", w.row(t, model.DeadlineContractNotice, "2026-06-23", "").EarliestEnd.String(), "2026-09-29")
	c.ClearDays = true
	same(t, "exit with clear days", w.row(t, model.DeadlineContractNotice, "2026-06-23", "").EarliestEnd.String(), "2026-09-30")
	c.ClearDays, c.NoticeTo, c.Delivery = false, civil.ExitQuarterEnd, civil.Period{}
	w.record(model.FactNoticeGiven, "contract/msa", "2026-09-30", nil)
	end := w.row(t, model.DeadlineContractEnd, "2026-10-05", "")
	same(t, "state", end.State, "terminating")
	same(t, "end", end.Due.String(), "2026-12-31")
	w.raised(t, "contract-expiring", []string{"2026-10-05"}, nil)
	w.raised(t, "contract-expired", nil, []string{"2027-01-05"})
}

func TestNoticeTheirs(t *testing.T) {
	w := newWorld(t)
	w.supply().TimeToRecover = days(120)
	c := w.contract()
	c.Ends, c.NoticeTheirs = date("2027-03-31"), ptr(months(2))
	row := w.row(t, model.DeadlineNoticeTheirs, "2026-11-22", "")
	same(t, "their last day", row.Due.String(), "2027-01-31")
	f := w.finding(t, "contract-notice-theirs", "2026-11-22")
	if f == nil {
		t.Fatal("it is not raised")
	}
	same(t, "due", f.Due, row.Due)
	checkWording(t, f)
	same(t, "their next last day", w.row(t, model.DeadlineNoticeTheirs, "2027-02-01", "").Due.String(), "2028-01-31")
	c.NoticeTheirs = ptr(months(4))
	w.raised(t, "contract-notice-theirs", nil, []string{"2026-11-22"})
	c.NoticeTheirs, c.Renewal = ptr(months(2)), model.RenewalNone
	w.raised(t, "contract-notice-theirs", nil, []string{"2026-11-22"})
}

func TestAContractWeEndedIsReportedForAYear(t *testing.T) {
	w := newWorld(t)
	w.contract().NoticeGiven = date("2026-11-01")
	end := w.row(t, model.DeadlineContractEnd, "2026-12-01", "").CurrentEnd
	row := w.row(t, model.DeadlineContractEnd, end.AddMonths(12).String(), "")
	if row == nil || row.State != "ended" || !row.Settled {
		t.Errorf("a year after its end the row is %+v", row)
	}
	if row := w.row(t, model.DeadlineContractEnd, end.AddMonths(12).AddDays(1).String(), ""); row != nil {
		t.Errorf("later the row is %+v", row)
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
	if i := slices.IndexFunc(rows, func(d model.Deadline) bool { return d.Subject == "contract/msa" }); *rows[i].DaysLeft != 0 {
		t.Errorf("days left are %d", *rows[i].DaysLeft)
	}
	all := rules.Evaluate(w.Registry, w.facts, late)
	if len(all) != 1 || all[0].Rule != "contract-notice-due" {
		t.Errorf("findings are %+v", all)
	}
}

// twelveTwelve is a contract with a notice as long as its terms: the day for the end after next is the day on which the term in force ends.
func (w *world) twelveTwelve() *model.Contract {
	c := w.contract()
	c.Starts, c.Ends, c.Term, c.Notice = date("2020-01-01"), civil.Date{}, months(12), ptr(months(12))
	return c
}

// ends lists the occurrences of a rule on a day.
func (w *world) ends(rule, day string) []string {
	var all []string
	for _, f := range w.evaluate(day) {
		if f.Rule == rule {
			all = append(all, f.Occurrence)
		}
	}
	slices.Sort(all)
	return all
}

func TestEachEndHasAnObligationOfItsOwn(t *testing.T) {
	w := newWorld(t)
	c := w.twelveTwelve()
	const day = "2026-12-30"
	same(t, "missed", strings.Join(w.ends("contract-notice-missed", day), " "), "2026-12-31")
	f := w.finding(t, "contract-notice-due", "2026-12-30")
	if f == nil || f.Occurrence != "2027-12-31" || f.Key() != "acme/contract/msa/notice/2027-12-31" || f.ExpiresOn != date("2027-12-31") {
		t.Errorf("the decision about the next end is %+v", f)
	}
	row := w.row(t, model.DeadlineContractNotice, day, "")
	same(t, "state", row.State, "renewal-locked")
	same(t, "notice for", row.NoticeFor.String(), "2027-12-31")

	// A decision about one end settles that end alone.
	c.Kept = []model.RenewalDecision{{Until: date("2026-12-31")}}
	w.raised(t, "contract-notice-missed", nil, []string{day})
	w.raised(t, "contract-notice-due", []string{day}, nil)
	same(t, "state of a kept end", w.row(t, model.DeadlineContractNotice, day, "").State, "kept")
	c.Kept = []model.RenewalDecision{{Until: date("2027-12-31")}}
	same(t, "still missed", strings.Join(w.ends("contract-notice-missed", day), " "), "2026-12-31")
	w.raised(t, "contract-notice-due", nil, []string{day})
	same(t, "notice for the end after a kept one", w.row(t, model.DeadlineContractNotice, day, "").NoticeFor.String(), "2028-12-31")

	// Two ends can be missed at the same time.
	c.Kept, c.Notice = nil, ptr(months(24))
	same(t, "both missed", strings.Join(w.ends("contract-notice-missed", day), " "), "2026-12-31 2027-12-31")
	c.NoticeGiven = date("2025-06-01")
	w.raised(t, "contract-notice-missed", nil, []string{day})
}

func TestRollingContract(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Starts, c.Ends, c.Term, c.RenewalTerm, c.Notice = date("2024-01-15"), civil.Date{}, months(24), months(1), ptr(months(1))
	c.Remind = []civil.Period{days(10)}
	w.raised(t, "contract-notice-approaching", []string{"2025-12-05"}, []string{"2025-11-30", "2026-02-10", "2026-05-10"})
	w.raised(t, "contract-notice-missed", []string{"2025-12-20", "2026-01-14"}, []string{"2026-01-15", "2026-05-10"})
	f := w.finding(t, "contract-notice-missed", "2025-12-20")
	same(t, "severity", f.Severity, model.Warning)
	if !strings.Contains(f.Message, "committed until 2026-02-14; the next notice must be received by 2026-01-14") {
		t.Errorf("message is %s", f.Message)
	}
	row := w.row(t, model.DeadlineContractNotice, "2025-12-20", "")
	same(t, "notice for", row.NoticeFor.String(), "2026-02-14")
	w.acme.Tier = w.Registry.Tiers["standard"]
	same(t, "severity in the standard tier", w.finding(t, "contract-notice-missed", "2025-12-20").Severity, model.Info)

	row = w.row(t, model.DeadlineContractNotice, "2026-03-20", "")
	same(t, "state", row.State, "open-ended")
	same(t, "current end", row.CurrentEnd.String(), "2026-04-14")
	same(t, "earliest end", row.EarliestEnd.String(), "2026-05-14")
	same(t, "four dates", text(row.LastNoticeDate)+text(row.ReceiveBy)+text(row.SendBy)+text(row.DecideBy)+text(row.NoticeFor)+text(row.Due), "")
	c.Delivery = days(30)
	same(t, "earliest end of what travels", w.row(t, model.DeadlineContractNotice, "2026-03-20", "").EarliestEnd.String(), "2026-06-14")

	c.NoticeGiven = date("2026-03-20")
	row = w.row(t, model.DeadlineContractEnd, "2026-04-01", "")
	same(t, "state under notice", row.State, "terminating")
	same(t, "end under notice", row.CurrentEnd.String(), "2026-05-14")
	w.raised(t, "contract-expiring", []string{"2026-05-14"}, nil)
	w.raised(t, "contract-expired", nil, []string{"2026-05-15"})
	w.raised(t, "contract-notice-unconfirmed", nil, []string{"2026-04-01"})
}

func TestLateNotice(t *testing.T) {
	w := newWorld(t)
	w.contract().NoticeGiven = date("2026-06-01")
	c := w.acme.Contracts[0]
	c.Starts, c.Ends, c.Term = date("2024-04-01"), civil.Date{}, months(24)
	c.NoticeGiven = date("2027-01-01")
	f := w.finding(t, "contract-notice-unconfirmed", "2027-01-15")
	if f == nil || !strings.Contains(f.Message, "too late for 2027-03-31 and ends it on 2028-03-31") {
		t.Fatalf("finding is %+v", f)
	}
	checkWording(t, f)
	c.NoticeFor = date("2028-03-31")
	w.raised(t, "contract-notice-unconfirmed", nil, []string{"2027-01-15"})
	c.NoticeFor = date("2027-03-31")
	w.raised(t, "contract-notice-unconfirmed", []string{"2027-01-15", "2030-01-15"}, []string{"2026-12-31"})
	// Received in time, it ends the contract as meant, and nothing depends on it.
	c.NoticeGiven = date("2026-12-31")
	w.raised(t, "contract-notice-unconfirmed", nil, []string{"2027-01-15", "2027-04-01"})
}

func TestNoticeEndsWhatIsStillInUse(t *testing.T) {
	w := newWorld(t)
	x := w.supply()
	c := w.contract()
	c.Starts, c.Ends, c.Term, c.Supplies, c.NoticeGiven = date("2024-04-01"), civil.Date{}, months(24), []*model.Supply{x}, date("2025-12-01")
	w.raised(t, "contract-notice-unconfirmed", []string{"2026-04-01", "2029-04-01"}, []string{"2026-03-31"})
	if w.row(t, model.DeadlineContractEnd, "2029-04-01", "") == nil {
		t.Error("the contract of an open question has no row")
	}
	next := *c
	next.ID, next.Starts, next.Ends, next.NoticeGiven, next.Renewal = "next", civil.Date{}, date("2030-12-31"), civil.Date{}, model.RenewalNone
	w.acme.Contracts = append(w.acme.Contracts, &next)
	w.raised(t, "contract-notice-unconfirmed", nil, []string{"2026-04-01"})
}

func TestNoticeThatChangesNothing(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Starts, c.Ends, c.Term, c.MaxRenewals = date("2024-01-01"), civil.Date{}, months(12), ptr(1)
	row := w.row(t, model.DeadlineContractNotice, "2024-11-01", "")
	same(t, "committed", row.CommittedUntil.String(), "2025-12-31")
	same(t, "notice for", text(row.NoticeFor)+text(row.Due), "")
	c.NoticeGiven = date("2024-10-15")
	same(t, "state", w.row(t, model.DeadlineContractNotice, "2024-11-01", "").State, "renewal-locked")
	same(t, "state in the last term", w.row(t, model.DeadlineContractEnd, "2025-03-01", "").State, "ending")
}

func TestTerminatedByTheSupplier(t *testing.T) {
	w := newWorld(t)
	c := w.agreement()
	c.Terminated = &model.Termination{Received: date("2026-06-01"), Ends: date("2026-12-15")}
	w.raised(t, "contract-terminated-theirs", []string{"2026-06-01", "2026-09-10"}, []string{"2026-05-31", "2026-11-20"})
	w.raised(t, "contract-expiring", []string{"2026-11-20"}, []string{"2026-09-10"})
	w.raised(t, "contract-expired", []string{"2026-12-16"}, nil)
	f := w.finding(t, "contract-terminated-theirs", "2026-06-01")
	same(t, "key", f.Key(), "acme/contract/msa/expiry/2026-12-15")
	same(t, "once", f.NotifyOnce, true)
	same(t, "route", f.Route, model.RoutePage)
	checkWording(t, f)
	row := w.row(t, model.DeadlineContractEnd, "2026-06-01", "")
	same(t, "state", row.State, "terminating")
	w.raised(t, "contract-notice-due", nil, []string{"2026-12-09"})

	// A notice for a day that is near must not wait for the 30 days before it.
	c.Terminated = &model.Termination{Received: date("2026-10-01"), Ends: date("2026-12-15")}
	w.raised(t, "contract-terminated-theirs", []string{"2026-10-01", "2026-11-14"}, []string{"2026-11-15"})
	w.raised(t, "contract-expiring", []string{"2026-11-15"}, []string{"2026-10-01"})

	// Of two notices the one that ends it first counts; a renewal by hand supersedes theirs.
	c.NoticeGiven = date("2025-12-01")
	same(t, "our end", w.row(t, model.DeadlineContractEnd, "2026-02-01", "").CurrentEnd.String(), "2026-03-31")
	c.NoticeGiven = civil.Date{}
	c.Renewed = []model.Renewed{{Until: date("2028-03-31"), On: date("2026-10-15")}}
	same(t, "state after a renewal", w.row(t, model.DeadlineContractNotice, "2026-10-20", "").State, "open")
}

func TestMinimumTerm(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Ends, c.Renewal, c.OpenEnded, c.Starts, c.Term, c.Notice = civil.Date{}, "", true, date("2024-01-15"), months(24), ptr(months(1))
	same(t, "within it", w.row(t, model.DeadlineContractNotice, "2025-12-14", "").EarliestEnd.String(), "2026-01-14")
	same(t, "after it", w.row(t, model.DeadlineContractNotice, "2025-12-15", "").EarliestEnd.String(), "2026-01-15")
	c.Starts = civil.Date{}
	same(t, "without a beginning", w.row(t, model.DeadlineContractNotice, "2025-12-15", "").State, "undated")
}
