package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"supplierwatch/internal/action"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// doer carries out what it is asked to do about its one alert, remembers it, and shows one mail.
type doer struct {
	done []action.Request
	late bool
	err  error
	mail content.LinkedMail
}

func (d *doer) Act(ctx context.Context, requests ...action.Request) ([]action.Outcome, error) {
	if d.err != nil {
		return nil, d.err
	}
	alerts := map[string]model.Alert{"a3f09c": {ID: "a3f09c", State: model.StateFiring}}
	for _, a := range d.mail.Alerts {
		alerts[a.ID] = model.Alert{ID: a.ID, State: a.State}
	}
	view := compose.View{State: model.State{Alerts: alerts}, Registry: &model.Registry{}, Now: instant}
	batch := action.Batch{View: view, Facts: nothing{}, Index: nothing{}}
	var outcomes []action.Outcome
	for _, r := range requests {
		r.At = instant
		outcome, err := batch.Do(ctx, r)
		if err != nil {
			return nil, err
		}
		if !d.late {
			outcome = outcome.Evaluated(view)
		}
		outcome.Alert.State, outcome.Alert.AcknowledgedBy = model.StateAcknowledged, r.By
		outcomes = append(outcomes, outcome)
	}
	d.done = append(d.done, requests...)
	return outcomes, nil
}

// nothing knows no facts.
type nothing struct{}

func (nothing) FactsAfter(context.Context, int64) ([]model.Fact, error)   { return nil, nil }
func (nothing) FactsByID(context.Context, []string) ([]model.Fact, error) { return nil, nil }
func (nothing) WithFacts(_ context.Context, look func(*factindex.Index)) error {
	look(factindex.New())
	return nil
}

func (d *doer) LinkedMail(_ context.Context, link string) (content.LinkedMail, error) {
	switch link {
	case "good":
		return d.mail, nil
	case "old":
		return content.LinkedMail{}, content.ErrExpired
	case "lost":
		return content.LinkedMail{}, content.ErrNoMail
	}
	return content.LinkedMail{}, content.ErrNoLink
}

// posted is a request with what a test says of it.
type posted struct {
	path, token, kind, body string
	header                  map[string]string
}

// post sends a request that is not followed anywhere.
func post(t *testing.T, url string, p posted) (status int, body string, header http.Header) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+p.path, strings.NewReader(p.body))
	if err != nil {
		t.Fatal(err)
	}
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
	}
	request.Header.Set("Content-Type", p.kind)
	for key, value := range p.header {
		request.Header.Set(key, value)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, read(t, response), response.Header
}

// sent sends a request and gives what comes back.
func sent(t *testing.T, request *http.Request) (status int, body string) {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, read(t, response)
}

func read(t *testing.T, response *http.Response) string {
	t.Helper()
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// actable serves with a doer, and everything that may act.
func actable(t *testing.T, change func(*Options)) (url string, d *doer) {
	t.Helper()
	d = &doer{mail: summaryOfTwo()}
	return serve(t, func(o *Options) {
		o.Actions, o.Mails, o.WriteToken, o.Key = d, d, "open sesame", []byte("key")
		if change != nil {
			change(o)
		}
	}).URL, d
}

func TestWhatAProgramMayDoAboutAnAlert(t *testing.T) {
	for _, c := range []struct {
		verb, body string
		status     int
		want       string // the action, or what the error says
	}{
		{"ack", ``, 200, "ack a3f by api"},
		{"ack", `{}`, 200, "ack a3f by api"},
		{"ack", `{"by": "jane@buyer.example", "note": "on it"}`, 200, "ack a3f by jane@buyer.example: on it"},
		{"snooze", `{"for": "3 days"}`, 200, "snooze a3f by api for 3 days"},
		{"snooze", `{"until": "2026-12-01"}`, 200, "snooze a3f by api until 2026-12-01"},
		{"note", `{"note": "they call back"}`, 200, "note a3f by api: they call back"},
		{"not-mine", `{"by": "Jane Doe"}`, 200, "not-mine a3f by Jane Doe"},
		{"escalate", `{"by": "Jane Doe"}`, 200, "not-mine a3f by Jane Doe"},
		{"snooze", ``, 400, "for how long"},
		{"snooze", `{"for": "3 days", "until": "2026-12-01"}`, 400, "for how long"},
		{"ack", `{"for": "later"}`, 400, "say for how long"},
		{"note", `{"note": "  "}`, 400, "note` is missing"},
		{"ack", `{"note": "` + strings.Repeat("x", action.LongestNote+1) + `"}`, 400, "at most 2000"},
		{"ack", `{"by": "jane\nX-Header: yes"}`, 400, "one line"},
		{"ack", `{"by": "\u202eenaj"}`, 400, "one line"},
		{"ack", `{"by": "watchdog"}`, 400, "is reserved"},
		{"ack", `{"who": "jane"}`, 400, `unknown field "who"`},
		{"ack", `{"by": 7}`, 400, "expected one JSON object"},
		{"ack", `[]`, 400, "expected one JSON object"},
		{"ack", `{} {}`, 400, "more follows"},
		{"ack", `by=jane&note=on+it`, 400, "expected one JSON object"},
		{"ack", `{"note": "` + strings.Repeat("x", mostBytes) + `"}`, 413, "longer than"},
	} {
		url, d := actable(t, nil)
		status, body, header := post(t, url, posted{path: "/api/v1/alerts/a3f/" + c.verb, token: "open sesame", kind: "application/json", body: c.body})
		if status != c.status || header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %.60s: %d %s, want %d\n%s", c.verb, c.body, status, header.Get("Content-Type"), c.status, body)
			continue
		}
		if status == http.StatusOK {
			if got := described(d.done); got != c.want || d.done[0].Source != "api" || !strings.Contains(body, `"acknowledged_by"`) {
				t.Errorf("%s %s: did %q from %s, want %q\n%s", c.verb, c.body, got, d.done[0].Source, c.want, body)
			}
			continue
		}
		if said := errorOf(t, body); len(d.done) > 0 || !strings.Contains(said, c.want) {
			t.Errorf("%s %.60s: did %s and said %q, want %q", c.verb, c.body, described(d.done), said, c.want)
		}
	}
}

