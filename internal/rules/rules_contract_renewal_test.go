package rules_test

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

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
	if !strings.Contains(f.Message, "auto-renew on 2026-01-15 until 2026-02-14. Next notice deadline: 2026-01-14.") {
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

func TestMinimumTerm(t *testing.T) {
	w := newWorld(t)
	c := w.contract()
	c.Ends, c.Renewal, c.OpenEnded, c.Starts, c.Term, c.Notice = civil.Date{}, "", true, date("2024-01-15"), months(24), ptr(months(1))
	same(t, "within it", w.row(t, model.DeadlineContractNotice, "2025-12-14", "").EarliestEnd.String(), "2026-01-14")
	same(t, "after it", w.row(t, model.DeadlineContractNotice, "2025-12-15", "").EarliestEnd.String(), "2026-01-15")
	c.Starts = civil.Date{}
	same(t, "without a beginning", w.row(t, model.DeadlineContractNotice, "2025-12-15", "").State, "undated")
}

// TestRemindersOfAContractThatDoesNotRenew counts the reminders that are written on the contract before its end; those of the tier are about
// decisions.
func TestRemindersOfAContractThatDoesNotRenew(t *testing.T) {
	for name, test := range map[string]struct {
		remind []civil.Period
		edit   func(*model.Contract)
		first  string // the day from which on it is raised
	}{
		"none":              {nil, nil, "2026-10-02"},
		"earlier":           {[]civil.Period{months(6), months(3), days(30)}, nil, "2026-06-30"},
		"later":             {[]civil.Period{days(30)}, nil, "2026-10-02"},
		"without a renewal": {[]civil.Period{months(6)}, func(c *model.Contract) { c.Renewal = model.RenewalNone }, "2026-06-30"},
		"after our notice":  {[]civil.Period{months(6)}, func(c *model.Contract) { terminates(c) }, "2026-06-30"},
		"renewed by a year": {[]civil.Period{months(6)}, func(c *model.Contract) {
			c.Renewed = []model.Renewed{{Until: date("2027-12-31"), On: date("2026-01-10")}}
		}, "2027-06-30"},
		"of the last renewal": {[]civil.Period{months(6)}, func(c *model.Contract) {
			none := 0
			notice := months(3)
			c.Renewal, c.RenewalTerm, c.MaxRenewals, c.Notice = model.RenewalAutomatic, months(12), &none, &notice
		}, "2026-06-30"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c := w.contract()
			*c = model.Contract{ID: c.ID, Title: c.Title, Pos: c.Pos, Starts: date("2024-01-01"), Ends: date("2026-12-31"), Renewal: model.RenewalManual, Remind: test.remind}
			if test.edit != nil {
				test.edit(c)
			}
			first := date(test.first)
			if w.finding(t, "contract-expiring", first.AddDays(-1).String()) != nil {
				t.Errorf("raised before %s", first)
			}
			if f := w.finding(t, "contract-expiring", first.String()); f == nil || f.Route != model.RouteWork {
				t.Errorf("%s: %+v", first, f)
			}
		})
	}
}

// terminates makes a contract end on its day by our notice.
func terminates(c *model.Contract) {
	notice := months(3)
	c.Renewal, c.RenewalTerm, c.Notice, c.NoticeGiven = model.RenewalAutomatic, months(12), &notice, date("2026-01-15")
}
