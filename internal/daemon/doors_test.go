package daemon

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/settings"
)

// wanted is an act on one alert, as a person wants it. The doors have no more in common than this.
type wanted struct {
	verb, by, note, period, until, id string
	on, end                           string // of a notice: the day of its receipt, and the end that it names; of anything else: its day
	number, how, contact, mailbox     string // of an order, a verification, a call, of what a supplier was informed of
	alert                             string // in place of the alert that fires
	chosen                            bool   // the id is chosen by whoever acts; else it names one reply, or what a form asks for
}

// became is what a door makes of an act: the words of its refusal, or of what was done where the door shows those.
type became struct{ refused, words string }

// doors are the ways to act on an alert.
type doors struct {
	*buyers
	t      *testing.T
	alert  model.Alert
	mail   model.Mail
	server *httptest.Server
	stamps map[string]string // of the forms, by path: a form that is sent twice has one stamp
}

// door carries out an act; can is false where the door has no words for it.
type door func(d *doors, w wanted) (b became, can bool)

var everyDoor = map[string]door{"mail": (*doors).byMail, "page": (*doors).byPage, "link": (*doors).byLink, "api": (*doors).byAPI, "shell": (*doors).byShell}

const shellUser, writeToken = "jane@buyer.example", "a token for writers"

func openDoors(t *testing.T, rule string) *doors {
	t.Helper()
	registry := buyersRegistry
	if slices.Contains([]string{supplyRule, changedRule, toldRule}, rule) {
		registry += anotherSupplier
	}
	b := newBuyersOf(t, registry, time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC))
	if rule == changedRule {
		b.commit(model.Change{Facts: []model.Fact{{
			ID: "announced", Supplier: "chemex", Subject: model.KindContact.Subject("orders"), Kind: model.FactChanged, ObservedAt: b.now, RecordedAt: b.now,
			Actor: "orders@chemex.example", Source: "imap", Evidence: "mail", Data: map[string]string{"email": "desk@chemex.example"},
		}}})
		b.after(time.Second)
	}
	s := b.daemon.settings
	s.HTTP.WriteToken = settings.NewSecret(writeToken)
	b.write("supplierwatch.yaml", strings.Replace(fixtureConfig, "WRITABLE", "false", 1)+"schedule: {timezone: Europe/Berlin}\n")
	s.HTTP.UserHeader, s.HTTP.TrustedProxies = "X-User", []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	alert := b.alert(rule)
	d := &doors{buyers: b, t: t, alert: alert, mail: b.singleOf(alert), stamps: map[string]string{}}
	d.server = httptest.NewServer(b.daemon.page.handler(nil, true))
	t.Cleanup(d.server.Close)
	return d
}

const (
	supplyRule  = "cover-below-lead-time"
	changedRule = "contact-changed"
	toldRule    = "not-told"
)

// anotherSupplier has a supply that runs out before an order of today could arrive, and was never informed of our mailboxes.
const anotherSupplier = `  - id: chemex
    name: Chemex AG
    tier: critical
    contacts:
      - {id: orders, role: orders, name: Order desk, email: orders@chemex.example, phone: "+49 89 7654321"}
    supplies:
      - {id: acid, item: acid, lead_time: 60 days, time_to_recover: 90 days, stock: {on_hand: 10, unit: kg, daily_usage: 1, as_of: 2026-09-22}}
`

// byMail replies to the mail of the alert.
func (d *doors) byMail(w wanted) (became, bool) {
	if w.by != "" || w.alert != "" || w.chosen || w.verb == "note" && strings.TrimSpace(w.note) == "" || w.verb == "informed" {
		return became{}, false
	}
	text := strings.Join(strings.Fields(w.verb+" "+w.contact+" "+w.how), " ") + " " + w.note
	switch {
	case w.number != "" && w.on != "":
		text = w.verb + " " + w.number + " on " + w.on
	case w.number != "":
		text = w.verb + " " + w.number
	case w.until != "" && w.note != "":
		text = w.verb + " until " + w.until + " " + w.note
	case w.verb == "note":
		text = w.note
	case w.until != "":
		text = w.verb + " until " + w.until
	case w.verb == "snooze" || w.period != "":
		text = w.verb + " " + w.period
	case w.end != "":
		text = w.verb + " " + w.on + " for " + w.end
	case w.on != "":
		text = w.verb + " " + w.on
	}
	got := d.says(d.mail, shellUser, text, fmt.Sprintf("Message-ID: <%s-%x@client.example>", w.id, text[:min(len(text), 60)]))
	if _, why, refused := strings.Cut(got, "NOT "); refused {
		_, why, _ = strings.Cut(why, ": ")
		why, _, _ = strings.Cut(why, " The first word")
		return became{refused: strings.TrimSuffix(why, ".")}, true
	}
	return became{words: got}, true
}

