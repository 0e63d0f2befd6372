package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// procurementNotified is the text of an alert of which one team was notified.
var procurementNotified = document.Block{Who: []document.Known{{When: "Sun 22 Nov, 10:00", Who: "Procurement", What: "first mail; no reply"}}}

// summaryOfTwo is a mail of two alerts, of which one is over.
func summaryOfTwo() content.LinkedMail {
	next := instant.Add(4 * time.Hour)
	return content.LinkedMail{
		Mail: "mail-1", To: "oncall@buyer.example", Subject: "[CRITICAL] 2 alerts. Approve <today>", Sent: instant, Zone: time.UTC,
		Alerts: []content.LinkedAlert{
			{
				StatusAlert: apidoc.StatusAlert{
					ID: "a3f09c", State: model.StateFiring, Severity: model.Critical, Since: instant, NextAt: &next, Message: "acme.example takes no mail.",
					Notified: []apidoc.StatusNotification{{Recipient: "oncall@buyer.example", At: instant, Result: model.MailAccepted}},
				},
				Ahead: content.Ahead{Title: "ACME <b>Resist</b>", CanHandOver: true, AckEnd: instant.Add(48 * time.Hour), Next: "Leads", Text: procurementNotified}, Kept: true, Notes: []string{"joe: called <them>"},
			},
			{StatusAlert: apidoc.StatusAlert{ID: "b77001", State: model.StateResolved, Since: instant, Message: "Long over."}, Ahead: content.Ahead{Title: "Chemex"}, Kept: true},
		},
	}
}

