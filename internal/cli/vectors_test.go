package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/cli"
)

// dateVector is one row of the shared table of dates. What a kind gives and wants is read by its driver.
type dateVector struct {
	ID, Kind string
	In       map[string]any
	Out      map[string]any
}

// vectorDrivers turn a row into registries and hold what the program answers against the row.
var vectorDrivers = map[string]func(*vectorCase){
	"notice":          (*vectorCase).notice,
	"term_end":        (*vectorCase).termEnd,
	"renew_from_end":  (*vectorCase).renewFromEnd,
	"renewal_state":   (*vectorCase).renewalState,
	"evergreen_exit":  (*vectorCase).evergreenExit,
	"window":          (*vectorCase).window,
	"window_duration": (*vectorCase).window,
	"window_rrule":    (*vectorCase).windowByRules,
	"rrule":           (*vectorCase).recurrence,
	"order_by":        (*vectorCase).orderBy,
	"days_left":       (*vectorCase).daysLeft,
	"deadline":        (*vectorCase).deadline,
}

// TestVectorsFromOutside writes each row of the shared table of dates as a registry and asks the program for its deadlines.
func TestVectorsFromOutside(t *testing.T) {
	root := os.Getenv("SUPPLIERWATCH_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	path := filepath.Join(root, "vectors", "dates.json")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED, the table of dates is not there: %v", err)
	}
	seen := askOutside(t, path)
	for kind := range vectorDrivers {
		if !seen[kind] && kind != "deadline" {
			t.Errorf("the table has no vector of kind %s", kind)
		}
	}
}

// TestOwnVectorsFromOutside does the same with the project's own table.
func TestOwnVectorsFromOutside(t *testing.T) {
	seen := askOutside(t, "../civil/testdata/vectors.json")
	for kind := range vectorDrivers {
		if !seen[kind] {
			t.Errorf("the table has no vector of kind %s", kind)
		}
	}
}

// askOutside holds the program against each row of a table that it can be asked about, and tells the kinds of those.
func askOutside(t *testing.T, path string) map[string]bool {
	t.Helper()
	seen := map[string]bool{}
	for _, v := range dateVectors(t, path) {
		drive := vectorDrivers[v.Kind]
		if drive == nil {
			continue
		}
		seen[v.Kind] = true
		t.Run(v.ID, func(t *testing.T) {
			drive(&vectorCase{T: t, dateVector: v})
		})
	}
	return seen
}

func dateVectors(t *testing.T, path string) []dateVector {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var table struct{ Vectors []dateVector }
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	return table.Vectors
}

type vectorCase struct {
	*testing.T
	dateVector
}

// notice is asked about on the day before the decision, so that the term in force is the one whose end the row names.
func (c *vectorCase) notice() {
	contract := map[string]any{
		"ends": c.In["end"], "renewal": "automatic", "renewal_term": "10 years", "notice": c.period("notice"),
		"counting": c.In["counting"], "roll": c.In["roll"],
	}
	if n, ok := c.In["delivery_calendar_days"]; ok {
		contract["delivery"] = fmt.Sprint(n, " days")
	}
	if n, ok := c.In["delivery_business_days"]; ok && n != 0.0 {
		contract["delivery"] = fmt.Sprint(n, " business days")
	}
	if n, ok := c.In["decide_business_days"]; ok {
		contract["decide_within"] = fmt.Sprint(n, " business days")
	}
	want := map[string]any{"state": "open", "current_end": c.In["end"], "renewals": 0}
	for _, key := range []string{"last_notice_date", "receive_by", "send_by", "decide_by"} {
		if day, ok := c.Out[key]; ok {
			want[key] = day
		}
	}
	want["due"] = c.Out["decide_by"]
	if want["due"] == nil {
		want["send_by"], want["decide_by"], want["due"] = want["receive_by"], want["receive_by"], want["receive_by"]
	}
	today := daysAfter(c.T, want["due"].(string), -1)
	want["days_left"] = 1
	c.holds(c.row("contract-notice", contracts(contract), today, ""), want)
}

