package civil

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

const (
	longestRule  = 500
	longestCount = 10_000
)

// longestInterval is the greatest interval of a frequency: what comes less often than once in HorizonYears would never be found.
func longestInterval(f rrule.Frequency) int {
	switch f {
	case rrule.YEARLY:
		return HorizonYears
	case rrule.MONTHLY:
		return 12 * HorizonYears
	default:
		return 1000
	}
}

const (
	intList  = `[+-]?[0-9]{1,3}(,[+-]?[0-9]{1,3})*`
	dayNames = `(MO|TU|WE|TH|FR|SA|SU)`
	dayList  = `([+-]?0*[1-9][0-9]?)?` + dayNames + `(,([+-]?0*[1-9][0-9]?)?` + dayNames + `)*`
)

// rulePart is the value of a name in a rule, as a pattern and in words.
type rulePart struct {
	form *regexp.Regexp
	want string
}

func part(form, want string) rulePart {
	return rulePart{form: regexp.MustCompile(`^(` + form + `)$`), want: want}
}

const frequencies = "DAILY, WEEKLY, MONTHLY or YEARLY"

// ruleParts are the parts that a rule on dates may have.
var ruleParts = map[string]rulePart{
	"FREQ":       part(`SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY`, frequencies),
	"INTERVAL":   part(`[0-9]{1,9}`, "a whole number such as 2"),
	"COUNT":      part(`[0-9]{1,9}`, "a whole number such as 12"),
	"UNTIL":      part(`[0-9]{8}(T[0-9]{6}Z?)?`, "a day such as 20271231"),
	"WKST":       part(dayNames, "a day of the week such as MO"),
	"BYDAY":      part(dayList, "days of the week such as MO,WE or -1FR"),
	"BYMONTH":    part(intList, "months such as 3,9"),
	"BYMONTHDAY": part(intList, "days of the month such as 15 or -1"),
	"BYYEARDAY":  part(intList, "days of the year such as 100 or -1"),
	"BYWEEKNO":   part(intList, "weeks of the year such as 1,27"),
	"BYSETPOS":   part(intList, "positions such as 1 or -1"),
}

// ParseRecurrence reads a rule of RFC 5545 such as "FREQ=MONTHLY;BYDAY=3WE", counted from a day. Errors: a frequency below DAILY, parts
// that speak of hours or name a start of their own, an interval or count of 0, combinations that the standard forbids, and a rule
// without any date within HorizonYears of from.
func ParseRecurrence(text string, from Date) (Recurrence, error) {
	r, err := parseRule(text, from)
	if err != nil {
		return Recurrence{}, fmt.Errorf("parse recurrence %.80q: %w", text, err)
	}
	return Recurrence{rule: r}, nil
}

func parseRule(text string, from Date) (*rule, error) {
	if from.IsZero() {
		return nil, errors.New("it needs a day to count from")
	}
	text = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(text)), "RRULE:")
	if err := checkParts(text); err != nil {
		return nil, err
	}
	option, err := rrule.StrToROption(text)
	if err != nil {
		return nil, err
	}
	if err := checkOption(option); err != nil {
		return nil, err
	}
	r := newRule(text, from, option)
	if _, ok := (Recurrence{r}).OnOrAfter(from); !ok {
		return nil, fmt.Errorf("it has no date in the %d years from %s on", HorizonYears, from)
	}
	r.stopAfter(option.Count)
	return r, nil
}

// checkParts looks at each NAME=VALUE on its own, before the library reads them: it takes the last of two equal parts, and much else
// that is not a rule on dates.
func checkParts(text string) error {
	if len(text) > longestRule {
		return errors.New("it is too long")
	}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, ";") {
		name, value, found := strings.Cut(part, "=")
		allowed, known := ruleParts[name]
		switch {
		case !found:
			return errors.New("expected parts like FREQ=MONTHLY;BYDAY=3WE")
		case name == "BYHOUR" || name == "BYMINUTE" || name == "BYSECOND":
			return fmt.Errorf("%s is about hours; only days are counted", name)
		case strings.HasPrefix(name, "DTSTART") || strings.HasPrefix(name, "TZ"):
			return errors.New("a start or a zone does not belong in the rule; write the first date under `from`")
		case !known:
			return fmt.Errorf("unknown part %.20q", name)
		case seen[name]:
			return fmt.Errorf("%s is given twice", name)
		case !allowed.form.MatchString(value):
			return fmt.Errorf("%s cannot be %.20q; expected %s", name, value, allowed.want)
		case name == "UNTIL" && !isDay(value[:8]):
			return fmt.Errorf("UNTIL is %s, a day that does not exist", value[:8])
		}
		seen[name] = true
	}
	return checkNumbers(text, seen)
}

