package web

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

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
			}, Paused: []apidoc.PausedRelay{{Relay: "smtp.buyer.example:587", Until: instant.Add(time.Minute)}}}
			return x
		}
	})
	_, page, _ := ask(t, http.MethodGet, server.URL+"/status", "")
	for _, want := range []string{
		"3 emails wait because the mail relay accepts only so many at a time. The last one leaves at about " + "Sun 22 Nov, 10:01 UTC",
		"Email to &lt;oncall&gt;@buyer.example about 2 alerts: leaves at about " + "Sun 22 Nov, 10:00 UTC", "Email to it@buyer.example: leaves", "1 more leaves after these.", "smtp.buyer.example:587 takes no mail for now. It is tried again at Sun 22 Nov, 10:01 UTC.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
}

// TestThePageHasAnEnd holds that ten thousand alerts make a page that a telephone can show, whose lists lead on to their other parts.
func TestThePageHasAnEnd(t *testing.T) {
	const n = 10_000
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return crowd(n) } })
	_, body, _ := ask(t, "GET", server.URL+"/?due=2&open=99999", "")
	if len(body) > 100_000 {
		t.Errorf("the page has %d bytes", len(body))
	}
	for _, want := range []string{
		"<title>(10000) Today", "9997 to 10000 of 10000", `<a rel="prev" href="?due=2&amp;open=833">`, "firing no. 9999.",
		"1 to 12 of 10000", `<a rel="next" href="?acknowledged=2&amp;due=2&amp;open=99999">`, "held no. 11.",
		"21 to 40 of 10000", `<a rel="prev" href="?due=1&amp;open=99999">`, "coming no. 20.", `<a href="/tasks?rule=fallback-missing">All 10000</a>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("page lacks %q", want)
		}
	}
	for what, want := range map[string]int{"firing": 4, "held": 12, "coming": 20, "gap": 5} {
		if got := strings.Count(body, what+" no. "); got != want {
			t.Errorf("%d of %q are shown, want %d", got, what, want)
		}
	}
	_, tasks, _ := ask(t, "GET", server.URL+"/tasks?rule=fallback-missing&page=200", "")
	if !strings.Contains(tasks, "gap no. 9999.") || strings.Count(tasks, "gap no. ") != 50 || !strings.Contains(tasks, "registry/acme.yaml:42") {
		t.Errorf("the last page of tasks is\n%s", tasks)
	}
}

func TestAPageThatHoldsAllLeadsNowhere(t *testing.T) {
	s := crowd(2)
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return s } })
	if _, body, _ := ask(t, "GET", server.URL+"/", ""); strings.Contains(body, `class="pager"`) || strings.Count(body, "gap no. ") != 2 {
		t.Error("a page with everything says that there is more")
	}
	s.Alerts.Alerts = []apidoc.StatusAlert{}
	if _, body, _ := ask(t, "GET", server.URL+"/", ""); !strings.Contains(body, "<title>Today") || !strings.Contains(body, "There are no open alerts.") {
		t.Error("nothing is open, and the page does not say so")
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
		for _, path := range []string{"/", "/suppliers", "/api/v1/alerts"} {
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

// TestAnErrorIsAPage checks that people get a page they can go on from, programs a document, and a reader without the token nothing else.
func TestAnErrorIsAPage(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadModel, o.ReadToken = fakeReadModel{}, "read" })
	for path, why := range map[string]string{
		"/nothing": "There is no page at this address.", "/suppliers/nobody": "There is no supplier of that id", "/alerts/ffffff": "There is no alert of that id",
	} {
		status, body, header := ask(t, "GET", server.URL+path, "read")
		if status != http.StatusNotFound || !strings.HasPrefix(header.Get("Content-Type"), "text/html") || !strings.Contains(body, why) || !strings.Contains(body, `<a href="/suppliers">`) {
			t.Errorf("%s: %d %s\n%s", path, status, header.Get("Content-Type"), body)
		}
	}
	if _, body, _ := ask(t, "GET", server.URL+"/nothing", ""); strings.Contains(body, "acme") || strings.Contains(body, "(1)") {
		t.Errorf("a stranger reads\n%s", body)
	}
	if _, _, header := ask(t, "GET", server.URL+"/api/v1/nothing", "read"); header.Get("Content-Type") != "application/json" {
		t.Errorf("a program gets %s", header.Get("Content-Type"))
	}
}

// TestABrowserIsRefusedByAPage asks as a browser does and as a program does, without the token, from another site and for another host.
func TestABrowserIsRefusedByAPage(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadModel, o.ReadToken, o.Local = fakeReadModel{}, "read", true })
	for _, c := range []struct {
		method, path, host, site, why string
		status                        int
	}{
		{http.MethodGet, "/", "", "", "This needs the read token", http.StatusUnauthorized},
		{http.MethodPost, "/", "", "", "Nobody may act here", http.StatusForbidden},
		{http.MethodPost, "/", "", "cross-site", "This was sent from a page of another site", http.StatusForbidden},
		{http.MethodGet, "/", "evil.example", "", "This page is open to this machine only", http.StatusMisdirectedRequest},
	} {
		for accept, kind := range map[string]string{"text/html,application/xhtml+xml,*/*;q=0.8": "text/html", "*/*": "text/plain", "": "text/plain"} {
			request, err := http.NewRequestWithContext(t.Context(), c.method, server.URL+c.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Accept", accept)
			request.Header.Set("Sec-Fetch-Site", c.site)
			request.Host = c.host
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(answer.Body)
			answer.Body.Close()
			if answer.StatusCode != c.status || !strings.HasPrefix(answer.Header.Get("Content-Type"), kind) || kind == "text/html" && !strings.Contains(string(body), "<p>"+c.why) || strings.Contains(string(body), "acme") {
				t.Errorf("%v as %q: %d %s\n%s", c, accept, answer.StatusCode, answer.Header.Get("Content-Type"), body)
			}
		}
	}
	if status, _, _ := ask(t, "GET", server.URL+"/style.css", ""); status != http.StatusOK {
		t.Errorf("the page of a refusal has no style: %d", status)
	}
}

// TestAPageThatIsKnownIsNotSentAgain asks for a page with the ETag of the copy before.
func TestAPageThatIsKnownIsNotSentAgain(t *testing.T) {
	server := serve(t, nil)
	_, _, header := ask(t, "GET", server.URL+"/", "")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("If-None-Match", header.Get("ETag"))
	if status, body := sent(t, request); status != http.StatusNotModified || body != "" || header.Get("Cache-Control") != "private, no-cache" {
		t.Errorf("%d with %d bytes, %v", status, len(body), header)
	}
}