// open opens a page, unless it is open, and returns what makes one form of all that are sent from it.
func (d *doors) open(path, user string) string {
	if d.stamps[path] != "" {
		return d.stamps[path]
	}
	request := d.request(http.MethodGet, path, nil)
	request.Header.Set("X-User", user)
	_, shown := d.send(request)
	found := regexp.MustCompile(`name="stamp" value="([^"]+)"`).FindStringSubmatch(shown)
	if found == nil {
		d.t.Fatalf("%s has no form:\n%s", path, shown)
	}
	d.stamps[path] = html.UnescapeString(found[1])
	return d.stamps[path]
}

// page is that of the alert.
func (d *doors) page() string { return "/alerts/" + d.alert.ID }

// link is the page behind the link of the mail.
func (d *doors) link() string { return "/answer/" + d.daemon.key.Link(d.mail.ID) }

// form sends a form of a page, and returns why it was refused.
func (d *doors) form(path, user, alert string, w wanted) became {
	status, answer := d.submit(path, user, alert, w, d.now.Format(time.RFC3339Nano))
	if status == http.StatusSeeOther || status == http.StatusOK && strings.Contains(answer, "The registry does not say so yet") {
		return became{}
	}
	found := regexp.MustCompile(`(?s)role="alert".*?<p>(.*?)</p>`).FindStringSubmatch(answer)
	if found == nil {
		d.t.Fatalf("%s: %d without a reason:\n%s", path, status, answer)
	}
	return became{refused: html.UnescapeString(found[1])}
}

// formSeen sends a form of the supplier's page that shows what was known at an instant, and returns the page that comes back.
func (d *doors) formSeen(w wanted, seen string) string {
	_, answer := d.submit(d.page(), shellUser, d.alert.ID, w, seen)
	return html.UnescapeString(answer)
}

// submit sends a form of a page.
func (d *doors) submit(path, user, alert string, w wanted, seen string) (status int, answer string) {
	fields := url.Values{
		"stamp": {d.open(path, user)}, "alert": {alert}, "do": {w.verb}, "note": {w.note}, "on": {w.on}, "for": {w.period + w.end}, "until": {w.until},
		"reference": {w.number}, "how": {w.how}, "contact": {w.contact}, "mailbox": {w.mailbox}, "seen": {seen},
	}
	request := d.request(http.MethodPost, path, strings.NewReader(fields.Encode()))
	request.Header.Set("X-User", user)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.send(request)
}

// byPage fills in a form of the page, as the user whom a proxy names.
func (d *doors) byPage(w wanted) (became, bool) {
	user := w.by
	if user == "" {
		user = shellUser
	}
	if !model.IsActor(user) || w.chosen {
		return became{}, false // a proxy names nobody like that
	}
	alert := d.alert.ID
	if w.alert != "" {
		alert = w.alert
	}
	return d.form(d.page(), user, alert, w), true
}

// byLink fills in a form behind the link of the mail, whose recipient acts.
func (d *doors) byLink(w wanted) (became, bool) {
	if w.by != "" || w.alert != "" || w.chosen {
		return became{}, false
	}
	return d.form(d.link(), "", "1", w), true
}

// byAPI posts to the API.
func (d *doors) byAPI(w wanted) (became, bool) {
	body := map[string]string{
		"by": shellUser, "note": w.note, "on": w.on, "for": w.period + w.end, "until": w.until, "id": w.id,
		"reference": w.number, "how": w.how, "contact": w.contact, "mailbox": w.mailbox,
	}
	if w.by != "" {
		body["by"] = w.by
	}
	text, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	alert := d.alert.ID
	if w.alert != "" {
		alert = w.alert
	}
	request := d.request(http.MethodPost, "/api/v1/alerts/"+alert+"/"+w.verb, strings.NewReader(string(text)))
	request.Header.Set("Authorization", "Bearer "+writeToken)
	status, answer := d.send(request)
	var doc struct{ Error string }
	if err := json.Unmarshal([]byte(answer), &doc); err != nil {
		d.t.Fatalf("%d %s", status, answer)
	}
	return became{refused: doc.Error}, true
}

