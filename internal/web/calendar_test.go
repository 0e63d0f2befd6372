package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"supplierwatch/internal/web/content"
)

// withCalendar serves a snapshot whose calendar is what render gives.
func withCalendar(t *testing.T, render func() ([]byte, error)) string {
	t.Helper()
	return serve(t, func(o *Options) {
		o.ReadToken = "read"
		o.Snapshot = func() content.Snapshot {
			s := shown()
			s.Calendar = render
			return s
		}
	}).URL
}

func TestCalendar(t *testing.T) {
	const body = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
	url := withCalendar(t, func() ([]byte, error) { return []byte(body), nil })
	status, got, header := ask(t, "GET", url+"/calendar.ics", "read")
	if status != http.StatusOK || got != body || header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Errorf("calendar answers %d %s %q", status, header.Get("Content-Type"), got)
	}
	if status, _, _ := ask(t, "POST", url+"/calendar.ics", "read"); status != http.StatusMethodNotAllowed {
		t.Errorf("POST answers %d, want 405", status)
	}
}

func TestCalendarNeedsTheReadTokenInItsHeader(t *testing.T) {
	url := withCalendar(t, func() ([]byte, error) { return []byte("secret"), nil })
	for _, path := range []string{"/calendar.ics", "/calendar.ics?token=read", "/calendar.ics?access_token=read"} {
		for _, token := range []string{"", "wrong"} {
			if status, body, _ := ask(t, "GET", url+path, token); status != http.StatusUnauthorized || strings.Contains(body, "secret") {
				t.Errorf("GET %s with token %q answers %d %q, want 401", path, token, status, body)
			}
		}
	}
}

// An empty calendar would take away what a reader already has.
func TestNoCalendarIsServedBeforeTheInitialEvaluation(t *testing.T) {
	status, body, header := ask(t, "GET", withCalendar(t, nil)+"/calendar.ics", "read")
	if status != http.StatusServiceUnavailable || header.Get("Retry-After") == "" || strings.Contains(body, "VCALENDAR") {
		t.Errorf("before the initial evaluation the calendar answers %d %q", status, body)
	}
}

func TestACalendarThatFailsSaysNothingOfWhy(t *testing.T) {
	url := withCalendar(t, func() ([]byte, error) { return []byte("BEGIN"), errors.New("inner reason") })
	if status, body, _ := ask(t, "GET", url+"/calendar.ics", "read"); status != http.StatusInternalServerError || strings.Contains(body, "inner") || strings.Contains(body, "BEGIN") {
		t.Errorf("a calendar that fails answers %d %q", status, body)
	}
}

// TestAnUnchangedCalendarIsNotSentAgain asks as calendar programs do: with the
// ETag of the last answer.
func TestAnUnchangedCalendarIsNotSentAgain(t *testing.T) {
	body := "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
	url := withCalendar(t, func() ([]byte, error) { return []byte(body), nil })
	_, _, first := ask(t, "GET", url+"/calendar.ics", "read")
	tag := first.Get("ETag")
	if tag == "" || first.Get("Cache-Control") != "private, no-cache" {
		t.Fatalf("ETag %q, Cache-Control %q", tag, first.Get("Cache-Control"))
	}
	for _, c := range []struct {
		tag, body string
		want      int
	}{
		{tag, body, http.StatusNotModified},
		{`"another", W/` + tag, body, http.StatusNotModified},
		{`"another"`, body, http.StatusOK},
		{tag, "BEGIN:VCALENDAR\r\nNAME:new\r\nEND:VCALENDAR\r\n", http.StatusOK},
	} {
		body = c.body
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/calendar.ics", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer read")
		request.Header.Set("If-None-Match", c.tag)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != c.want || response.Header.Get("ETag") == "" {
			t.Errorf("If-None-Match %s of %d bytes: %d with ETag %q, want %d", c.tag, len(c.body), response.StatusCode, response.Header.Get("ETag"), c.want)
		}
	}
}

// feedOf returns the address of the calendar on the page of a daemon with this
// read token.
func feedOf(t *testing.T, readToken string) (url, feed string) {
	t.Helper()
	url = serve(t, func(o *Options) {
		o.ReadToken, o.FeedKey, o.ExternalURL = readToken, []byte("feeds"), "https://watch.buyer.example/"
		o.Snapshot = func() content.Snapshot {
			s := shown()
			s.Calendar = func() ([]byte, error) { return []byte("BEGIN:VCALENDAR"), nil }
			return s
		}
	}).URL
	_, page, _ := ask(t, "GET", url+"/", readToken)
	_, rest, found := strings.Cut(page, `<a href="https://watch.buyer.example/calendar.ics`)
	if !found {
		t.Fatalf("the page has no link to the calendar:\n%s", page)
	}
	query, _, _ := strings.Cut(rest, `"`)
	return url, "/calendar.ics" + query
}

// TestTheSignedAddressOpensTheCalendarOnly subscribes as a program that can send
// no token.
func TestTheSignedAddressOpensTheCalendarOnly(t *testing.T) {
	url, feed := feedOf(t, "read")
	if status, body, _ := ask(t, "GET", url+feed, ""); status != http.StatusOK || !strings.HasPrefix(body, "BEGIN:VCALENDAR") {
		t.Errorf("GET %s answers %d %q", feed, status, body)
	}
	_, key, _ := strings.Cut(feed, "?")
	_, other := feedOf(t, "rotated")
	for _, path := range []string{
		"/?" + key, "/api/v1/deadlines?" + key, "/api/v1/facts?" + key, "/api/v1/config?" + key, other, feed + "0", feed[:len(feed)-1],
		feed + "&key=x", "/calendar.ics?key=", "/calendar.ics?KEY=" + strings.TrimPrefix(key, "key="),
	} {
		if status, _, _ := ask(t, "GET", url+path, ""); status != http.StatusUnauthorized {
			t.Errorf("GET %s answers %d, want 401", path, status)
		}
	}
	if status, _, _ := ask(t, "POST", url+"/-/reload?"+key, ""); status == http.StatusOK {
		t.Error("the address of the calendar reloads the registry")
	}
}

// TestWithoutAReadTokenTheAddressHasNoKey holds that a key is never shown where it opens nothing.
func TestWithoutAReadTokenTheAddressHasNoKey(t *testing.T) {
	if _, feed := feedOf(t, ""); feed != "/calendar.ics" {
		t.Errorf("the address is %s", feed)
	}
}
