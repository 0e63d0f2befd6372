package rules_test

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// vector is one row of the shared table of dates, as far as it speaks of contracts and windows.
type vector struct {
	ID   string
	Kind string
	In   struct {
		Start, Term, Renewal, Notice, Today string
		Opens, Closes, Duration             string
		RenewalTerm                         string `json:"renewal_term"`
		NoticeGiven                         string `json:"notice_given"`
		For                                 string
		MaxRenewals                         *int   `json:"max_renewals"`
		TerminatesAt                        string `json:"terminates_at"`
		OpensRule                           string `json:"opens_rrule"`
		ClosesRule                          string `json:"closes_rrule"`
		Year                                int
		Approval                            int     `json:"approval_business_days"`
		NeedBy                              string  `json:"need_by"`
		LeadTime                            string  `json:"lead_time"`
		Receiving                           int     `json:"receiving_days"`
		LeadDays                            int     `json:"lead_days"`
		Safety                              int     `json:"safety_days"`
		OnHand                              float64 `json:"on_hand"`
		DailyUsage                          float64 `json:"daily_usage"`
		AsOf                                string  `json:"as_of"`
	}
	Out struct {
		State, Opens, Closes, Binding string
		Renewals                      *int   `json:"renewals_elapsed"`
		CurrentEnd                    string `json:"current_end"`
		LastNotice                    string `json:"last_notice_date"`
		DaysToEnd                     *int   `json:"days_to_end"`
		Committed                     string `json:"committed_until"`
		NextLast                      string `json:"next_last_notice_date"`
		EarliestEnd                   string `json:"earliest_end"`
		OrderBy                       string `json:"order_by"`
		RequestBy                     string `json:"request_by"`
	}
}

func vectors(t *testing.T, path string) []vector {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var table struct{ Vectors []json.RawMessage }
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	var all []vector
	for _, raw := range table.Vectors {
		var kind struct{ Kind string }
		if err := json.Unmarshal(raw, &kind); err != nil {
			t.Fatal(err)
		}
		if drivers[kind.Kind] == nil {
			continue
		}
		var v vector
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatalf("read vector %s: %v", raw, err)
		}
		all = append(all, v)
	}
	return all
}

var drivers = map[string]func(*testing.T, *world, vector){
	"renewal_state":   renewalState,
	"notice_reach":    noticeReach,
	"evergreen_exit":  evergreenExit,
	"window":          bareWindow,
	"window_duration": bareWindow,
	"window_rrule":    bareWindow,
	"order_by":        orderBy,
}

func TestVectors(t *testing.T) {
	root := os.Getenv("SUPPLIERWATCH_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	path := filepath.Join(root, "vectors", "dates.json")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED, the table of dates is not there: %v", err)
	}
	checkVectors(t, path)
}

// TestOwnVectors does the same with the project's own table.
func TestOwnVectors(t *testing.T) { checkVectors(t, "../civil/testdata/vectors.json") }

func checkVectors(t *testing.T, path string) {
	seen := map[string]int{}
	for _, v := range vectors(t, path) {
		seen[v.Kind]++
		t.Run(v.ID, func(t *testing.T) {
			w := newWorld(t)
			// The table knows no holidays and no zone.
			w.acme.Calendar, w.owner.Calendar = nil, nil
			drivers[v.Kind](t, w, v)
		})
	}
	for kind := range drivers {
		if seen[kind] == 0 && (kind != "notice_reach" || strings.Contains(path, "shared")) {
			t.Errorf("the table has no vector of kind %s", kind)
		}
	}
}

func renewalState(t *testing.T, w *world, v vector) {
	c := &model.Contract{
		ID: "msa", Starts: date(v.In.Start), Term: period(t, v.In.Term), RenewalTerm: period(t, v.In.RenewalTerm),
		Notice: ptr(period(t, v.In.Notice)), NoticeGiven: date(v.In.NoticeGiven),
		Renewal: map[string]model.Renewal{"auto": model.RenewalAutomatic, "none": model.RenewalNone}[v.In.Renewal],
	}
	w.acme.Contracts = []*model.Contract{c}
	kind := model.DeadlineContractNotice
	if slices.Contains([]string{"ending", "terminating", "ended"}, v.Out.State) {
		kind = model.DeadlineContractEnd
	}
	row := w.row(t, kind, v.In.Today, "")
	if row == nil {
		t.Fatalf("no row of kind %s", kind)
	}
	same(t, "state", row.State, strings.ReplaceAll(v.Out.State, "_", "-"))
	same(t, "renewals", row.Renewals, *v.Out.Renewals)
	same(t, "current_end", row.CurrentEnd.String(), v.Out.CurrentEnd)
	same(t, "last_notice_date", text(row.LastNoticeDate), v.Out.LastNotice)
	same(t, "committed_until", text(row.CommittedUntil), v.Out.Committed)
	same(t, "next_last_notice_date", text(row.NextLastNoticeDate), v.Out.NextLast)
	same(t, "days to the end", row.CurrentEnd.DaysSince(date(v.In.Today)), *v.Out.DaysToEnd)
}

