package civil

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// vector is one worked example of date arithmetic: what goes in, and what must come out.
type vector struct {
	ID   string
	Kind string
	In   json.RawMessage
	Out  map[string]any
	Why  string
}

// answer computes the results of one kind of vector from its input, by the names the vectors use.
type answer func(t *testing.T, in json.RawMessage) map[string]any

var answers = map[string]answer{
	"term_end":         answerWith(answerTermEnd),
	"renew_from_end":   answerWith(answerRenewFromEnd),
	"end_convention":   answerWith(answerEndConvention),
	"notice":           answerWith(answerNotice),
	"notice_window":    answerWith(answerNoticeWindow),
	"renewal_state":    answerWith(answerRenewalState),
	"evergreen_exit":   answerWith(answerEvergreenExit),
	"deadline_instant": answerWith(answerDeadlineInstant),
	"days_left":        answerWith(answerDaysLeft),
	"rrule":            answerWith(answerRRule),
	"window":           answerWith(answerWindow),
	"window_duration":  answerWith(answerWindowDuration),
	"window_rrule":     answerWith(answerWindowRRule),
	"order_by":         answerWith(answerOrderBy),
	"last_time_buy":    answerWith(answerLastTimeBuy),
	"confirmation_due": answerWith(answerConfirmationDue),
	"reminder":         answerWith(answerReminder),
	"freshness":        answerWith(answerFreshness),
}

// TestVectors checks every shared vector. A kind nobody knows, an input field nobody reads and a result nobody computes are failures.
func TestVectors(t *testing.T) {
	for _, v := range loadVectors(t) {
		t.Run(v.Kind+"/"+v.ID, func(t *testing.T) {
			compute, known := answers[v.Kind]
			if !known {
				t.Fatalf("vector %s has the unknown kind %q", v.ID, v.Kind)
			}
			if len(v.Out) == 0 {
				t.Fatalf("vector %s expects nothing", v.ID)
			}
			got := plain(t, compute(t, v.In))
			for name := range got {
				if _, wanted := v.Out[name]; !wanted {
					delete(got, name)
				}
			}
			if diff := cmp.Diff(v.Out, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", v.Why, diff)
			}
		})
	}
}

func loadVectors(t *testing.T) []vector {
	t.Helper()
	shared := os.Getenv("SUPPLIERWATCH_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(shared, "vectors", "dates.json")
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		t.Skipf("NO DATE VECTORS CHECKED: %s is not there; set SUPPLIERWATCH_SHARED", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []vector }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) == 0 {
		t.Fatalf("%s holds no vectors", path)
	}
	return file.Vectors
}

// answerWith decodes the input of a vector strictly into what its kind knows.
func answerWith[In any](compute func(t *testing.T, in In) map[string]any) answer {
	return func(t *testing.T, raw json.RawMessage) map[string]any {
		t.Helper()
		var in In
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&in); err != nil {
			t.Fatalf("decode input: %v", err)
		}
		return compute(t, in)
	}
}

