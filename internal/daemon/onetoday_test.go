package daemon

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/contractends"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/engine/enginetest"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/report"
	"supplierwatch/internal/view"
	"supplierwatch/internal/web"
	"supplierwatch/internal/web/content"
)

// testZones are in all parts of the world; in some the clocks change at midnight, and in one by half an hour.
var testZones = []string{
	"Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles", "America/Havana", "Atlantic/Azores",
	"Africa/Cairo", "Australia/Lord_Howe",
}

// clockChanges are days on which clocks change somewhere.
var clockChanges = []string{"2026-03-08", "2026-03-29", "2026-04-05", "2026-04-24", "2026-10-25", "2026-10-30", "2026-11-01", "2026-12-31"}

// todayRegistry is one registry in the zones of its parties, with the day that everything in it is near to.
type todayRegistry struct {
	owner    string // tokyo-like: a team with a zone, a team without, or nobody
	ours     string
	theirs   string
	schedule string
	days     map[string]civil.Date // by what ends then
}

func (x todayRegistry) text() string {
	owner, calendar := "", ""
	switch x.owner {
	case "zone":
		owner, calendar = "owner: ours, ", ", calendar: ours"
	case "bare":
		owner = "owner: ours, "
	}
	return fmt.Sprintf(`version: 1
calendars:
  ours: {timezone: %s}
  theirs: {timezone: %s}
teams:
  ours: {email: ours@buyer.example%s}
  others: {email: others@buyer.example, calendar: theirs}
suppliers:
  - {%sid: acme, name: ACME, tier: critical, calendar: theirs,
     contracts: [
       {id: end, title: Lease, ends: %s, renewal: none},
       {id: auto, title: Service, starts: 2020-01-01, ends: %s, renewal: automatic, renewal_term: 12 months, notice: 30 days, roll: none},
     ],
     order_windows: [{id: window, title: Allocation, opens: %s, closes: %s}],
     reviewed: {on: %s, by: jane.doe@buyer.example}}
`, x.ours, x.theirs, calendar, owner, x.days["end"], x.days["auto"], x.days["window"].AddDays(-30), x.days["window"], x.days["review"].AddMonths(-12))
}

// ownerZone is where the owner counts.
func (x todayRegistry) ownerZone() string {
	if x.owner == "zone" {
		return x.ours
	}
	return x.schedule
}

// plainToday is the last day that has begun in a zone: the latest date that its clock has shown in the last hours.
func plainToday(t *rapid.T, name string, now time.Time) string {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	latest := ""
	for quarters := range 12 {
		latest = max(latest, now.Add(-time.Duration(quarters)*15*time.Minute).In(zone).Format(time.DateOnly))
	}
	return latest
}

// plainDays is how many days a date is away for the owner, once more.
func plainDays(t *rapid.T, due civil.Date, owner, ends string, now time.Time) int {
	d, _ := time.Parse(time.DateOnly, due.String())
	here, _ := time.Parse(time.DateOnly, plainToday(t, owner, now))
	left := int(d.Sub(here).Hours()) / 24
	if plainToday(t, ends, now) > due.String() {
		return min(left, -1)
	}
	return max(left, 0)
}

// TestEveryOutputCountsTheSameDays holds that near midnight, in whatever zones, check, deadlines, mails, page, API, metrics, calendar, explain and
// report count the same number of days to the same date.
func TestEveryOutputCountsTheSameDays(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		zone := rapid.SampledFrom(testZones)
		x := todayRegistry{
			owner: rapid.SampledFrom([]string{"zone", "zone", "bare", "nobody"}).Draw(rt, "owner"),
			ours:  zone.Draw(rt, "ours"), theirs: zone.Draw(rt, "theirs"), schedule: zone.Draw(rt, "schedule"),
		}
		day, _ := civil.ParseDate(rapid.SampledFrom(clockChanges).Draw(rt, "day"))
		midnight, _ := time.LoadLocation(rapid.SampledFrom([]string{x.ours, x.theirs, x.schedule}).Draw(rt, "midnight of"))
		now := day.Start(midnight).Add(time.Duration(rapid.IntRange(-100, 100).Draw(rt, "minutes")) * time.Minute).UTC()
		first := rapid.IntRange(-3, 3).Draw(rt, "first")
		x.days = map[string]civil.Date{"end": day.AddDays(first), "window": day.AddDays(first + 1), "review": day.AddDays(first + 2), "auto": day.AddDays(first + 31)}
		file := filepath.Join(folder, "registry.yaml")
		if err := os.WriteFile(file, []byte(x.text()), 0o600); err != nil {
			rt.Fatal(err)
		}
		schedule, _ := time.LoadLocation(x.schedule)
		loader := registry.Loader{Timezone: schedule}
		loaded, problems := loader.Load([]string{file})
		if len(problems) > 0 {
			rt.Fatal(problems)
		}
		newTodayOutputs(rt, x, loaded, now).check()
	})
}

