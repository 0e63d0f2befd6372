package civil

import (
	"fmt"
	"strings"
	"time"
)

// Period is a length of time as agreements state it. Years are folded into Months and weeks into Days; Clock holds hours, minutes and
// seconds. No part is negative. The zero Period is "0 days".
type Period struct {
	Months       int
	Days         int
	BusinessDays int
	Clock        time.Duration
}

// IsZero reports whether p has no length.
func (p Period) IsZero() bool { return p == Period{} }

// ApproxDays returns the usual length of p in days, for ordering periods and for ratios: a month is 30.4375 days, five business days
// are a week.
func (p Period) ApproxDays() float64 {
	return float64(p.Months)*30.4375 + float64(p.Days) + float64(p.BusinessDays)*7/5 + p.Clock.Hours()/24
}

// String writes p in words that ParsePeriod reads back to the same Period: "3 months", "1 month 15 days", "10 business days".
func (p Period) String() string {
	if p.IsZero() {
		return "0 days"
	}
	var words []string
	add := func(n int, unit string) {
		switch n {
		case 0:
		case 1:
			words = append(words, "1 "+unit)
		default:
			words = append(words, fmt.Sprintf("%d %ss", n, unit))
		}
	}
	add(p.Months, "month")
	add(p.Days, "day")
	add(p.BusinessDays, "business day")
	add(int(p.Clock/time.Hour), "hour")
	add(int(p.Clock%time.Hour/time.Minute), "minute")
	add(int(p.Clock%time.Minute/time.Second), "second")
	return strings.Join(words, " ")
}

// MarshalText writes p as String does.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote, and everything else that ParsePeriod reads.
func (p *Period) UnmarshalText(b []byte) error {
	if string(b) == MissedOffset.String() {
		*p = MissedOffset
		return nil
	}
	parsed, err := ParsePeriod(string(b))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// times returns the months and days of p taken n times, for n of at least 0.
func (p Period) times(n int) Period {
	n = max(0, min(n, reach))
	return Period{Months: min(p.Months, reach) * n, Days: min(p.Days, reach) * n}
}

// plus returns the sum of two periods, part by part.
func (p Period) plus(o Period) Period {
	return Period{
		Months:       p.Months + o.Months,
		Days:         p.Days + o.Days,
		BusinessDays: p.BusinessDays + o.BusinessDays,
		Clock:        p.Clock + o.Clock,
	}
}