// stampOf finds what makes a page's form one.
func stampOf(t *testing.T, page string) string {
	t.Helper()
	found := regexp.MustCompile(`name="stamp" value="([^"]+)"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the page has no form:\n%s", page)
	}
	return found[1]
}

const formKind = "application/x-www-form-urlencoded"

// sendForm posts a form to a link.
func sendForm(t *testing.T, at string, fields url.Values, header map[string]string) (status int, body string, answer http.Header) {
	t.Helper()
	return post(t, at, posted{path: "/answer/good", kind: formKind, body: fields.Encode(), header: header})
}

func TestALinkShowsItsMailAndDoesNothing(t *testing.T) {
	at, d := actable(t, func(o *Options) { o.ReadToken, o.WriteToken = "read", "" })
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		status, body, header := ask(t, method, at+"/answer/good?done=x&do=ack", "")
		if status != http.StatusOK || len(d.done) > 0 {
			t.Errorf("%s: %d, did %s", method, status, described(d.done))
		}
		for key, want := range map[string]string{
			"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "frame-ancestors 'none'",
		} {
			if !strings.Contains(header.Get(key), want) {
				t.Errorf("%s: %s is %q", method, key, header.Get(key))
			}
		}
		if policy := header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "form-action 'self'") || strings.Contains(policy, "unsafe") {
			t.Errorf("the policy is %q", policy)
		}
		if method == http.MethodHead {
			continue
		}
		for _, want := range []string{
			"Approve &lt;today&gt;", "to oncall@buyer.example", "1. ACME &lt;b&gt;Resist&lt;/b&gt;", "Next reminder to Leads on Sun 22 Nov 2026 14:00 UTC", "until Tue 24 Nov 2026 10:00 UTC",
			"<li>Sun 22 Nov, 10:00: Procurement, first mail; no reply</li>", "called &lt;them&gt;", "2. Chemex", "Resolved.", `<html lang="en">`,
		} {
			if !strings.Contains(body, want) {
				t.Errorf("the page lacks %q", want)
			}
		}
		if strings.Contains(body, "<script") || strings.Contains(body, "href=\"/") || strings.Count(body, `value="ack"`) != 1 {
			t.Errorf("a script, a way elsewhere, or a form for what is over:\n%s", body)
		}
	}
}

func TestAFormOfALinkIsRecordedOnce(t *testing.T) {
	at, d := actable(t, nil)
	_, page, _ := ask(t, http.MethodGet, at+"/answer/good", "")
	fields := url.Values{"stamp": {stampOf(t, page)}, "alert": {"1"}, "do": {"ack"}, "note": {" on it "}}
	var place string
	for range 2 {
		status, body, header := sendForm(t, at, fields, map[string]string{"Sec-Fetch-Site": "same-origin"})
		if status != http.StatusSeeOther || !strings.HasPrefix(header.Get("Location"), "?done=") || strings.Contains(header.Get("Location"), "good") {
			t.Fatalf("%d, leads to %q\n%s", status, header.Get("Location"), body)
		}
		if place != "" && place != header.Get("Location") {
			t.Error("the same form sent twice leads elsewhere")
		}
		place = header.Get("Location")
	}
	if len(d.done) != 2 || d.done[0] != d.done[1] || d.done[0].ID == "" {
		t.Fatalf("a double click is %+v", d.done)
	}
	if got := d.done[0]; described(d.done[:1]) != "ack a3f09c by oncall@buyer.example: on it" || got.Source != "link" || got.Mail != "mail-1" {
		t.Errorf("recorded %+v", got)
	}
	fields.Set("do", "snooze")
	fields.Set("for", "3 days")
	sendForm(t, at, fields, nil)
	fields.Set("until", "2026-12-01")
	sendForm(t, at, fields, nil)
	if got := described(d.done[2:]); got != "snooze a3f09c by oncall@buyer.example for 3 days: on it; snooze a3f09c by oncall@buyer.example until 2026-12-01: on it" {
		t.Errorf("went back and did %q", got)
	}
	if d.done[2].ID == d.done[0].ID || d.done[2].ID == d.done[3].ID {
		t.Error("two actions of one form are taken for the same")
	}
}

func TestTheResultSaysWhatWasRecorded(t *testing.T) {
	at, d := actable(t, nil)
	d.mail.Alerts[0].State, d.mail.Alerts[0].AcknowledgedBy = model.StateAcknowledged, &d.mail.To
	d.mail.Done = []content.Recorded{{ID: "link-abc-a3f09c", Number: 1, Kind: model.FactAck, By: d.mail.To, At: instant, Note: "on <it>", Applied: true}}
	_, body, _ := ask(t, http.MethodGet, at+"/answer/good?done=abc", "")
	for _, want := range []string{"Alert 1 acknowledged by oncall@buyer.example; holds until Sun 22 Nov 2026 14:00 UTC.", "<q>on &lt;it&gt;</q>", `role="status"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
	if _, body, _ := ask(t, http.MethodGet, at+"/answer/good?done=forged", ""); strings.Contains(body, ">content.Recorded<") {
		t.Error("a link makes the page say that something was recorded")
	}
	d.mail.Done[0].Applied = false
	if _, body, _ := ask(t, http.MethodGet, at+"/answer/good?done=abc", ""); !strings.Contains(body, "within a minute") {
		t.Error("what no evaluation has applied is told as done")
	}
}

// TestTheResultSaysWhatBecameOfTheAlert records each kind of action on an alert in each state that can follow.
func TestTheResultSaysWhatBecameOfTheAlert(t *testing.T) {
	for _, c := range []struct {
		kind  model.FactKind
		state model.AlertState
		want  string
	}{
		{model.FactAck, model.StateFiring, "acknowledged by oncall@buyer.example; the alert is still open."},
		{model.FactAck, model.StateSnoozed, "acknowledged by oncall@buyer.example; since then it became snoozed."},
		{model.FactSnooze, model.StateSnoozed, "snoozed by oncall@buyer.example; reopens on Wed 25 Nov 2026 10:00 UTC."},
		{model.FactNotMine, model.StateFiring, "escalated by oncall@buyer.example; the next step is notified."},
		{model.FactNote, model.StateFiring, "noted by oncall@buyer.example; the mails go on."},
		{model.FactPlaced, model.StateResolved, "recorded as ordered by oncall@buyer.example; the alert has ended: resolved."},
		{model.FactAck, model.StateLapsed, "acknowledged by oncall@buyer.example; the alert has ended: expired."},
	} {
		at, d := actable(t, nil)
		until := instant.Add(72 * time.Hour)
		d.mail.Alerts[0].State, d.mail.Alerts[0].SnoozedUntil, d.mail.Alerts[0].AcknowledgedBy = c.state, &until, &d.mail.To
		d.mail.Done = []content.Recorded{{ID: "link-abc-a3f09c", Number: 1, Kind: c.kind, By: d.mail.To, At: instant, Applied: true}}
		if _, body, _ := ask(t, http.MethodGet, at+"/answer/good?done=abc", ""); !strings.Contains(body, "<li>Alert 1 "+c.want+"</li>") {
			t.Errorf("%s, %s: the page lacks %q:\n%s", c.kind, c.state, c.want, body)
		}
	}
}

func TestFormsThatDoNothing(t *testing.T) {
	at, d := actable(t, nil)
	_, page, _ := ask(t, http.MethodGet, at+"/answer/good", "")
	good := url.Values{"stamp": {stampOf(t, page)}, "alert": {"1"}, "do": {"ack"}}
	for name, c := range map[string]struct {
		key, value, header string
		status             int
	}{
		"what is over":           {"alert", "2", "", 422},
		"no such alert":          {"alert", "3", "", 400},
		"an id":                  {"alert", "a3f09c", "", 400},
		"no verb":                {"do", "delete", "", 400},
		"a forged stamp":         {"stamp", "name.seal", "", 400},
		"no stamp":               {"stamp", "", "", 400},
		"an empty note":          {"do", "note", "", 422},
		"a snooze of no length":  {"do", "snooze", "", 422},
		"a note too long":        {"note", strings.Repeat("x", action.LongestNote+1), "", 422},
		"more than a form holds": {"note", strings.Repeat("x", (64 << 10)), "", 400},
		"from another site":      {"", "", "cross-site", 403},
		"from a sibling":         {"", "", "same-site", 403},
	} {
		fields, header := url.Values{}, map[string]string{}
		for key := range good {
			fields.Set(key, good.Get(key))
		}
		fields.Set(c.key, c.value)
		if c.header != "" {
			header["Sec-Fetch-Site"] = c.header
		}
		status, body, _ := sendForm(t, at, fields, header)
		if status != c.status || len(d.done) > 0 {
			t.Errorf("%s: %d, want %d; did %s\n%s", name, status, c.status, described(d.done), body)
		}
	}
	if status, _, _ := sendForm(t, at, good, map[string]string{"Origin": "https://evil.example"}); status != http.StatusForbidden {
		t.Errorf("an old browser on another site: %d", status)
	}
}

func TestAllOpenAlertsOfAMailAtOnce(t *testing.T) {
	at, d := actable(t, nil)
	another := d.mail.Alerts[0]
	another.ID = "c00001"
	d.mail.Alerts = append(d.mail.Alerts, another, another, another)
	d.mail.Alerts[3].ID, d.mail.Alerts[3].State, d.mail.Alerts[3].AcknowledgedBy = "c00002", model.StateAcknowledged, &d.mail.To
	d.mail.Alerts[4].ID, d.mail.Alerts[4].Route = "c00003", model.RouteWork
	_, page, _ := ask(t, http.MethodGet, at+"/answer/good", "")
	sendForm(t, at, url.Values{"stamp": {stampOf(t, page)}, "alert": {"all"}, "do": {"ack"}}, nil)
	if got := described(d.done); got != "ack a3f09c by oncall@buyer.example; ack c00001 by oncall@buyer.example" {
		t.Errorf("did %q", got)
	}
}

func TestAMailOfManyAlertsListsThem(t *testing.T) {
	at, d := actable(t, nil)
	for range 10 {
		work := d.mail.Alerts[0]
		work.Route = model.RouteWork
		d.mail.Alerts = append(d.mail.Alerts, work)
	}
	_, page, _ := ask(t, http.MethodGet, at+"/answer/good", "")
	if strings.Count(page, "<form") != 4 || !strings.Contains(page, "weekly summary") || !strings.Contains(page, `<a href="?alert=12">`) || strings.Contains(page, `<a href="?alert=2">`) {
		t.Errorf("a long mail shows\n%s", page)
	}
	_, page, _ = ask(t, http.MethodGet, at+"/answer/good?alert=12", "")
	if strings.Count(page, "<form") != 4 || !strings.Contains(page, `id="alert-12"`) {
		t.Errorf("one alert of it shows\n%s", page)
	}
	_, _, header := post(t, at, posted{path: "/answer/good?alert=12", kind: formKind, body: url.Values{"stamp": {stampOf(t, page)}, "alert": {"12"}, "do": {"ack"}}.Encode()})
	if !strings.Contains(header.Get("Location"), "alert=12") {
		t.Errorf("leads to %q", header.Get("Location"))
	}
}

// TestLinksThatLeadNowhereLookAlike holds that nobody learns from the answer why, but those whose link was good once.
func TestLinksThatLeadNowhereLookAlike(t *testing.T) {
	at, d := actable(t, nil)
	pages := map[string]bool{}
	for link, want := range map[string]int{"old": 410, "lost": 404, "forged": 404} {
		status, body, header := ask(t, http.MethodGet, at+"/answer/"+link, "")
		pages[body] = true
		if status != want || strings.Contains(body, "/"+link) || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, want %d\n%s", link, status, want, body)
		}
		if status, _, _ := post(t, at, posted{path: "/answer/" + link, kind: formKind, body: "do=ack&alert=1"}); status != want {
			t.Errorf("POST %s: %d, want %d", link, status, want)
		}
	}
	if len(pages) != 1 || len(d.done) > 0 {
		t.Errorf("there are %d pages; did %s", len(pages), described(d.done))
	}
}

// TestALinkStaysSmallWhateverPeopleWrote gives five alerts fifty long notes each.
func TestALinkStaysSmallWhateverPeopleWrote(t *testing.T) {
	at, d := actable(t, nil)
	one := d.mail.Alerts[0]
	one.Ahead, one.Notes = everyOffer(), nil
	for i := range 50 {
		one.Notes = append(one.Notes, fmt.Sprint("jane: no. ", i, strings.Repeat(`<"&'>`, 400)))
	}
	d.mail.Alerts = []content.LinkedAlert{one, one, one, one, one}
	_, page, _ := ask(t, http.MethodGet, at+"/answer/good", "")
	if len(page) > 100_000 || !strings.Contains(page, "<summary>jane: no. 49&lt;") || strings.Contains(page, "no. 47&lt;") {
		t.Errorf("%d bytes:\n%.3000s", len(page), page[strings.Index(page, "<main>"):])
	}
}