// todayOutputs are all outputs of one instant.
type todayOutputs struct {
	t          *rapid.T
	x          todayRegistry
	now        time.Time
	registry   *model.Registry
	evaluation engine.Evaluation
	decisions  []model.Decision
	view       view.View
	want       map[string]int // by due date
}

// Compose remembers what is to be mailed.
func (o *todayOutputs) Compose(d model.Decision, v view.View) (model.Mail, error, error) {
	o.decisions, o.view = append(o.decisions, d), v
	return model.Mail{ID: d.Mail, Kind: d.Kind, To: d.To}, nil, nil
}

func newTodayOutputs(t *rapid.T, x todayRegistry, r *model.Registry, now time.Time) *todayOutputs {
	o := &todayOutputs{t: t, x: x, now: now, registry: r, want: map[string]int{}}
	e := engine.Engine{
		Clock: func() time.Time { return now }, Registry: func() *model.Registry { return r }, Store: &enginetest.Memory{}, Composer: o, Log: slog.New(slog.DiscardHandler),
		Machine: func(*model.Registry) notify.Machine {
			return notify.Machine{NoQuietHours: true, Alerts: alert.Settings{Immediate: true, Operators: []model.Recipient{{Address: "operators@buyer.example"}}}}
		},
	}
	var err error
	if o.evaluation, err = e.Evaluate(context.Background()); err != nil {
		t.Fatal(err)
	}
	owner := x.ownerZone()
	o.want[x.days["end"].String()] = plainDays(t, x.days["end"], owner, x.theirs, now)
	for _, what := range []string{"window", "review"} {
		o.want[x.days[what].String()] = plainDays(t, x.days[what], owner, owner, now)
	}
	return o
}

func (o *todayOutputs) check() {
	o.checkDocument()
	o.checkText()
	o.checkDeadlinesText()
	o.checkMails()
	o.checkPage()
	o.checkCalendar()
	o.checkContracts()
	o.checkReport()
}

// same fails unless an output counts the days to a date as the oracle does; dates that the oracle does not know are not compared.
func (o *todayOutputs) same(output, due string, days int) {
	if want, known := o.want[due]; known && days != want {
		o.t.Fatalf("%s counts %d days until %s, want %d; %+v at %s", output, days, due, want, o.x, o.now)
	}
}

func (o *todayOutputs) deadlines() apidoc.DeadlinesDocument {
	return apidoc.DeadlinesDocument{Version: 1, AsOf: o.now, Deadlines: o.evaluation.Deadlines}
}

func (o *todayOutputs) style() report.Style { return report.Style{Zone: o.registry.Unowned.Zone()} }

func (o *todayOutputs) checkDocument() {
	found := 0
	for _, d := range o.evaluation.Deadlines {
		if _, known := o.want[d.Due.String()]; known && d.Kind != model.DeadlineContractNotice {
			o.same("the row of "+string(d.Kind), d.Due.String(), *d.DaysLeft)
			found++
		}
	}
	if found < len(o.want) {
		o.t.Fatalf("only %d of %d rows", found, len(o.want))
	}
	for _, f := range o.evaluation.Findings {
		if f.DaysLeft != nil && f.Rule != "contract-notice-missed" {
			o.same("the finding "+f.Rule, f.Due.String(), *f.DaysLeft)
		}
	}
}

// checkText compares in which part of the text the lease is, and that a day that is over for its owner is never called today.
func (o *todayOutputs) checkText() {
	var out bytes.Buffer
	doc := apidoc.CheckDocument{Version: 1, AsOf: o.now, Findings: o.evaluation.Findings, Summary: &o.evaluation.Summary}
	if err := (report.Check{Document: doc, Registry: o.registry, All: true, Style: o.style()}).Text(&out); err != nil {
		o.t.Fatal(err)
	}
	before, _, _ := strings.Cut(out.String(), "\nUpcoming")
	over := o.want[o.x.days["end"].String()] < 0
	if strings.Contains(before, "Overdue") && strings.Contains(before, "  contract-expired") != over {
		o.t.Fatalf("the lease is over: %t, and the text is\n%s", over, out.String())
	}
	o.checkWords("check", out.String(), o.x.schedule)
}