// plain turns results into what JSON would decode them to.
func plain(t *testing.T, m map[string]any) map[string]any {
	t.Helper()
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// length is a period in the notation of the vectors, which know "5BD" for five business days.
type length struct{ Period }

var businessDays = regexp.MustCompile(`^([0-9]+)BD$`)

func (l *length) UnmarshalText(b []byte) error {
	text := businessDays.ReplaceAllString(string(b), "$1 business days")
	p, err := ParsePeriod(text)
	l.Period = p
	return err
}

// workweek is the part of a vector that describes a calendar.
type workweek struct {
	TZ       string
	Cutoff   string
	Holidays []Date
	Weekend  []string
}

func (w workweek) calendar(t *testing.T) *Calendar {
	t.Helper()
	var weekend []time.Weekday
	for _, name := range w.Weekend {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.HasPrefix(day.String(), name) {
				weekend = append(weekend, day)
			}
		}
	}
	var hours *Hours
	if w.Cutoff != "" {
		parsed, err := ParseHours("08:00-" + w.Cutoff)
		if err != nil {
			t.Fatal(err)
		}
		hours = &parsed
	}
	c, err := NewCalendar("vector", zone(t, w.TZ), nil, w.Holidays, nil, weekend, hours)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func answerTermEnd(_ *testing.T, in struct {
	Start Date
	Term  length
},
) map[string]any {
	end := TermEnd(in.Start, in.Term.Period)
	return map[string]any{"ends": []Date{end}, "next_starts": []Date{end.AddDays(1)}}
}

func answerRenewFromEnd(_ *testing.T, in struct {
	End         Date
	RenewalTerm length `json:"renewal_term"`
	Renewals    int
},
) map[string]any {
	var ends []Date
	for n := range in.Renewals + 1 {
		ends = append(ends, RenewedEnd(in.End, in.RenewalTerm.Period, n))
	}
	return map[string]any{"ends": ends}
}

func answerEndConvention(t *testing.T, in struct {
	End        Date
	Convention string `json:"end_convention"`
},
) map[string]any {
	end := in.End
	switch in.Convention {
	case "exclusive":
		end = LastDay(end)
	case "inclusive":
	default:
		t.Fatalf("unknown convention %q", in.Convention)
	}
	return map[string]any{"end_inclusive": end, "open_ended": end == Far}
}

func answerNotice(t *testing.T, in struct {
	workweek
	End                  Date
	Notice               length
	Counting             string
	Roll                 string
	DeliveryDays         int `json:"delivery_calendar_days"`
	DeliveryBusinessDays int `json:"delivery_business_days"`
	DecideBusinessDays   int `json:"decide_business_days"`
},
) map[string]any {
	c := in.calendar(t)
	n := Notice{
		Period:   in.Notice.Period,
		Clear:    oneOf(t, in.Counting, "clear", "standard"),
		NoRoll:   oneOf(t, in.Roll, "none", "previous"),
		Delivery: Period{Days: in.DeliveryDays, BusinessDays: in.DeliveryBusinessDays},
		Decide:   Period{BusinessDays: in.DecideBusinessDays},
		Theirs:   c,
		Ours:     c,
	}
	d := n.Dates(in.End)
	return map[string]any{
		"last_notice_date":   d.LastNotice,
		"weekday":            d.LastNotice.Weekday().String()[:3],
		"receive_by":         d.ReceiveBy,
		"send_by":            d.SendBy,
		"decide_by":          d.DecideBy,
		"clear_days_between": in.End.DaysSince(d.LastNotice) - 1,
	}
}

// oneOf reports whether a word is the first of two; any third one fails the test.
func oneOf(t *testing.T, word, yes, no string) bool {
	t.Helper()
	if word != yes && word != no {
		t.Fatalf("unknown word %q: want %q or %q", word, yes, no)
	}
	return word == yes
}

func answerNoticeWindow(_ *testing.T, in struct {
	End         Date
	NotMoreThan length `json:"not_more_than"`
	NotLessThan length `json:"not_less_than"`
},
) map[string]any {
	opens, closes := NoticeWindow(in.End, in.NotMoreThan.Period, in.NotLessThan.Period)
	return map[string]any{"opens": opens, "closes": closes}
}

func answerRenewalState(t *testing.T, in struct {
	Start       Date
	Term        length
	Renewal     string
	RenewalTerm length `json:"renewal_term"`
	Notice      length
	Today       Date
	NoticeGiven Date `json:"notice_given"`
},
) map[string]any {
	s := Agreement{
		Start: in.Start, Term: in.Term.Period,
		Renews: oneOf(t, in.Renewal, "auto", "none"), Renewal: in.RenewalTerm.Period,
		Notice: &Notice{Period: in.Notice.Period}, Received: in.NoticeGiven,
	}.On(in.Today)
	out := map[string]any{
		"renewals_elapsed": s.Renewals, "current_end": s.End, "last_notice_date": s.Notice.LastNotice,
		"state": s.state(), "days_to_notice": nil, "days_to_end": s.End.DaysSince(in.Today),
		"committed_until": s.Committed, "next_last_notice_date": s.Next.LastNotice,
	}
	if !s.Notice.LastNotice.IsZero() {
		out["days_to_notice"] = s.Notice.LastNotice.DaysSince(in.Today)
	}
	return out
}

// state names where an agreement stands, with the words of the vectors.
func (s Standing) state() string {
	switch {
	case s.Ended:
		return "ended"
	case s.Terminating:
		return "terminating"
	case s.Last:
		return "ending"
	case s.Locked:
		return "renewal_locked"
	default:
		return "open"
	}
}

func answerEvergreenExit(_ *testing.T, in struct {
	NoticeGiven  Date `json:"notice_given"`
	Notice       length
	TerminatesAt string `json:"terminates_at"`
},
) map[string]any {
	point := ExitPoint(strings.ReplaceAll(in.TerminatesAt, "_", "-"))
	return map[string]any{"earliest_end": EarliestExit(in.NoticeGiven, in.Notice.Period, point, nil)}
}

func answerDeadlineInstant(t *testing.T, in struct {
	workweek
	Date Date
},
) map[string]any {
	c := in.calendar(t)
	out := map[string]any{"utc_exclusive": in.Date.End(c.Location).UTC()}
	if cutoff, ok := c.Cutoff(in.Date); ok {
		out["utc"] = cutoff.UTC()
	}
	return out
}

func answerDaysLeft(t *testing.T, in struct {
	workweek
	Deadline Date
	Now      time.Time `json:"now_utc"`
},
) map[string]any {
	today := in.calendar(t).Today(in.Now)
	left := in.Deadline.DaysSince(today)
	return map[string]any{"local_today": today, "days_left": left, "missed": left < 0}
}

func answerRRule(t *testing.T, in struct {
	RRule   string
	DTStart Date
	After   Date
	Count   int
},
) map[string]any {
	r := recurrence(t, in.RRule, in.DTStart)
	var dates []Date
	for d := in.After; len(dates) < in.Count; {
		found, ok := r.OnOrAfter(d.AddDays(1))
		if !ok {
			break
		}
		dates, d = append(dates, found), found
	}
	return map[string]any{"dates": dates}
}

func answerWindow(t *testing.T, in struct {
	Opens, Closes string
	Today         Date
	MissingDay    string `json:"missing_day"`
},
) map[string]any {
	if in.MissingDay != "last_day_of_month" {
		t.Fatalf("unknown treatment of missing days %q", in.MissingDay)
	}
	return currentWindow(t, Yearly(monthDay(t, in.Opens), monthDay(t, in.Closes)), in.Today)
}

func answerWindowDuration(t *testing.T, in struct {
	Opens    string `json:"opens_rrule"`
	Duration length
	Today    Date
},
) map[string]any {
	opens := recurrence(t, in.Opens, NewDate(2020, time.January, 1))
	return currentWindow(t, Lasting(opens, in.Duration.Period), in.Today)
}

func answerWindowRRule(t *testing.T, in struct {
	Opens  string `json:"opens_rrule"`
	Closes string `json:"closes_rrule"`
	Year   int
},
) map[string]any {
	newYear := NewDate(in.Year, time.January, 1)
	w := Recurring(recurrence(t, in.Opens, newYear), recurrence(t, in.Closes, newYear))
	return currentWindow(t, w, newYear)
}

func currentWindow(t *testing.T, w Window, today Date) map[string]any {
	t.Helper()
	o, ok := w.Current(today)
	if !ok {
		t.Fatalf("no window on or after %s", today)
	}
	state := "upcoming"
	if o.Contains(today) {
		state = "open"
	}
	return map[string]any{
		"opens": o.Opens, "closes": o.Closes, "state": state,
		"days_to_open": max(0, o.Opens.DaysSince(today)), "days_to_close": o.Closes.DaysSince(today),
	}
}

func answerOrderBy(_ *testing.T, in struct {
	Opens, Closes Date
	Approval      int     `json:"approval_business_days"`
	NeedBy        Date    `json:"need_by"`
	LeadTime      length  `json:"lead_time"`
	LeadDays      int     `json:"lead_days"`
	Receiving     int     `json:"receiving_days"`
	Safety        int     `json:"safety_days"`
	OnHand        float64 `json:"on_hand"`
	DailyUsage    float64 `json:"daily_usage"`
	AsOf          Date    `json:"as_of"`
	Today         Date
	Warn          int `json:"warn_days"`
},
) map[string]any {
	out, cover, _ := StockOut(in.OnHand, in.DailyUsage, in.AsOf)
	window := Occurrence{Opens: in.Opens, Closes: in.Closes}
	d := Order{
		Window: window, NeedBy: in.NeedBy, StockOut: out,
		Receiving: Period{Days: in.Receiving}, Lead: in.LeadTime.plus(Period{Days: in.LeadDays}),
		Safety: Period{Days: in.Safety}, Approval: Period{BusinessDays: in.Approval},
	}.Dates()
	binding := strings.ReplaceAll(string(d.Binding), "-", "_")
	state := strings.ReplaceAll(string(d.Phase(window, in.Today, in.Warn)), "-", "_")
	if state == "upcoming" {
		state = "not_open_yet"
	}
	return map[string]any{
		"binding": binding, "order_by": d.OrderBy, "request_by": d.RequestBy,
		"days_of_cover": cover, "stockout_date": out, "state": state,
	}
}

func answerLastTimeBuy(_ *testing.T, in struct {
	Announced Date
	LTB       length
	LTS       length
},
) map[string]any {
	return map[string]any{
		"earliest_conforming_ltb":       in.Announced.Plus(in.LTB.Period, nil),
		"earliest_conforming_last_ship": in.Announced.Plus(in.LTS.Period, nil),
	}
}

func answerConfirmationDue(t *testing.T, in struct {
	workweek
	OrderedAt    time.Time `json:"ordered_at"`
	BusinessDays int       `json:"within_business_days"`
	Days         int       `json:"within_days"`
},
) map[string]any {
	const minutes = "2006-01-02T15:04"
	c := in.calendar(t)
	dayZero, due, at := ConfirmationDue(in.OrderedAt, Period{Days: in.Days, BusinessDays: in.BusinessDays}, c)
	if in.BusinessDays > 0 && !at.Equal(due.End(c.Location)) {
		t.Errorf("due at %s, want the end of %s", at, due)
	}
	return map[string]any{
		"local_ordered": in.OrderedAt.In(c.Location).Format(minutes),
		"day_zero":      dayZero, "due_date": due,
		"due_utc": at.UTC(), "due_local": at.In(c.Location).Format(minutes),
	}
}

func answerReminder(t *testing.T, in struct {
	Deadline Date
	Offsets  []string
	LastRun  Date `json:"last_run"`
	Today    Date
	Sent     [][2]string
},
) map[string]any {
	names := map[Period]string{}
	var offsets []Period
	for _, text := range in.Offsets {
		p := period(t, text)
		names[p] = text
		offsets = append(offsets, p)
	}
	sent := func(deadline Date, offset Period) bool {
		for _, s := range in.Sent {
			if s == [2]string{deadline.String(), names[offset]} {
				return true
			}
		}
		return false
	}
	plan := Reminders(in.Deadline, offsets, in.Today, sent)
	points, superseded := [][2]string{}, []string{}
	for _, p := range plan.Points {
		points = append(points, [2]string{p.On.String(), names[p.Offset]})
	}
	for _, p := range plan.Superseded {
		superseded = append(superseded, names[p])
	}
	out := map[string]any{"points": points, "superseded": superseded, "send": nil}
	switch {
	case plan.Missed:
		out["send"] = "missed"
	case plan.Due:
		out["send"] = names[plan.Send]
	}
	return out
}

func answerFreshness(_ *testing.T, in struct {
	LastVerified Date   `json:"last_verified"`
	LastReply    Date   `json:"last_human_reply"`
	Age          length `json:"max_age"`
	Days         int    `json:"period_days"`
	Today        Date
},
) map[string]any {
	verified := later(in.LastVerified, in.LastReply)
	through, age, ratio := Freshness(verified, in.Age.plus(Period{Days: in.Days}), in.Today)
	return map[string]any{
		"valid_through": through, "age_days": age, "stale": in.Today.After(through),
		"overdue_ratio": math.Round(ratio*10_000) / 10_000,
	}
}