// isDay reports whether YYYYMMDD is a day.
func isDay(s string) bool {
	_, err := ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:])
	return err == nil
}

// checkNumbers refuses what the library would quietly read as "not given".
func checkNumbers(text string, seen map[string]bool) error {
	for _, name := range []string{"INTERVAL", "COUNT"} {
		if _, value, found := strings.Cut(";"+text, ";"+name+"="); found && strings.Trim(strings.SplitN(value, ";", 2)[0], "0") == "" {
			return fmt.Errorf("%s must be at least 1", name)
		}
	}
	switch {
	case !seen["FREQ"]:
		return errors.New("FREQ is missing; expected " + frequencies)
	case seen["COUNT"] && seen["UNTIL"]:
		return errors.New("COUNT and UNTIL exclude each other")
	}
	return nil
}

// checkOption applies the bounds and the combinations of RFC 5545, section 3.3.10, and the bounds that keep a rule cheap.
func checkOption(o *rrule.ROption) error {
	if _, err := rrule.NewRRule(*o); err != nil {
		return err
	}
	numbered := false
	for _, w := range o.Byweekday {
		numbered = numbered || w.N() != 0
	}
	free := len(o.Bymonth)+len(o.Bymonthday)+len(o.Byyearday)+len(o.Byweekno)+len(o.Byweekday) == 0
	switch {
	case o.Freq > rrule.DAILY:
		return fmt.Errorf("FREQ=%s is finer than a day; expected %s", o.Freq, frequencies)
	case o.Interval > longestInterval(o.Freq):
		return fmt.Errorf("INTERVAL is at most %d with FREQ=%s", longestInterval(o.Freq), o.Freq)
	case o.Count > longestCount:
		return fmt.Errorf("COUNT is at most %d", longestCount)
	case len(o.Byweekno) > 0 && o.Freq != rrule.YEARLY:
		return errors.New("BYWEEKNO needs FREQ=YEARLY")
	case len(o.Byyearday) > 0 && o.Freq != rrule.YEARLY:
		return errors.New("BYYEARDAY needs FREQ=YEARLY")
	case len(o.Bymonthday) > 0 && o.Freq == rrule.WEEKLY:
		return errors.New("BYMONTHDAY cannot be used with FREQ=WEEKLY")
	case numbered && (o.Freq > rrule.MONTHLY || len(o.Byweekno) > 0):
		return errors.New("BYDAY with a number needs FREQ=MONTHLY, or FREQ=YEARLY without BYWEEKNO")
	case len(o.Bysetpos) > 0 && free:
		return errors.New("BYSETPOS needs another BY part to choose from")
	}
	return nil
}

func newRule(text string, from Date, o *rrule.ROption) *rule {
	r := &rule{
		text: text, from: from, freq: o.Freq, interval: max(1, o.Interval), until: Far,
		weekStart: goWeekday(o.Wkst.Day()),
		months:    o.Bymonth, monthDays: o.Bymonthday, yearDays: o.Byyearday, weeks: o.Byweekno, positions: o.Bysetpos,
	}
	if !o.Until.IsZero() {
		r.until = DateOf(o.Until)
	}
	for _, w := range o.Byweekday {
		r.weekdays = append(r.weekdays, weekday{day: goWeekday(w.Day()), n: w.N()})
	}
	r.fill()
	return r
}

// goWeekday converts from the library's numbers, where Monday is 0.
func goWeekday(day int) time.Weekday { return time.Weekday((day + 1) % 7) }

// fill takes from the starting day what the rule leaves open, as RFC 5545 asks: "every year" means on that day of that month.
func (r *rule) fill() {
	if len(r.monthDays)+len(r.yearDays)+len(r.weekdays) > 0 {
		return
	}
	switch {
	case len(r.weeks) > 0 || r.freq == rrule.WEEKLY:
		r.weekdays = []weekday{{day: r.from.Weekday()}}
	case r.freq == rrule.YEARLY && len(r.months) == 0:
		r.months, r.monthDays = []int{int(r.from.Month())}, []int{r.from.Day()}
	case r.freq != rrule.DAILY:
		r.monthDays = []int{r.from.Day()}
	}
}

// stopAfter turns a count of occurrences into the day of the last one, so that no later search has to count.
func (r *rule) stopAfter(count int) {
	next := r.from
	for n := 1; n <= count; n++ {
		found, ok := (Recurrence{r}).OnOrAfter(next)
		if !ok || found == Far {
			return
		}
		if n == count {
			r.until = found
		}
		next = found.AddDays(1)
	}
}