// termEnd is asked about the first term on the day it starts, and about the next one on the day the row says it starts.
func (c *vectorCase) termEnd() {
	contract := map[string]any{"starts": c.In["start"], "term": c.In["term"], "renewal": "automatic", "renewal_term": c.In["term"], "notice": "P0D", "max_renewals": 50}
	end, next := c.Out["ends"].([]any)[0].(string), c.Out["next_starts"].([]any)[0].(string)
	for _, today := range []string{c.in("start"), end} {
		c.holds(c.row("contract-notice", contracts(contract), today, ""), map[string]any{"current_end": end, "renewals": 0})
	}
	c.holds(c.row("contract-notice", contracts(contract), next, ""), map[string]any{"renewals": 1})
	contract["renewal"] = "none"
	c.holds(c.row("contract-end", contracts(contract), end, ""),
		map[string]any{"state": "ending", "current_end": end, "due": end, "days_left": 0, "last_notice_date": nil})
	c.holds(c.row("contract-end", contracts(contract), next, ""), map[string]any{"state": "ended", "days_left": -1})
}

func (c *vectorCase) renewFromEnd() {
	contract := map[string]any{"ends": c.In["end"], "renewal": "automatic", "renewal_term": c.In["renewal_term"], "notice": "P0D", "max_renewals": 50}
	for n, end := range c.Out["ends"].([]any) {
		c.holds(c.row("contract-notice", contracts(contract), end.(string), ""),
			map[string]any{"state": "open", "current_end": end, "renewals": n, "last_notice_date": end})
	}
}

func (c *vectorCase) renewalState() {
	contract := map[string]any{
		"starts": c.In["start"], "term": c.In["term"], "renewal": strings.ReplaceAll(c.in("renewal"), "auto", "automatic"),
		"renewal_term": c.In["renewal_term"], "notice": c.period("notice"),
	}
	if given := c.In["notice_given"]; given != nil {
		contract["notice_given"] = given
	}
	kind := "contract-notice"
	if state := c.Out["state"]; state == "ending" || state == "terminating" || state == "ended" {
		kind = "contract-end"
	}
	row := c.row(kind, contracts(contract), c.in("today"), "")
	want := map[string]any{
		"state": hyphenated(c.Out["state"]), "renewals": c.Out["renewals_elapsed"],
		"committed_until": c.Out["committed_until"], "next_last_notice_date": c.Out["next_last_notice_date"], "earliest_end": nil,
	}
	for _, key := range []string{"current_end", "last_notice_date"} {
		want[key] = c.Out[key]
	}
	c.holds(row, want)
	c.same("days to the end", daysBetween(c.T, c.in("today"), row["current_end"].(string)), c.Out["days_to_end"])
	if last := row["last_notice_date"]; last != nil {
		c.same("days to the notice", daysBetween(c.T, c.in("today"), last.(string)), c.Out["days_to_notice"])
	}
}

// evergreenExit is asked about on the day of the notice, before it goes and after.
func (c *vectorCase) evergreenExit() {
	contract := map[string]any{"open_ended": true, "notice": c.period("notice"), "notice_to": hyphenated(c.In["terminates_at"])}
	day, end := c.in("notice_given"), c.Out["earliest_end"]
	c.holds(c.row("contract-notice", contracts(contract), day, ""),
		map[string]any{"state": "open-ended", "earliest_end": end, "due": nil, "days_left": nil, "current_end": nil, "last_notice_date": nil})
	contract["notice_given"] = day
	c.holds(c.row("contract-end", contracts(contract), day, ""),
		map[string]any{"state": "terminating", "current_end": end, "due": end, "earliest_end": nil, "last_notice_date": nil, "decide_by": nil})
}

// window asks for the occurrence that the row names. Rows speak of the bare window, in which it is never time to act.
func (c *vectorCase) window() {
	w := map[string]any{}
	if rule := c.In["opens_rrule"]; rule != nil {
		w["opens"] = map[string]any{"rrule": rule, "from": "2020-01-01"}
		w["lasts"] = c.In["duration"]
	} else {
		w["yearly"] = map[string]any{"opens": c.In["opens"], "closes": c.In["closes"]}
	}
	row := c.row("order-window", windows(w), c.in("today"), c.Out["opens"].(string))
	if row["state"] == "act-now" {
		row["state"] = map[bool]string{true: "upcoming", false: "open"}[row["opens"].(string) > c.in("today")]
	}
	c.holds(row, map[string]any{
		"closes": c.Out["closes"], "order_by": c.Out["closes"], "request_by": c.Out["closes"], "binding": "window",
		"days_left": c.Out["days_to_close"], "state": c.Out["state"],
	})
}