// noticeReach is asked about contracts that renew by themselves.
func noticeReach(t *testing.T, w *world, v vector) {
	w.acme.Contracts = []*model.Contract{{
		ID: "msa", Starts: date(v.In.Start), Term: period(t, v.In.Term), RenewalTerm: period(t, v.In.RenewalTerm), Renewal: model.RenewalAutomatic,
		Notice: ptr(period(t, v.In.Notice)), NoticeGiven: date(v.In.NoticeGiven), NoticeFor: date(v.In.For), MaxRenewals: v.In.MaxRenewals,
	}}
	kind := model.DeadlineContractNotice
	if slices.Contains([]string{"ending", "terminating", "ended"}, v.Out.State) {
		kind = model.DeadlineContractEnd
	}
	row := w.row(t, kind, v.In.Today, "")
	if row == nil {
		t.Fatalf("no row of kind %s", kind)
	}
	same(t, "state", row.State, strings.ReplaceAll(v.Out.State, "_", "-"))
	same(t, "last_notice_date", text(row.LastNoticeDate), v.Out.LastNotice)
	same(t, "committed_until", text(row.CommittedUntil), v.Out.Committed)
	same(t, "next_last_notice_date", text(row.NextLastNoticeDate), v.Out.NextLast)
	same(t, "earliest_end", text(row.EarliestEnd), v.Out.EarliestEnd)
	if v.Out.CurrentEnd != "" {
		same(t, "current_end", row.CurrentEnd.String(), v.Out.CurrentEnd)
	}
}

func evergreenExit(t *testing.T, w *world, v vector) {
	c := &model.Contract{
		ID: "msa", OpenEnded: true, Notice: ptr(period(t, v.In.Notice)),
		NoticeTo: civil.ExitPoint(strings.ReplaceAll(v.In.TerminatesAt, "_", "-")),
	}
	w.acme.Contracts = []*model.Contract{c}
	open := w.row(t, model.DeadlineContractNotice, v.In.NoticeGiven, "")
	same(t, "state", open.State, "open-ended")
	same(t, "earliest_end", open.EarliestEnd.String(), v.Out.EarliestEnd)
	same(t, "due", text(open.Due), "")

	c.NoticeGiven = date(v.In.NoticeGiven)
	under := w.row(t, model.DeadlineContractEnd, v.In.NoticeGiven, "")
	same(t, "state under notice", under.State, "terminating")
	same(t, "end under notice", under.Due.String(), v.Out.EarliestEnd)
}

func bareWindow(t *testing.T, w *world, v vector) {
	today := v.In.Today
	if today == "" {
		today = newYear(v).String()
	}
	w.acme.OrderWindows = []*model.OrderWindow{{ID: "w", Title: "window", Dates: windowOf(t, v)}}
	row := w.row(t, model.DeadlineOrderWindow, today, v.Out.Opens)
	if row == nil {
		t.Fatalf("no row for the window that opens on %s", v.Out.Opens)
	}
	same(t, "closes", row.Closes.String(), v.Out.Closes)
	if v.Out.State == "" {
		return
	}
	state := row.State
	if state == "act-now" { // the table speaks of the bare window
		state = map[bool]string{true: "upcoming", false: "open"}[row.Opens.After(date(today))]
	}
	same(t, "state", state, v.Out.State)
}

func windowOf(t *testing.T, v vector) civil.Window {
	t.Helper()
	if v.In.OpensRule == "" {
		opens, err := civil.ParseMonthDay(v.In.Opens)
		must(t, err)
		closes, err := civil.ParseMonthDay(v.In.Closes)
		must(t, err)
		return civil.Yearly(opens, closes)
	}
	from := newYear(v)
	opens, err := civil.ParseRecurrence(v.In.OpensRule, from)
	must(t, err)
	if v.In.Duration != "" {
		return civil.Lasting(opens, period(t, v.In.Duration))
	}
	closes, err := civil.ParseRecurrence(v.In.ClosesRule, from)
	must(t, err)
	return civil.Recurring(opens, closes)
}

// newYear returns the day from which the rules of a vector count.
func newYear(v vector) civil.Date { return civil.NewDate(cmp.Or(v.In.Year, 2026), time.January, 1) }

func orderBy(t *testing.T, w *world, v vector) {
	if v.In.Closes == "" {
		t.Skip("without a window it is arithmetic of dates alone")
	}
	opens, today := v.In.Opens, v.In.Today
	if opens == "" {
		opens = "2026-08-01"
	}
	if today == "" {
		today = "2026-08-02"
	}
	x := &model.Supply{ID: "resist", Item: "photoresist"}
	if v.In.LeadTime != "" {
		x.LeadTime = period(t, v.In.LeadTime)
	}
	if v.In.AsOf != "" {
		x.LeadTime, x.Safety = days(v.In.LeadDays), days(v.In.Safety)
		x.Stock = &model.Stock{OnHand: v.In.OnHand, DailyUsage: v.In.DailyUsage, AsOf: date(v.In.AsOf)}
	}
	w.acme.Supplies = []*model.Supply{x}
	w.acme.OrderWindows = []*model.OrderWindow{{
		ID: "w", Title: "window", Supplies: []*model.Supply{x}, Dates: civil.Once(date(opens), date(v.In.Closes)), Approval: business(v.In.Approval),
		NeedBy: date(v.In.NeedBy), Receiving: days(v.In.Receiving),
	}}
	row := w.row(t, model.DeadlineOrderWindow, today, "")
	same(t, "binding", row.Binding, strings.ReplaceAll(v.Out.Binding, "_", "-"))
	same(t, "order_by", row.OrderBy.String(), v.Out.OrderBy)
	if v.Out.RequestBy != "" {
		same(t, "request_by", row.RequestBy.String(), v.Out.RequestBy)
	}
	if v.Out.State != "" {
		same(t, "state", row.State, strings.NewReplacer("not_open_yet", "upcoming", "_", "-").Replace(v.Out.State))
	}
}

func period(t *testing.T, s string) civil.Period {
	t.Helper()
	p, err := civil.ParsePeriod(s)
	must(t, err)
	return p
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func ptr[T any](v T) *T { return &v }

// text writes a day, nothing for the absent one.
func text(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