// checkWords compares that a text says today only to readers with the owner's date.
func (o *todayOutputs) checkWords(output, text, reader string) {
	if regexp.MustCompile(`\b(today|tomorrow|yesterday)\b`).MatchString(text) && plainToday(o.t, reader, o.now) != plainToday(o.t, o.x.ownerZone(), o.now) {
		o.t.Fatalf("%s says today in %s, where it is another day than in %s, at %s:\n%s", output, reader, o.x.ownerZone(), o.now, text)
	}
}

func (o *todayOutputs) checkDeadlinesText() {
	var out bytes.Buffer
	if err := report.DeadlinesText(&out, o.deadlines(), o.style()); err != nil {
		o.t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^(\d{4}-\d\d-\d\d) \w{3} +(-?\d+)  acme `).FindAllStringSubmatch(out.String(), -1)
	if len(rows) < len(o.want) {
		o.t.Fatalf("too few rows:\n%s", out.String())
	}
	for _, row := range rows {
		o.same("deadlines", row[1], number(row[2]))
	}
	o.checkWords("deadlines", out.String(), o.x.schedule)
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return n
}

// mailedDay is how a list of a mail writes a day: due today, Wed 9 Dec; due Wed 9 Dec 2027 in Tokyo (in 3 days); overdue since Wed 9 Dec (2 days). A day
// without a year is of the reader's.
var mailedDay = regexp.MustCompile(`(due today, |due tomorrow, |due |overdue since )\w{3} (\d+ \w{3})( \d{4})?(?: in [A-Z][A-Za-z ]+)?(?: \((in )?(\d+) days?\))?`)

func (o *todayOutputs) checkMails() {
	composer := compose.Composer{}
	listed := 0
	for _, d := range o.decisions {
		for _, to := range []model.Recipient{{Team: "ours", Address: "ours@buyer.example"}, {Team: "others", Address: "others@buyer.example"}, {Address: "operators@buyer.example"}} {
			d.To = to
			m, fault, err := composer.Compose(d, o.view)
			if err != nil || fault != nil {
				o.t.Fatal(err, fault)
			}
			reader := map[string]string{"ours": o.x.ownerZone(), "others": o.x.theirs, "": o.x.schedule}[to.Team]
			if to.Team == "ours" && o.x.owner == "nobody" {
				reader = o.x.schedule
			}
			text := strings.Join(strings.Fields(m.Text), " ")
			for _, day := range mailedDay.FindAllStringSubmatch(text, -1) {
				year := cmp.Or(day[3], " "+plainToday(o.t, reader, o.view.Now)[:4])
				at, err := time.Parse("2 Jan 2006", day[2]+year)
				if err != nil {
					continue
				}
				switch due := at.Format(time.DateOnly); {
				case day[1] == "due today, ":
					o.same("a mail", due, 0)
				case day[1] == "due tomorrow, ":
					o.same("a mail", due, 1)
				case day[5] != "" && day[4] != "":
					o.same("a mail", due, number(day[5]))
				case day[5] != "":
					o.same("a mail", due, -number(day[5]))
				}
				listed++
			}
			o.checkWords("a mail to "+to.Address, m.Subject+"\n"+m.Text, reader)
		}
	}
	if listed == 0 {
		o.t.Fatalf("no mail lists a day: %d decisions", len(o.decisions))
	}
}

func (o *todayOutputs) snapshot() content.Snapshot {
	return content.Snapshot{
		Findings:  apidoc.CheckDocument{Version: 1, AsOf: o.now, Findings: o.evaluation.Findings, Summary: &o.evaluation.Summary},
		Deadlines: o.deadlines(), Alerts: apidoc.NewStatus(o.evaluation.State.Alerts, o.now), Registry: o.registry, EvaluatedAt: o.now,
		Reload: content.Reload{OK: true, At: o.now},
	}
}

// get returns what the daemon serves at a path.
func (o *todayOutputs) get(path string) string {
	handler := web.New(web.Options{Snapshot: o.snapshot, Metrics: web.NewMetrics("", "", ""), Clock: func() time.Time { return o.now }, Log: slog.New(slog.DiscardHandler)})
	answer := httptest.NewRecorder()
	request := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil)
	handler.ServeHTTP(answer, request)
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.Code != http.StatusOK {
		o.t.Fatalf("%s: %d, %v\n%s", path, answer.Code, err, body)
	}
	return string(body)
}

func (o *todayOutputs) checkPage() {
	page := o.get("/")
	rows := regexp.MustCompile(`datetime="(\d{4}-\d\d-\d\d)">[^<]*</time>[^<]*<br><small>([^<]*)</small>`).FindAllStringSubmatch(page, -1)
	if len(rows) < len(o.want) {
		o.t.Fatalf("the page has too few rows:\n%s", page)
	}
	words := map[string]int{"today": 0, "tomorrow": 1, "yesterday": -1}
	for _, row := range rows {
		days, named := words[row[2]]
		if n := regexp.MustCompile(`\d+`).FindString(row[2]); !named {
			days = number(n)
			if strings.HasSuffix(row[2], "ago") {
				days = -days
			}
		}
		o.same("the page", row[1], days)
	}
	o.checkWords("the page", page, o.x.schedule)
	var doc struct {
		Deadlines []struct {
			Due  string `json:"due"`
			Kind string `json:"kind"`
			Left *int   `json:"days_left"`
		} `json:"deadlines"`
	}
	if err := json.Unmarshal([]byte(o.get("/api/v1/deadlines")), &doc); err != nil {
		o.t.Fatal(err)
	}
	for _, d := range doc.Deadlines {
		if d.Left != nil && d.Kind != "contract-notice" {
			o.same("the API", d.Due, *d.Left)
		}
	}
	over := o.want[o.x.days["end"].String()] < 0
	if strings.Contains(o.get("/metrics"), `rule="contract-expired"`) != over {
		o.t.Fatalf("the lease is over: %t, and the metrics say otherwise at %s", over, o.now)
	}
}

func (o *todayOutputs) checkCalendar() {
	var out bytes.Buffer
	if _, err := report.Calendar(&out, o.deadlines(), o.registry, nil); err != nil {
		o.t.Fatal(err)
	}
	for due := range o.want {
		if !strings.Contains(out.String(), "DTSTART;VALUE=DATE:"+strings.ReplaceAll(due, "-", "")) {
			o.t.Fatalf("the calendar lacks %s:\n%s", due, out.String())
		}
	}
}

// checkContracts compares which ends are over and which a notice still reaches, which is so by the date at the supplier.
func (o *todayOutputs) checkContracts() {
	there := plainToday(o.t, o.x.theirs, o.now)
	for _, id := range []string{"end", "auto"} {
		detail, _ := contractends.Explain(o.registry, factindex.New(), o.registry.Suppliers[0], id, o.now)
		for _, end := range detail.Ends {
			if (end.State == apidoc.EndOver) != (there > end.End.String()) || !end.LastNoticeDate.IsZero() && end.Reachable != (there <= end.LastNoticeDate.String()) {
				o.t.Fatalf("the end %s is %s, reachable %t until %s, on %s", end.End, end.State, end.Reachable, end.LastNoticeDate, there)
			}
		}
		var out bytes.Buffer
		if err := report.ContractText(&out, apidoc.ContractDocument{Version: 1, AsOf: o.now, Contract: detail}, o.style()); err != nil {
			o.t.Fatal(err)
		}
		o.checkWords("explain", out.String(), o.x.schedule)
	}
}

func (o *todayOutputs) checkReport() {
	doc := exposure.Report(o.registry, o.evaluation.Findings, factindex.New(), o.now, apidoc.BySupplier)
	n := doc.Rows[0].Next
	if n == nil {
		return
	}
	if n.Kind != model.DeadlineContractNotice {
		o.same("the report", n.Due.String(), n.DaysLeft)
	}
	var out bytes.Buffer
	if err := report.ExposureText(&out, doc, o.style()); err != nil {
		o.t.Fatal(err)
	}
	if want := "in " + prose.Count(n.DaysLeft, "day"); n.DaysLeft > 0 && !strings.Contains(out.String(), want) {
		o.t.Fatalf("the report lacks %q:\n%s", want, out.String())
	}
	o.checkWords("the report", out.String(), o.x.schedule)
}
