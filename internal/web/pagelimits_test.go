package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// wideSupplier is a supplier with 400 of everything, in the form in which its page reads it.
type wideSupplier struct{ fakeReadModel }

func (wideSupplier) SupplierDetail(context.Context, string) (detail content.SupplierDetail, known bool, err error) {
	detail.Supplier = apidoc.SupplierStatus{ID: "acme", Name: "ACME", Tier: "critical"}
	x := shown()
	for i := range 400 {
		alert, task := x.Alerts.Alerts[0], x.Findings.Findings[0]
		alert.ID, task.Message = fmt.Sprintf("a%05d", i), fmt.Sprintf("task no. %d.", i)
		detail.Alerts, detail.Findings = append(detail.Alerts, alert), append(detail.Findings, task)
		call := content.Call{Contact: apidoc.ContactStatus{Name: fmt.Sprintf("Desk %d", i), State: apidoc.ContactBounced, Says: "came back"}}
		detail.Calls = append(detail.Calls, call)
		detail.Deadlines = append(
			detail.Deadlines,
			model.Deadline{Supplier: "acme", Subject: model.KindContract.Subject("c"), Kind: model.DeadlineContractNotice},
			model.Deadline{Supplier: "acme", Subject: model.KindOrderWindow.Subject("w"), Kind: model.DeadlineOrderWindow},
			model.Deadline{Supplier: "acme", Subject: model.KindContact.Subject("d"), Kind: model.DeadlineVerification, Channel: "email"},
		)
		detail.Probes = append(detail.Probes, content.ProbeTrail{Subject: model.KindDomain.Subject("acme.example"), Failures: 1, Lines: "dns: SERVFAIL"})
	}
	return detail, true, nil
}

// crowdedService is a snapshot with 10,000 overdue deadlines and a registry with 10,000 problems.
func crowdedService() content.Snapshot {
	x := ahead()
	overdue := x.Deadlines.Deadlines[0]
	x.Reload = content.Reload{}
	x.Deadlines.Deadlines = nil
	for i := range 10_000 {
		overdue.Supplier = fmt.Sprintf("s-%05d", i)
		x.Deadlines.Deadlines = append(x.Deadlines.Deadlines, overdue)
		x.Reload.Problems = append(x.Reload.Problems, model.Problem{Message: fmt.Sprintf("problem no. %d", i)})
	}
	return x
}

// TestEveryListOfAPageHasAnEnd holds that no list makes a page longer than 100 KB, that the list says how long it is, and that its other parts can
// be reached.
func TestEveryListOfAPageHasAnEnd(t *testing.T) {
	server := serve(t, func(o *Options) { o.Snapshot, o.ReadModel = crowdedService, wideSupplier{} })
	for path, wants := range map[string][]string{
		"/ahead":                           {"1 to 20 of 10001", `href="?late=2"`},
		"/ahead?late=99999999999999999999": {"10001 to 10001 of 10001"},
		"/":                                {`<a href="/status">All 10000</a>`, "problem no. 4<"},
		"/status":                          {"1 to 50 of 10000", `href="?problems=2"`},
		"/suppliers/acme": {
			"1 to 12 of 400", `href="?alerts=2"`, "1 to 50 of 400", `href="?tasks=2"`, "1 to 30 of 400", `href="?contacts=2"`, `href="?contracts=2"`,
			`href="?windows=2"`, `href="?others=2"`, `href="?probes=2"`,
		},
		"/suppliers/acme?tasks=-1&contacts=14": {"391 to 400 of 400", "Desk 399 <small>", "task no. 0."},
	} {
		status, body, _ := ask(t, "GET", server.URL+path, "")
		if status != http.StatusOK || len(body) > 100_000 {
			t.Errorf("%s: %d with %d bytes", path, status, len(body))
		}
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
}

// TestAPagePreparesOnlyWhatItShows holds that ten times as many alerts, deadlines and tasks cost a page hardly more work.
func TestAPagePreparesOnlyWhatItShows(t *testing.T) {
	cost := func(n int) float64 {
		x := crowd(n)
		handler := New(Options{Snapshot: func() content.Snapshot { return x }, Metrics: NewMetrics("", "", ""), Log: slog.New(slog.DiscardHandler)})
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost/", nil)
		return testing.AllocsPerRun(3, func() { handler.ServeHTTP(httptest.NewRecorder(), request) })
	}
	if few, many := cost(300), cost(3000); many > few*1.2 {
		t.Errorf("a page costs %.0f allocations with 300 of everything and %.0f with 3000", few, many)
	}
}

// TestAnInstantOfAnotherYearNamesTheYear checks alerts and the records of a supplier.
func TestAnInstantOfAnotherYearNamesTheYear(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.ReadModel = fakeReadModel{}
		o.Snapshot = func() content.Snapshot {
			x := shown()
			x.Alerts.Alerts[0].Since = instant.AddDate(-2, 0, 0)
			x.Deadlines.AsOf = instant.AddDate(3, 0, 0)
			return x
		}
	})
	for path, want := range map[string]string{
		"/": "Fri 22 Nov 2024, 10:00 UTC", "/alerts/a3f09c": "Fri 22 Nov 2024, 10:00 UTC", "/suppliers/acme": "Sun 22 Nov 2026, 10:00 UTC",
		"/mailboxes": "Sun 22 Nov 2026, 10:00 UTC", "/escalation": "Sun 22 Nov 2026, 10:00 UTC", "/status": "Sun 22 Nov 2026, 10:00 UTC",
	} {
		if _, body, _ := ask(t, "GET", server.URL+path, ""); !strings.Contains(body, want) {
			t.Errorf("%s lacks %q:\n%s", path, want, body)
		}
	}
}