func (c *vectorCase) windowByRules() {
	w := map[string]any{
		"opens":  map[string]any{"rrule": c.In["opens_rrule"], "from": "2020-01-01"},
		"closes": map[string]any{"rrule": c.In["closes_rrule"], "from": "2020-01-01"},
	}
	row := c.row("order-window", windows(w), fmt.Sprintf("%v-01-01", c.In["year"]), c.Out["opens"].(string))
	c.holds(row, map[string]any{"closes": c.Out["closes"], "binding": "window"})
}

// recurrence is asked about as a window that is open for a day, each time on the day after the occurrence before.
func (c *vectorCase) recurrence() {
	w := map[string]any{"opens": map[string]any{"rrule": c.In["rrule"], "from": c.In["dtstart"]}, "lasts": "1 day"}
	today := daysAfter(c.T, c.in("after"), 1)
	for _, day := range c.Out["dates"].([]any) {
		row := c.row("order-window", windows(w), today, day.(string))
		c.holds(row, map[string]any{"closes": day, "days_left": daysBetween(c.T, today, day.(string))})
		today = daysAfter(c.T, day.(string), 1)
	}
}

// orderBy tries the rows that speak of a window; the others are arithmetic alone.
func (c *vectorCase) orderBy() {
	if c.In["closes"] == nil {
		c.Skip("without a window it is arithmetic of dates alone")
	}
	opens, today := "2026-08-01", "2026-08-02"
	if c.In["opens"] != nil {
		opens, today = c.in("opens"), c.in("today")
	}
	supply := map[string]any{"id": "resist"}
	w := map[string]any{"id": "w", "supplies": "resist", "opens": opens, "closes": c.In["closes"]}
	if lead := c.In["lead_time"]; lead != nil {
		supply["lead_time"] = lead
	}
	if n := c.In["on_hand"]; n != nil {
		supply["lead_time"], supply["safety"] = fmt.Sprint(c.In["lead_days"], " days"), fmt.Sprint(c.In["safety_days"], " days")
		supply["stock"] = map[string]any{"on_hand": n, "daily_usage": c.In["daily_usage"], "as_of": c.In["as_of"]}
	}
	if n := c.In["approval_business_days"]; n != nil {
		w["approval"] = fmt.Sprint(n, " business days")
	}
	if n := c.In["receiving_days"]; n != nil {
		w["receiving"], w["need_by"] = fmt.Sprint(n, " days"), c.In["need_by"]
	}
	s := supplierWith("order_windows", w)
	s["supplies"] = []any{supply}
	want := map[string]any{"order_by": c.Out["order_by"], "binding": hyphenated(c.Out["binding"]), "closes": c.In["closes"]}
	if c.Out["request_by"] != nil {
		want["request_by"], want["due"] = c.Out["request_by"], c.Out["request_by"]
	}
	if state := c.Out["state"]; state != nil {
		want["state"] = strings.ReplaceAll(hyphenated(state), "not-open-yet", "upcoming")
	}
	c.holds(c.row("order-window", s, today, opens), want)
}

// daysLeft asks at the very instant, in the zone of the supplier's calendar.
func (c *vectorCase) daysLeft() {
	end := c.in("deadline")
	s := contracts(map[string]any{"ends": end, "renewal": "none"})
	row := c.rowAt("contract-end", s, c.in("now_utc"), "")
	state := "ending"
	if c.Out["missed"] == true {
		state = "ended"
	}
	c.holds(row, map[string]any{"due": end, "days_left": c.Out["days_left"], "state": state})
}

// deadline asks about the supplier that the row writes out, and holds the keys that it names.
func (c *vectorCase) deadline() {
	for _, row := range c.deadlines(c.In["supplier"].(map[string]any), c.in("now")) {
		if row["kind"] == c.In["row"] && (c.In["opens"] == nil || row["opens"] == c.In["opens"]) && (c.In["channel"] == nil || row["channel"] == c.In["channel"]) {
			c.holds(row, c.Out)
			return
		}
	}
	c.Fatal("no such row")
}

func (c *vectorCase) in(key string) string { return c.In[key].(string) }

// period writes a period as registries do: 5BD is 5 business days.
func (c *vectorCase) period(key string) string {
	if n, ok := strings.CutSuffix(c.in(key), "BD"); ok {
		return n + " business days"
	}
	return c.in(key)
}

