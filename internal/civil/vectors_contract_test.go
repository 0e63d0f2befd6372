package civil

import (
	"strings"
	"testing"
	"time"
)

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
		end = lastDay(end)
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
	opens, closes := noticeWindow(in.End, in.NotMoreThan.Period, in.NotLessThan.Period)
	return map[string]any{"opens": opens, "closes": closes}
}

// contractInput is what the vectors say about a contract that renews.
type contractInput struct {
	Start       Date
	Term        length
	Renewal     string
	RenewalTerm length `json:"renewal_term"`
	Notice      length
	MaxRenewals *int `json:"max_renewals"`
	Today       Date
	NoticeGiven Date `json:"notice_given"`
	For         Date
}

// agreement returns the contract with the end that a notice received by then leads to.
func (in contractInput) agreement() Agreement {
	a := Agreement{
		Start: in.Start, Term: in.Term.Period, Renews: in.Renewal != "none", Renewal: in.RenewalTerm.Period, MaxRenewals: in.MaxRenewals,
		Notice: &Notice{Period: in.Notice.Period},
	}
	if !in.NoticeGiven.IsZero() && !in.NoticeGiven.After(in.Today) {
		if end, ok := a.EndByNotice(NoticeReceived{On: in.NoticeGiven, For: in.For}); ok {
			a.Stops = end
		}
	}
	return a
}

func answerRenewalState(_ *testing.T, in contractInput) map[string]any {
	s := in.agreement().On(in.Today)
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

func answerNoticeReach(_ *testing.T, in contractInput) map[string]any {
	a := in.agreement()
	s := a.On(in.Today)
	out := map[string]any{
		"state": s.state(), "current_end": s.End, "last_notice_date": s.Notice.LastNotice,
		"committed_until": s.Committed, "next_last_notice_date": s.Next.LastNotice,
	}
	if a.Rolling() && !s.Terminating && in.Today.After(a.EndAfter(0)) {
		out["state"], out["earliest_end"] = "open_ended", a.Reachable(in.Today).End
	}
	return out
}

// state names where an agreement stands, with the words of the vectors.
func (s AgreementState) state() string {
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
	return map[string]any{"earliest_end": OpenEnded{Notice: Notice{Period: in.Notice.Period}, Exit: point}.EarliestExit(in.NoticeGiven)}
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