// TestSuppliersOfOneNameCanBeDistinguished checks that their ids are shown where one is chosen and on their pages.
func TestSuppliersOfOneNameCanBeDistinguished(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.ReadModel = fakeReadModel{}
		o.Snapshot = func() content.Snapshot {
			x := listed()
			x.Registry.Suppliers[1].Name = x.Registry.Suppliers[0].Name
			return x
		}
	})
	_, body, _ := ask(t, "GET", server.URL+"/suppliers", "")
	for _, want := range []string{"<small>acme: 193 nm photoresist</small>", "<small>brand</small>"} {
		if !strings.Contains(body, want) {
			t.Errorf("the list lacks %q:\n%s", want, body)
		}
	}
	if _, body, _ := ask(t, "GET", server.URL+"/suppliers/acme", ""); !strings.Contains(body, "<p>acme: tier critical") {
		t.Errorf("the page of a supplier does not say its id:\n%s", body)
	}
}

// undated is a supplier that has a contract of which no day is known.
type undated struct{ fakeReadModel }

func (undated) SupplierDetail(context.Context, string) (detail content.SupplierDetail, known bool, err error) {
	detail.Supplier, detail.AsOf = apidoc.SupplierStatus{ID: "acme", Name: "ACME"}, instant.Add(5*time.Hour)
	detail.Deadlines = []model.Deadline{{Supplier: "acme", Subject: model.KindContract.Subject("msa"), Kind: model.DeadlineContractNotice, State: "undated", ContractDates: &model.ContractDates{}}}
	return detail, true, nil
}

// TestWhatIsUnknownOfASupplierIsSaid checks days that nobody knows, and that the local time is that of the request.
func TestWhatIsUnknownOfASupplierIsSaid(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.ReadModel = undated{}
		o.Snapshot = func() content.Snapshot {
			x := shown()
			x.Registry.Suppliers[0].Calendar = &civil.Calendar{Location: time.UTC}
			return x
		}
	})
	_, body, _ := ask(t, "GET", server.URL+"/suppliers/acme", "")
	for want, n := range map[string]int{`class="info">unknown</td>`: 3, `"Ends or renews after">unknown</td>`: 1, "<dd>Sun 15:00 (UTC)</dd>": 1} {
		if strings.Count(body, want) != n {
			t.Errorf("%d times %q, want %d:\n%s", strings.Count(body, want), want, n, body)
		}
	}
}

// TestThePageOfAnAlertThatEndedShowsWhatPeopleDid checks that it offers no form.
func TestThePageOfAnAlertThatEndedShowsWhatPeopleDid(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Snapshot = func() content.Snapshot {
			x := shown()
			x.Alerts.Alerts[0].State = model.StateResolved
			x.Ahead = func(string) content.Ahead {
				return content.Ahead{Text: document.Block{
					Lead: "An order was recorded.", Who: []document.Known{{When: "Sun 22 Nov 10:00", Who: "jane@buyer.example", What: "acknowledged"}}, Notes: []string{"jane: <called>"},
				}}
			}
			return x
		}
	})
	_, body, _ := ask(t, "GET", server.URL+"/alerts/a3f09c", "")
	for _, want := range []string{"Resolved.", "An order was recorded.", "Last reported: acme.example takes no mail.", "<li>Sun 22 Nov 10:00: jane@buyer.example, acknowledged</li>", "<li>jane: &lt;called&gt;</li>"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
	if strings.Contains(body, "To act,") || strings.Contains(body, "What to do") {
		t.Error("the page offers actions on an alert that ended")
	}
}

// TestTheStatusNeverShowsMissingNetworkAccessAsGood checks access, its absence, and what is unknown.
func TestTheStatusNeverShowsMissingNetworkAccessAsGood(t *testing.T) {
	yes, no := true, false
	for want, known := range map[string]*bool{"<dd>Yes</dd>": &yes, `<dd><span class="late">No</span></dd>`: &no, "<dd>Unknown</dd>": nil} {
		server := serve(t, func(o *Options) {
			o.ReadModel = emptyService{}
			o.Snapshot = func() content.Snapshot {
				x := shown()
				x.Vantage = known
				return x
			}
		})
		if _, body, _ := ask(t, "GET", server.URL+"/status", ""); !strings.Contains(body, "<dt>Network access</dt>"+want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
}
