package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// most is how many rows of a kind the page shows.
const most = 200

// crowd is a snapshot with n of everything.
func crowd(n int) content.Snapshot {
	s := shown()
	firing, held, coming, gap := s.Alerts.Alerts[0], s.Alerts.Alerts[1], s.Deadlines.Deadlines[0], s.Findings.Findings[0]
	s.Alerts.Alerts, s.Deadlines.Deadlines, s.Findings.Findings = nil, nil, nil
	for i := range n {
		firing.Message, held.Message = fmt.Sprintf("firing no. %d.", i), fmt.Sprintf("held no. %d.", i)
		coming.Subject, gap.Message = model.ParseSubject(fmt.Sprintf("coming no. %d.", i)), fmt.Sprintf("gap no. %d.", i)
		s.Alerts.Alerts = append(s.Alerts.Alerts, firing, held)
		s.Deadlines.Deadlines = append(s.Deadlines.Deadlines, coming)
		s.Findings.Findings = append(s.Findings.Findings, gap)
	}
	return s
}

func TestThePageListsMailsThatWaitForARate(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Snapshot = func() content.Snapshot {
			x := shown()
			x.Outbox.ByRate = &apidoc.OutboxStatus{Waiting: 3, Last: instant.Add(time.Minute), Mails: []apidoc.WaitingMail{
				{Recipient: "<oncall>@buyer.example", Alerts: []string{"a", "b"}, LeavesAt: instant}, {Recipient: "it@buyer.example", LeavesAt: instant},
			}}
			return x
		}
	})
	_, page, _ := ask(t, http.MethodGet, server.URL+"/", "")
	for _, want := range []string{
		"3 mails wait because the mail relay takes only so many at a time. The last one leaves at about " + "Sun 22 Nov 10:01 UTC",
		"Mail to &lt;oncall&gt;@buyer.example about 2 alerts: leaves at about " + "Sun 22 Nov 10:00 UTC", "Mail to it@buyer.example: leaves", "1 more leaves after these.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
}

// TestThePageHasAnEnd holds that ten thousand alerts make a page that a telephone can show, which says what it leaves out and where that is.
func TestThePageHasAnEnd(t *testing.T) {
	const n = 10_000
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return crowd(n) } })
	_, body, _ := ask(t, "GET", server.URL+"/", "")
	if len(body) > 500_000 {
		t.Errorf("the page has %d bytes", len(body))
	}
	for _, want := range []string{
		"<title>(10000) supplierwatch", "Open alerts (10000)", "Acknowledged (10000)",
		`The 200 most severe are shown. 9800 more: <a href="/api/v1/alerts">`, `The 200 soonest are shown. 9800 more: <a href="/api/v1/deadlines">`,
		`The 200 most severe are shown. 9800 more: <a href="/api/v1/findings">`,
	} {
		if !strings.Contains(body, want) && !strings.Contains(body, strings.ReplaceAll(want, "&#39;", "'")) {
			t.Errorf("page lacks %q", want)
		}
	}
	for _, what := range []string{"firing", "held", "coming", "gap"} {
		if strings.Count(body, what+" no. ") != most || !strings.Contains(body, what+" no. 199.") {
			t.Errorf("%d of %q stand there, want the first %d", strings.Count(body, what+" no. "), what, most)
		}
	}
}

func TestAPageThatHoldsAllSaysNothingOfMore(t *testing.T) {
	s := crowd(most)
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return s } })
	if _, body, _ := ask(t, "GET", server.URL+"/", ""); strings.Contains(body, " more: ") || strings.Count(body, "gap no. ") != most {
		t.Error("a page of 200 says that there is more")
	}
	s.Alerts.Alerts = []apidoc.StatusAlert{}
	if _, body, _ := ask(t, "GET", server.URL+"/", ""); !strings.Contains(body, "<title>supplierwatch") {
		t.Error("nothing fires, and the title counts it")
	}
}

func TestThePageLeadsToTheCalendar(t *testing.T) {
	if _, body, _ := ask(t, "GET", serve(t, nil).URL+"/", ""); !strings.Contains(body, `<a href="/calendar.ics">`) {
		t.Error("no link to the calendar")
	}
}

// asked sends a request with a password and gives the status and the ways to log in that are offered.
func asked(t *testing.T, method, url, password string) (int, []string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth("jane", password)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode, response.Header.Values("WWW-Authenticate")
}

// TestABrowserMayRead holds that the token may come as a password, as browsers and calendar programs send it, and that a password lets
// nobody write: a browser sends it along with what a strange site posts.
func TestABrowserMayRead(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadToken, o.WriteToken = "read", "write" })
	for password, want := range map[string]int{"": 401, "wrong": 401, "read": 200, "write": 200} {
		for _, path := range []string{"/", "/style.css", "/api/v1/alerts"} {
			status, ways := asked(t, "GET", server.URL+path, password)
			if status != want {
				t.Errorf("%s with password %q: %d, want %d", path, password, status, want)
			}
			if all := strings.Join(ways, ", "); status == 401 && all != `Basic realm="supplierwatch", charset="UTF-8", Bearer realm="supplierwatch"` {
				t.Errorf("a browser is offered %s", all)
			}
		}
	}
	if status, ways := asked(t, "POST", server.URL+"/-/reload", "write"); status != 401 || strings.Join(ways, ", ") != `Bearer realm="supplierwatch"` {
		t.Errorf("writing with a password: %d, offered %s", status, ways)
	}
}