// byShell acts as the command line does, on the state beside the daemon.
func (d *doors) byShell(w wanted) (became, bool) {
	request := action.Request{
		Verb: replycmd.Verb(w.verb), By: shellUser, Note: w.note, On: w.on, For: w.period + w.end, Until: w.until, At: d.now,
		Reference: w.number, How: w.how, Contact: w.contact, Mailbox: w.mailbox,
	}
	if w.verb == "notice-given" {
		request.Verb = replycmd.NoticeGiven
	}
	if w.by != "" {
		request.By = w.by
	}
	if w.id != "" {
		request.ID = "shell-" + w.id
	}
	alert := d.alert.ID
	if w.alert != "" {
		alert = w.alert
	}
	acted, err := oneshot.Act(d.t.Context(), d.daemon.settings.File, []string{alert}, request)
	if err != nil {
		return became{refused: err.Error()}, true
	}
	return became{words: acted[0].Lines[0]}, true
}

func (d *doors) request(method, path string, body io.Reader) *http.Request {
	request, err := http.NewRequestWithContext(d.t.Context(), method, d.server.URL+path, body)
	if err != nil {
		d.t.Fatal(err)
	}
	return request
}

func (d *doors) send(request *http.Request) (int, string) {
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		d.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// acts returns the facts that somebody acted by, without what differs from door to door.
func (d *doors) acts() []string {
	var all []string
	for _, f := range d.facts() {
		onAlert := f.Subject == model.KindAlert.Subject(d.alert.ID) && f.Kind != model.FactDelivery
		if !onAlert && !slices.Contains([]string{"mail", "page", "link", "api", "shell"}, f.Source) {
			continue
		}
		words := []string{string(f.Kind)}
		if !onAlert && f.Kind != model.FactKeep && f.Kind != model.FactNoticeGiven {
			words = append(words, f.Subject.String(), f.Reference(), string(f.How()), f.Because(), f.Mailbox(), f.ContactDetails().Email)
		}
		switch f.Kind {
		case model.FactNoticeGiven:
			words = append(words, f.On().String(), f.For().String())
		case model.FactNoAnswer, model.FactWrongNumber:
			words = append(words, f.ContactDetails().Phone)
		default:
			words = append(words, f.Data["until"]+" "+f.Data["note"])
			if on := f.On(); !onAlert && on != civil.DateOf(d.now) {
				words = append(words, on.String())
			}
		}
		if !onAlert {
			words = strings.Fields(strings.Join(words, " "))
		}
		all = append(all, strings.TrimSpace(strings.Join(words, " ")))
	}
	return all
}

// TestEveryActThroughEveryDoor checks that an action has the same limits, refusals, facts and words, whichever way it comes.
func TestEveryActThroughEveryDoor(t *testing.T) {
	for i, c := range []struct {
		name    string
		acts    []wanted // the last one is looked at
		rule    string   // of the alert; empty: of the order window
		ended   bool     // the alert has ended before
		refused string
		facts   []string
		words   string // of mail and shell, which tell at once what became of it
		doors   int    // how many have words for it; zero: all
		without string // the door that has no words for it
	}{
		{name: "acknowledge", acts: []wanted{{verb: "ack", note: "on it"}}, facts: []string{"ack  on it"}, words: "Acknowledged until Mon 28 Sep, 11:00 CEST. It reopens then unless it is resolved. Recorded for jane@buyer.example."},
		{name: "snooze", acts: []wanted{{verb: "snooze", period: "2 days"}}, facts: []string{"snooze 2026-09-25T09:00:00Z"}, words: "Snoozed until Fri 25 Sep, 11:00 CEST. It reopens then unless it is resolved. Recorded for jane@buyer.example."},
		{name: "snooze until a day", acts: []wanted{{verb: "snooze", until: "2026-09-25"}}, facts: []string{"snooze 2026-09-25T06:00:00Z"}, words: "Snoozed until Fri 25 Sep, 08:00 CEST. It reopens then unless it is resolved. Recorded for jane@buyer.example."},
		{name: "hand over", acts: []wanted{{verb: "not-mine"}}, facts: []string{"not-mine"}, words: "Escalated by jane@buyer.example. Notified next, at once or when their hours begin: Leads."},
		{name: "note", acts: []wanted{{verb: "note", note: "They promised an offer."}}, facts: []string{"note  They promised an offer."}, words: "Saved as a note. The alert is still open and not acknowledged."},
		{name: "an actor named like the program", acts: []wanted{{verb: "ack", by: "watchdog"}}, refused: `the name "watchdog" is reserved`, doors: 3},
		{name: "another reserved name", acts: []wanted{{verb: "ack", by: "Supplier Watch"}}, refused: `the name "Supplier Watch" is reserved`, doors: 3},
		{name: "an actor of several lines", acts: []wanted{{verb: "ack", by: "jane\nX-Header: yes"}}, refused: "`by` must be one line", doors: 2},
		{name: "a note of 5,000 characters", acts: []wanted{{verb: "ack", note: strings.Repeat("x", 5000)}}, refused: "`note` has 5000 characters; at most 2000 are allowed"},
		{name: "an empty note", acts: []wanted{{verb: "note", note: " "}}, refused: "`note` is missing: it says what to write down", doors: 4},
		{name: "control characters", acts: []wanted{{verb: "ack", note: "on\x1b[31m it\u202e now"}}, facts: []string{"ack  on [31m it now"}},
		{name: "an acknowledgement until a day", acts: []wanted{{verb: "ack", until: "Friday", note: "they are closed"}}, facts: []string{"ack 2026-09-25T06:00:00Z they are closed"}, words: "Acknowledged until Fri 25 Sep, 08:00 CEST. It reopens then unless it is resolved."},
		{name: "an acknowledgement for a period", acts: []wanted{{verb: "ack", period: "for 2 days"}}, facts: []string{"ack 2026-09-25T09:00:00Z"}, words: "Acknowledged until Fri 25 Sep, 11:00 CEST."},
		{name: "an acknowledgement until a day in German", acts: []wanted{{verb: "ack", until: "bis Freitag"}}, facts: []string{"ack 2026-09-25T06:00:00Z"}, words: "Acknowledged until Fri 25 Sep, 08:00 CEST.", without: "mail", doors: 4},
		{name: "an acknowledgement until a day in French", acts: []wanted{{verb: "ack", period: "jusqu’au 25 septembre"}}, facts: []string{"ack 2026-09-25T06:00:00Z"}, words: "Acknowledged until Fri 25 Sep, 08:00 CEST."},
		{name: "an acknowledgement for a period in words", acts: []wanted{{verb: "ack", period: "für zwei Tage"}}, facts: []string{"ack 2026-09-25T09:00:00Z"}, words: "Acknowledged until Fri 25 Sep, 11:00 CEST."},
		{name: "a snooze in words", acts: []wanted{{verb: "snooze", period: "two days"}}, facts: []string{"snooze 2026-09-25T09:00:00Z"}, words: "Snoozed until Fri 25 Sep, 11:00 CEST."},
		{name: "a snooze that is not whole", acts: []wanted{{verb: "snooze", period: "1.5 days"}}, refused: `write the period in whole numbers, for example "36 hours"`},
		{name: "an acknowledgement past the limit", acts: []wanted{{verb: "ack", until: "2026-12-01"}}, refused: "2026-12-01 is too far away; at most 30 days"},
		{name: "an acknowledgement until a past day", acts: []wanted{{verb: "ack", until: "22.9.2026"}}, refused: "2026-09-22 is not later than now; write a later one, such as 2026-09-24"},
		{name: "an acknowledgement with slashes", acts: []wanted{{verb: "ack", until: "25/09/2026"}}, refused: `"25/09/2026" can be read in two ways; write the day as 2026-09-23`},
		{name: "an acknowledgement until something else", acts: []wanted{{verb: "ack", until: "later"}}, refused: `"later" is not a valid time; expected a day, e.g. 2026-12-01, or an instant`},
		{name: "another end of an acknowledgement under one id", acts: []wanted{{verb: "ack", id: "one", chosen: true, until: "2026-09-25"}, {verb: "ack", id: "one", chosen: true, until: "2026-09-24"}}, refused: `the id "one" is that of an acknowledgement until 2026-09-25T06:00:00Z, and this one ends 2026-09-24T06:00:00Z`, facts: []string{"ack 2026-09-25T06:00:00Z"}, doors: 2},
		{name: "an end left out under one id", acts: []wanted{{verb: "ack", id: "one", chosen: true, until: "2026-09-25"}, {verb: "ack", id: "one", chosen: true}}, refused: `the id "one" is that of an acknowledgement until 2026-09-25T06:00:00Z, and this one names no end`, facts: []string{"ack 2026-09-25T06:00:00Z"}, doors: 2},
		{name: "a snooze past the limit", acts: []wanted{{verb: "snooze", period: "40 days"}}, refused: "40 days is too long; at most 30 days"},
		{name: "a snooze without an end", acts: []wanted{{verb: "snooze"}}, refused: `say for how long, for example "snooze 3 days"`},
		{name: "an end in the past", acts: []wanted{{verb: "snooze", until: "2026-09-01"}}, refused: "2026-09-01 is not later than now"},
		{name: "an end past the limit", acts: []wanted{{verb: "snooze", until: "2026-12-01"}}, refused: "2026-12-01 is too far away; at most 30 days"},
		{name: "an unknown id", acts: []wanted{{verb: "ack", alert: "0000"}}, refused: `no alert begins with "0000"`, doors: 3},
		{name: "an actor of blanks", acts: []wanted{{verb: "ack", by: "  "}}, refused: "`by` must be one line", doors: 2},
		{name: "an actor that nobody sees", acts: []wanted{{verb: "ack", by: "jane\u200b"}}, refused: "`by` must be one line", doors: 2},
		{name: "an instant in capitals or not", acts: []wanted{{verb: "snooze", until: "2026-09-25t10:00:00z"}}, facts: []string{"snooze 2026-09-25T10:00:00Z"}, words: "Snoozed until Fri 25 Sep, 12:00 CEST."},
		{name: "an instant in another zone", acts: []wanted{{verb: "snooze", until: "2026-09-25T10:00:00+09:00"}}, facts: []string{"snooze 2026-09-25T01:00:00Z"}, words: "Snoozed until Fri 25 Sep, 03:00 CEST."},
		{name: "an end with blanks around it", acts: []wanted{{verb: "snooze", until: " 2026-09-25 "}}, facts: []string{"snooze 2026-09-25T06:00:00Z"}},
		{name: "an end that is not a time", acts: []wanted{{verb: "snooze", until: "later"}}, refused: `"later" is not a valid time; expected a day, e.g. 2026-12-01, or an instant`},
		{name: "an end as Germans write it", acts: []wanted{{verb: "snooze", until: "25.09.2026"}}, facts: []string{"snooze 2026-09-25T06:00:00Z"}},
		{name: "an end without a year", acts: []wanted{{verb: "snooze", until: "1 Oct"}}, facts: []string{"snooze 2026-10-01T06:00:00Z"}},
		{name: "an end on a weekday", acts: []wanted{{verb: "snooze", until: "viernes"}}, facts: []string{"snooze 2026-09-25T06:00:00Z"}},
		{name: "tomorrow without the word until", acts: []wanted{{verb: "snooze", period: "tomorrow"}}, facts: []string{"snooze 2026-09-24T06:00:00Z"}},
		{name: "an end with slashes", acts: []wanted{{verb: "snooze", until: "25/09/2026"}}, refused: `"25/09/2026" can be read in two ways; write the day as 2026-09-23`},
		{name: "a past end", acts: []wanted{{verb: "snooze", until: "22.9.2026"}}, refused: "2026-09-22 is not later than now; write a later one, such as 2026-09-24"},
		{name: "a period for which a word stands", acts: []wanted{{verb: "snooze", period: "For 2 days"}}, facts: []string{"snooze 2026-09-25T09:00:00Z"}},
		{name: "business days of the team", acts: []wanted{{verb: "snooze", period: "3 business days"}}, facts: []string{"snooze 2026-09-28T09:00:00Z"}},
		{name: "another note under one id", acts: []wanted{{verb: "ack", id: "one", chosen: true, note: "on it"}, {verb: "ack", id: "one", chosen: true, note: "not today"}}, refused: `the id "one" is that of another action`, facts: []string{"ack  on it"}, doors: 2},
		{name: "another end under one id", acts: []wanted{{verb: "snooze", id: "one", chosen: true, period: "2 days"}, {verb: "snooze", id: "one", chosen: true, period: "3 days"}}, refused: `the id "one" is that of a snooze until 2026-09-25T09:00:00Z, and this one ends 2026-09-26T09:00:00Z; choose another id for this one`, facts: []string{"snooze 2026-09-25T09:00:00Z"}, doors: 2},
		{name: "another actor under one id", acts: []wanted{{verb: "ack", id: "one", chosen: true}, {verb: "ack", id: "one", chosen: true, by: "joe@buyer.example"}}, refused: `the id "one" is that of another action`, facts: []string{"ack"}, doors: 2},
		{name: "another verb under one id", acts: []wanted{{verb: "ack", id: "one", chosen: true}, {verb: "snooze", id: "one", chosen: true, period: "2 days"}}, refused: `the id "one" is that of another action`, facts: []string{"ack"}, doors: 2},
		{name: "an id of several lines", acts: []wanted{{verb: "ack", id: "one\ntwo", chosen: true}}, refused: `"one\ntwo" is not a single line`, doors: 2},
		{name: "twice under one id", acts: []wanted{{verb: "ack", id: "one"}, {verb: "ack", id: "one"}}, facts: []string{"ack"}},
		{name: "our notice", rule: noticeRule, acts: []wanted{{verb: "notice-given", on: "2026-09-20"}}, facts: []string{"notice-given 2026-09-20"}, words: "Recorded for jane@buyer.example: the supplier received our notice on Sun 20 Sep; the contract ends on Thu 31 Dec. The alert is resolved"},
		{name: "our notice for an end", rule: noticeRule, acts: []wanted{{verb: "notice-given", on: "20. September", end: "31.12.2026"}}, facts: []string{"notice-given 2026-09-20 2026-12-31"}, words: "Recorded for jane@buyer.example: the supplier received our notice on Sun 20 Sep, for Thu 31 Dec; the contract ends on Thu 31 Dec."},
		{name: "our notice for a later end", rule: noticeRule, acts: []wanted{{verb: "notice-given", on: "yesterday", end: "2027-12-31"}}, facts: []string{"notice-given 2026-09-22 2027-12-31"}, words: "Recorded for jane@buyer.example: the supplier received our notice on Tue 22 Sep, for Fri 31 Dec 2027; the contract ends on Fri 31 Dec 2027."},
		{name: "a notice without its day", rule: noticeRule, acts: []wanted{{verb: "notice-given"}}, refused: `say on which day the supplier received it, for example "notice given 2026-09-23", or "notice given 2026-09-23 for 2026-12-31" if it names the end`},
		{name: "a notice for an end without its day", rule: noticeRule, acts: []wanted{{verb: "notice-given", end: "2026-12-31"}}, refused: "say on which day the supplier received it"},
		{name: "a notice with a day to come", rule: noticeRule, acts: []wanted{{verb: "notice-given", on: "2026-09-25"}}, refused: "on: 2026-09-25 has not come yet; today is 2026-09-23"},
		{name: "a notice for a day that is not an end", rule: noticeRule, acts: []wanted{{verb: "notice-given", on: "2026-09-20", end: "2027-01-31"}}, refused: `for: contract "msa" cannot end on 2027-01-31; the nearest ends are 2026-12-31 and 2027-12-31`},
		{name: "a notice with slashes", rule: noticeRule, acts: []wanted{{verb: "notice-given", on: "20/09/2026"}}, refused: `"20/09/2026" can be read in two ways; write the day as 2026-09-23`},
		{name: "a notice for something else than a day", rule: noticeRule, acts: []wanted{{verb: "notice-given", on: "2026-09-20", end: "the end of the year"}}, refused: `say for which end the notice is, for example "notice given 2026-09-20 for 2026-12-31"`},
		{name: "a notice about an order window", acts: []wanted{{verb: "notice-given", on: "2026-09-20"}}, refused: `"notice given" does not apply to an order window`},
		{name: "keep", rule: noticeRule, acts: []wanted{{verb: "keep", note: "no other source"}}, facts: []string{"keep 2026-12-31"}, words: "Recorded for jane@buyer.example: the contract is kept until Thu 31 Dec: no other source. The alert is resolved"},
		{name: "requested", acts: []wanted{{verb: "requested", number: "PR-1234"}}, facts: []string{"requested order-window/yearly PR-1234"}, words: "Recorded for jane@buyer.example: purchase request PR-1234. The alert is resolved"},
		{name: "placed in a window", acts: []wanted{{verb: "placed", number: "4500012345"}}, facts: []string{"placed order-window/yearly 4500012345"}, words: "Recorded for jane@buyer.example: order 4500012345. The alert is resolved"},
		{name: "placed on another day", acts: []wanted{{verb: "placed", number: "4500012345", on: "21. September"}}, facts: []string{"placed order-window/yearly 4500012345 2026-09-21"}, words: "Recorded for jane@buyer.example: order 4500012345, placed on Mon 21 Sep. The alert is resolved"},
		{name: "placed on a day to come", acts: []wanted{{verb: "placed", number: "4500012345", on: "2026-09-24"}}, refused: "on: 2026-09-24 has not come yet; today is 2026-09-23"},
		{name: "placed on a day with slashes", acts: []wanted{{verb: "placed", number: "4500012345", on: "21/9/2026"}}, refused: `"21/9/2026" can be read in two ways; write the day as 2026-09-23`},
		{name: "placed without a number", acts: []wanted{{verb: "placed"}}, refused: `say its number, for example "placed 4500012345"`},
		{name: "requested without a number", acts: []wanted{{verb: "requested"}}, refused: `say its number, for example "requested 4500012345"`},
		{name: "an order of a supply", rule: supplyRule, acts: []wanted{{verb: "placed", number: "4500012345"}}, facts: []string{"placed supply/acid 4500012345"}, words: "Recorded for jane@buyer.example: order 4500012345. The alert is resolved"},
		{name: "an earlier order of a supply", rule: supplyRule, acts: []wanted{{verb: "placed", number: "4500012345", on: "21 Sep"}}, facts: []string{"placed supply/acid 4500012345 2026-09-21"}, words: "Recorded for jane@buyer.example: order 4500012345, placed on Mon 21 Sep. The alert is resolved"},
		{name: "a supply without the number of its order", rule: supplyRule, acts: []wanted{{verb: "placed"}}, refused: `say its number, for example "placed 4500012345"`},
		{name: "a request for a supply", rule: supplyRule, acts: []wanted{{verb: "requested", number: "PR-1"}}, refused: `"requested" does not apply to a supply. What applies: ack, placed 4500012345,`},
		{name: "an order about a contract", rule: noticeRule, acts: []wanted{{verb: "placed", number: "4500012345"}}, refused: `"placed" does not apply to a contract. What applies: ack, keep, notice given DATE,`},
		{name: "confirmed", rule: deliveryRule, acts: []wanted{{verb: "confirmed"}}, facts: []string{"confirmed delivery/weekly"}, words: "Recorded for jane@buyer.example: the delivery is confirmed. The alert is resolved"},
		{name: "not needed", rule: deliveryRule, acts: []wanted{{verb: "waived", note: "plant is closed"}}, facts: []string{"waived delivery/weekly plant is closed"}, words: "Recorded for jane@buyer.example: the delivery is skipped on purpose: plant is closed. The alert is resolved"},
		{name: "not needed without why", rule: deliveryRule, acts: []wanted{{verb: "waived"}}, refused: `say why, for example "waived stock lasts until spring"`},
		{name: "renewed", rule: noticeRule, acts: []wanted{{verb: "renewed", until: "31. Dezember 2028"}}, facts: []string{"renewed contract/msa 2028-12-31"}, words: "Recorded for jane@buyer.example: the contract is renewed until Sun 31 Dec 2028. The alert is resolved"},
		{name: "renewed until a day that has passed", rule: noticeRule, acts: []wanted{{verb: "renewed", until: "31.12.2025"}}, refused: `until: 2025-12-31 has passed; write the new last day, for example "renewed 2028-03-31"`},
		{name: "renewed with slashes", rule: noticeRule, acts: []wanted{{verb: "renewed", until: "12/31/2028"}}, refused: `"12/31/2028" can be read in two ways; write the day as 2026-09-23`},
		{name: "renewed without a day", rule: noticeRule, acts: []wanted{{verb: "renewed"}}, refused: `say until when, for example "renewed 2028-03-31"`},
		{name: "verified", acts: []wanted{{verb: "verified", contact: "duty", how: "call"}}, facts: []string{"verified contact/duty call"}, words: "Recorded for jane@buyer.example: Duty manager (duty) was verified by a call to +49 89 1234599"},
		{name: "nobody answered", acts: []wanted{{verb: "no-answer", contact: "duty"}}, facts: []string{"no-answer contact/duty +49 89 1234599"}, words: "Recorded for jane@buyer.example: nobody answered at Duty manager (duty)"},
		{name: "a wrong number", acts: []wanted{{verb: "wrong-number", contact: "duty"}}, facts: []string{"wrong-number contact/duty +49 89 1234599"}, words: "Recorded for jane@buyer.example: +49 89 1234599 is not the number of Duty manager"},
		{name: "a contact that nobody knows", acts: []wanted{{verb: "no-answer", contact: "dutty"}}, refused: `ACME GmbH has no contact "dutty"; there are orders, duty`},
		{name: "informed of our mailboxes", rule: toldRule, acts: []wanted{{verb: "informed", mailbox: "confirmations"}}, facts: []string{"told supplier confirmations"}, words: "Recorded for jane@buyer.example: the supplier was informed of our mailbox \"confirmations\". The alert is resolved", doors: 4},
		{name: "informed of no mailbox", rule: toldRule, acts: []wanted{{verb: "informed"}}, refused: "mailbox", doors: 4},
		{name: "informed about an order", acts: []wanted{{verb: "informed", mailbox: "confirmations"}}, refused: `"informed" does not apply to an order window`, doors: 4},
		{name: "accept a change", rule: changedRule, acts: []wanted{{verb: "accept"}}, facts: []string{"changed contact/orders call desk@chemex.example"}, words: "Accepted by jane@buyer.example: chemex/contact/orders is now desk@chemex.example."},
		{name: "accept nothing", acts: []wanted{{verb: "accept"}}, refused: "it reports no change that waits to be accepted"},
		{name: "a number of an acknowledgement", acts: []wanted{{verb: "ack", number: "4500012345"}}, refused: "`reference` belongs to an order, a request or a confirmation: its number", doors: 4, without: "mail"},
		{name: "an alert that has ended", acts: []wanted{{verb: "ack"}}, ended: true, refused: "it is over: resolved on 2026-09-23", facts: []string{"requested order-window/yearly PR-1234"}},
	} {
		if testing.Short() && i%8 != 0 {
			continue // a race in a door shows in any act
		}
		t.Run(c.name, func(t *testing.T) {
			used := 0
			for name, through := range everyDoor {
				if name == c.without {
					continue
				}
				d := openDoors(t, cmp.Or(c.rule, windowRule))
				if c.ended {
					d.open(d.page(), shellUser) // while its alert was open
					d.open(d.link(), "")
					d.says(d.mail, shellUser, "requested PR-1234")
				}
				var got became
				can := true
				for _, w := range c.acts {
					got, can = through(d, w)
				}
				if !can {
					continue
				}
				used++
				if c.refused == "" && got.refused != "" || !sameRefusal(name, got.refused, c.refused) {
					t.Errorf("%s: refused with %q, want %q", name, got.refused, c.refused)
				}
				if facts := d.acts(); !slices.Equal(facts, c.facts) {
					t.Errorf("%s: recorded %q, want %q", name, facts, c.facts)
				}
				if (name == "mail" || name == "shell") && !strings.HasPrefix(got.words, c.words) {
					t.Errorf("%s: said %q, want %q", name, got.words, c.words)
				}
			}
			if want := max(c.doors, 0); used != want && (want != 0 || used != len(everyDoor)) {
				t.Errorf("%d doors have words for it, want %d", used, want)
			}
		})
	}
}

// formWords are what forms say of a field that they require, in place of an example for replies.
var formWords = map[string]string{
	"`note` is missing":                         "Write what the others should know.",
	"say on which day the supplier received it": "Enter the day on which the supplier received our notice.",
	"say until when":                            "Enter the day until which the contract runs now.",
	`say its number, for example "placed`:       "Enter the order number, such as 4500012345.",
	`say its number, for example "requested`:    "Enter the number of the purchase request, such as PR-1234.",
	"say who was called":                        "Say whom you called: the id, name or role of the contact.",
	"say why":                                   "Say why it is not needed this time.",
}

// sameRefusal reports whether a door refuses in the expected words. Forms write them as a sentence beside the field, without the name that only programs
// know the field by, or have words of their own for a field that is missing.
func sameRefusal(door, got, want string) bool {
	if strings.Contains(got, want) || door != "page" && door != "link" {
		return strings.Contains(got, want)
	}
	for begins, words := range formWords {
		if strings.HasPrefix(want, begins) && strings.Contains(got, words) {
			return true
		}
	}
	for _, field := range []string{"note", "on", "for", "until", "reference", "because", "contact", "mailbox"} {
		for _, name := range []string{"`" + field + "`: ", field + ": "} {
			want = strings.TrimPrefix(want, name)
		}
		if rest, named := strings.CutPrefix(want, "`"+field+"` "); named {
			want = "this " + rest
		}
	}
	return strings.Contains(strings.ToLower(got), strings.ToLower(want))
}
