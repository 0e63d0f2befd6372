package rules_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

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
