package civil

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// longest is the greatest number a period may have before a unit: more is a slip of the finger, and sums of less cannot overflow.
const longest = 100_000

// ParsePeriod reads a period in words ("3 months", "1 year", "10 business days", "1 month 15 days", "4 hours") or in the notation of
// ISO 8601 ("P3M", "P1Y2M10D", "P2W", "PT4H"). Numbers are whole and not negative; "0 days" and "P0D" are allowed. Errors say what is
// expected in words for people who write registries.
func ParsePeriod(s string) (Period, error) {
	if p, ok := parseCommon(s); ok {
		return p, nil
	}
	return parseAny(s)
}

// parseCommon reads the form that most periods have: a number, one space and one unit, such as "3 months" or "10 business days".
func parseCommon(s string) (p Period, ok bool) {
	number, unit, divided := strings.Cut(s, " ")
	if !divided || len(number) > len("99999") {
		return Period{}, false
	}
	if _, ok := digits(number); !ok {
		return Period{}, false
	}
	return p, p.add(number, strings.TrimSuffix(unit, "s")) == nil
}

// parseAny reads a period in all of its forms.
func parseAny(s string) (Period, error) {
	text := strings.TrimSpace(s)
	if err := refuseOdd(text); err != nil {
		return Period{}, fmt.Errorf("parse period %.80q: %w", s, err)
	}
	parse := parseWords
	if strings.HasPrefix(text, "P") {
		parse = parseISO
	}
	p, err := parse(text)
	if err != nil {
		return Period{}, fmt.Errorf("parse period %.80q: %w", s, err)
	}
	return p, nil
}

var (
	negative   = regexp.MustCompile(`(^|[^0-9A-Za-z])[-−] ?P?T?[0-9]|P.*[-−][0-9]`)
	fractional = regexp.MustCompile(`[0-9][.,][0-9]|[½¼¾]`)
)

// refuseOdd returns an error for the two mistakes that have messages of their own, in either notation.
func refuseOdd(text string) error {
	switch {
	case text == "":
		return fmt.Errorf("it is empty: write e.g. 3 months or 14 days")
	case negative.MatchString(text):
		return fmt.Errorf("a period cannot be negative, e.g. 3 months or 14 days")
	case fractional.MatchString(text):
		return fmt.Errorf("a period is a whole number, e.g. 3 months or 14 days")
	}
	return nil
}

// pair is one number with its unit: "3 months", "10 business days".
var pair = regexp.MustCompile(`^([0-9]+) *((?:business +)?[a-z]+)(?: +|$)`)

func parseWords(text string) (Period, error) {
	var p Period
	seen := map[string]bool{}
	for rest := strings.ToLower(text); rest != ""; {
		m := pair.FindStringSubmatch(rest)
		if m == nil {
			return Period{}, fmt.Errorf("expected a number and a unit, e.g. 3 months, 14 days, 10 business days or 4 hours")
		}
		unit := singular(m[2])
		if seen[unit] {
			return Period{}, fmt.Errorf("%ss are given twice", unit)
		}
		seen[unit] = true
		if err := p.add(m[1], unit); err != nil {
			return Period{}, err
		}
		rest = rest[len(m[0]):]
	}
	return p, nil
}

// singular turns "business  days" into "business day".
func singular(unit string) string {
	return strings.TrimSuffix(strings.Join(strings.Fields(unit), " "), "s")
}

// isoPeriod has one group per designator, in the order of isoUnits.
var isoPeriod = regexp.MustCompile(`^P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?$`)

var isoUnits = []string{"year", "month", "week", "day", "hour", "minute", "second"}

func parseISO(text string) (Period, error) {
	m := isoPeriod.FindStringSubmatch(text)
	if m == nil || text == "P" || strings.HasSuffix(text, "T") {
		return Period{}, fmt.Errorf("not a period of ISO 8601, e.g. P3M, P90D or PT4H")
	}
	var p Period
	for i, unit := range isoUnits {
		if number := m[i+1]; number != "" {
			if err := p.add(number, unit); err != nil {
				return Period{}, err
			}
		}
	}
	return p, nil
}

// add puts number units on top of p; the number is a run of digits.
func (p *Period) add(number, unit string) error {
	n, ok := 0, len(strings.TrimLeft(number, "0")) <= len("100000")
	if ok {
		n, ok = digits(number)
	}
	if !ok || n > longest {
		return fmt.Errorf("%s is too long: at most %d %ss", number, longest, unit)
	}
	switch unit {
	case "year":
		p.Months += 12 * n
	case "month":
		p.Months += n
	case "week":
		p.Days += 7 * n
	case "day":
		p.Days += n
	case "business day":
		p.BusinessDays += n
	case "hour":
		p.Clock += time.Duration(n) * time.Hour
	case "minute":
		p.Clock += time.Duration(n) * time.Minute
	case "second":
		p.Clock += time.Duration(n) * time.Second
	case "working", "workday", "work":
		return fmt.Errorf("unknown unit %q: working days are written as business days, e.g. %d business days", unit, n)
	default:
		return fmt.Errorf("unknown unit %q: expected years, months, weeks, days, business days, hours, minutes or seconds", unit)
	}
	return nil
}
