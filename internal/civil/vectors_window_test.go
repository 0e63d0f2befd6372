package civil

import (
	"math"
	"strings"
	"testing"
	"time"
)

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
	Within       length
},
) map[string]any {
	const minutes = "2006-01-02T15:04"
	c := in.calendar(t)
	within := in.Within.plus(Period{Days: in.Days, BusinessDays: in.BusinessDays})
	dayZero, due, at := ConfirmationDue(in.OrderedAt, within, c)
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
	names := map[Period]string{MissedOffset: "missed"}
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
	plan := reminders(in.Deadline, offsets, in.Today, sent)
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
	through, age, ratio := freshness(verified, in.Age.plus(Period{Days: in.Days}), in.Today)
	return map[string]any{
		"valid_through": through, "age_days": age, "stale": in.Today.After(through),
		"overdue_ratio": math.Round(ratio*10_000) / 10_000,
	}
}