func described(requests []action.Request) string {
	var all []string
	for _, d := range requests {
		text := fmt.Sprintf("%s %s by %s", d.Verb, d.Alert, d.By)
		for _, more := range [][2]string{{" for ", d.For}, {" until ", d.Until}, {": ", d.Note}} {
			if more[1] != "" {
				text += more[0] + more[1]
			}
		}
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

func errorOf(t *testing.T, body string) string {
	t.Helper()
	var doc response.ErrorDocument
	if err := json.Unmarshal([]byte(body), &doc); err != nil || doc.Version != 1 {
		t.Errorf("an error is told as %s: %v", body, err)
	}
	return doc.Error
}

func TestWhoMayAct(t *testing.T) {
	url, d := actable(t, nil)
	closed, _ := actable(t, func(o *Options) { o.WriteToken = "" })
	reader, _ := actable(t, func(o *Options) { o.ReadToken = "read" })
	for _, verb := range []string{"ack", "snooze", "note", "not-mine"} {
		path := "/api/v1/alerts/a3f09c/" + verb
		for _, c := range []struct {
			where, token string
			want         int
		}{{closed, "open sesame", 403}, {closed, "", 403}, {url, "", 401}, {url, "wrong", 401}, {reader, "read", 401}} {
			if status, body, _ := post(t, c.where, posted{path: path, token: c.token, body: `{"note": "x"}`}); status != c.want || errorOf(t, body) == "" {
				t.Errorf("%s with token %q: %d %s, want %d", verb, c.token, status, body, c.want)
			}
		}
		status, body, header := ask(t, http.MethodGet, url+path, "open sesame")
		if status != http.StatusMethodNotAllowed || header.Get("Allow") != "POST" || !strings.Contains(errorOf(t, body), "POST") {
			t.Errorf("GET %s: %d, allowed %q: %s", path, status, header.Get("Allow"), body)
		}
	}
	if len(d.done) > 0 {
		t.Errorf("did %s", described(d.done))
	}
	if status, body, _ := ask(t, http.MethodGet, url+"/api/v1/nothing", ""); status != http.StatusNotFound || !strings.Contains(errorOf(t, body), "openapi.json") {
		t.Errorf("a path that is not there: %d %s", status, body)
	}
}

func TestAnUnknownActionIsAnsweredWithThoseThatExist(t *testing.T) {
	address, d := actable(t, nil)
	for path, want := range map[string]string{
		"explode": `unknown action "explode"; expected one of accept, ack, confirmed, `, "ack/now": `unknown action "now"; expected one of `,
	} {
		status, body, _ := post(t, address, posted{path: "/api/v1/alerts/a3f09c/" + path, token: "open sesame"})
		if status != http.StatusNotFound || !strings.HasPrefix(errorOf(t, body), want) || len(d.done) > 0 {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if status, body, _ := ask(t, http.MethodDelete, address+"/api/v1/alerts", "open sesame"); status != http.StatusMethodNotAllowed || errorOf(t, body) != "DELETE is not possible here; expected GET or HEAD" {
		t.Errorf("%d %s", status, body)
	}
}

func TestWhatCannotBeDoneSaysWhy(t *testing.T) {
	url, d := actable(t, nil)
	d.err = response.Refuse(http.StatusConflict, "alert a3f09c is over")
	if status, body, _ := post(t, url, posted{path: "/api/v1/alerts/a3f09c/ack", token: "open sesame"}); status != 409 || errorOf(t, body) != "alert a3f09c is over" {
		t.Errorf("%d %s", status, body)
	}
	d.err = fmt.Errorf("write change: /var/secret/path is full")
	if status, body, _ := post(t, url, posted{path: "/api/v1/alerts/a3f09c/ack", token: "open sesame"}); status != 500 || strings.Contains(body, "secret") {
		t.Errorf("%d %s", status, body)
	}
	d.err, d.late = nil, true
	if status, _, _ := post(t, url, posted{path: "/api/v1/alerts/a3f09c/ack", token: "open sesame"}); status != http.StatusAccepted {
		t.Errorf("recorded, and no evaluation since: %d, want 202", status)
	}
}

func TestTheUserOfAProxyActsInItsOwnName(t *testing.T) {
	url, d := actable(t, func(o *Options) {
		o.Proxies, o.UserHeader = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "X-User"
	})
	post(t, url, posted{path: "/api/v1/alerts/a3f09c/ack", token: "open sesame", body: `{"by": "somebody else"}`, header: map[string]string{"X-User": "jane@buyer.example"}})
	if got := described(d.done); got != "ack a3f09c by jane@buyer.example" {
		t.Errorf("did %q", got)
	}
	if status, _, _ := post(t, url, posted{path: "/api/v1/alerts/a3f09c/ack", header: map[string]string{"X-User": "jane@buyer.example"}}); status != http.StatusUnauthorized {
		t.Errorf("a user without the write token: %d", status)
	}
}