// row asks at noon of a day in UTC, the zone of rows that name none.
func (c *vectorCase) row(kind string, supplier map[string]any, today, opens string) map[string]any {
	c.Helper()
	return c.rowAt(kind, supplier, today+"T12:00:00Z", opens)
}

// rowAt writes the registry, asks for its deadlines and gives the one row of a kind, of a window the one that opens on a day.
func (c *vectorCase) rowAt(kind string, supplier map[string]any, now, opens string) map[string]any {
	c.Helper()
	for _, row := range c.deadlines(supplier, now) {
		if row["kind"] == kind && (opens == "" || row["opens"] == opens) {
			return row
		}
	}
	c.Fatalf("no row of kind %s at %s %s", kind, now, opens)
	return nil
}

func (c *vectorCase) deadlines(supplier map[string]any, now string) []map[string]any {
	c.Helper()
	// JSON is YAML, so that the registry can be written as one document.
	registry, err := json.Marshal(map[string]any{
		"version": 1, "calendars": map[string]any{"cal": c.calendar()}, "defaults": map[string]any{"tier": "standard", "calendar": "cal"},
		"teams":     map[string]any{"buying": map[string]any{"email": "buying@buyer.example", "calendar": "cal"}},
		"suppliers": []any{complete(supplier)},
	})
	if err != nil {
		c.Fatal(err)
	}
	path := filepath.Join(c.TempDir(), "registry.yaml")
	if err := os.WriteFile(path, registry, 0o600); err != nil {
		c.Fatal(err)
	}
	var out, problems bytes.Buffer
	args := []string{"deadlines", "--format", "json", "--now", now, "--within", "200 years", "--all", path}
	if code := cli.Main(c.Context(), args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &problems}); code != 0 {
		c.Fatalf("exit code %d: %s", code, problems.String())
	}
	var doc struct {
		Deadlines []map[string]any
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		c.Fatal(err)
	}
	return doc.Deadlines
}

// calendar is the one that the row counts in.
func (c *vectorCase) calendar() map[string]any {
	cal := map[string]any{}
	if written, ok := c.In["calendar"].(map[string]any); ok {
		return written
	}
	if zone := c.In["tz"]; zone != nil {
		cal["timezone"] = zone
	}
	if days := c.In["holidays"]; days != nil {
		cal["closed"] = days
	}
	if days, ok := c.In["weekend"].([]any); ok {
		full := map[string]string{"Fri": "friday", "Sat": "saturday", "Sun": "sunday"}
		var weekend []string
		for _, d := range days {
			weekend = append(weekend, full[d.(string)])
		}
		cal["weekend"] = weekend
	}
	return cal
}

// holds compares some keys of a row; a key must be there even if it is wanted to be null.
func (c *vectorCase) holds(row, want map[string]any) {
	c.Helper()
	for key, value := range want {
		got, ok := row[key]
		if !ok {
			c.Errorf("the row has no key %s", key)
		}
		c.same(key, got, value)
	}
}

// same compares as text, in which 1 and 1.0 are the same.
func (c *vectorCase) same(what string, got, want any) {
	c.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		c.Errorf("%s is %v, want %v", what, got, want)
	}
}

func contracts(one map[string]any) map[string]any { return supplierWith("contracts", one) }

func windows(one map[string]any) map[string]any { return supplierWith("order_windows", one) }

func supplierWith(list string, one map[string]any) map[string]any {
	return map[string]any{list: []any{one}}
}

// complete adds what every supplier needs.
func complete(supplier map[string]any) map[string]any {
	all := map[string]any{
		"id": "acme", "name": "ACME", "contacts": []any{map[string]any{"role": "orders", "email": "orders@acme.example"}},
	}
	maps.Copy(all, supplier)
	return all
}

// hyphenated writes a word of the table as the program does.
func hyphenated(word any) string { return strings.ReplaceAll(word.(string), "_", "-") }

func daysAfter(t *testing.T, day string, n int) string {
	t.Helper()
	return parseDay(t, day).AddDate(0, 0, n).Format(time.DateOnly)
}

func daysBetween(t *testing.T, from, to string) int {
	t.Helper()
	return int(parseDay(t, to).Sub(parseDay(t, from)).Hours() / 24)
}

func parseDay(t *testing.T, day string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
