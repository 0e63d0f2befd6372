package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

// withCalendar serves a snapshot whose calendar is what render gives.
func withCalendar(t *testing.T, render func() ([]byte, error)) string {
	t.Helper()
	return serve(t, func(o *Options) {
		o.ReadToken = "read"
		o.Snapshot = func() Snapshot {
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
