package reply

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"supplierwatch/internal/mailparse/lexicon"
)

// day is a date that a text names, and where it begins.
type day struct {
	at    time.Time
	start int
}

// dayForms are the forms of dates in a folded text.
type dayForms struct {
	iso, numeric, named, monthFirst *regexp.Regexp
	months                          map[string]time.Month // by folded name and abbreviation
}

// forms are compiled when the first absence is read.
var forms = sync.OnceValue(func() dayForms {
	months := lexicon.Months()
	month := `(` + strings.Join(slices.Sorted(maps.Keys(months)), "|") + `)`
	return dayForms{
		iso:        regexp.MustCompile(`\b(20\d\d)-(\d\d)-(\d\d)\b`),
		numeric:    regexp.MustCompile(`\b(\d{1,2})([./\-])(\d{1,2})(?:[./\-](20\d\d|\d\d)\b|\.|\b)`),
		named:      regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?(?: (?:de|of))? ` + month + `\b\.?(?:,? (?:de |del )?(20\d\d))?`),
		monthFirst: regexp.MustCompile(`\b` + month + `\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (20\d\d))?`),
		months:     months,
	}
})

// maxDays limits how many dates are read of one text.
const maxDays = 20

// daysIn returns the dates that a folded text names, in the order of its forms.
func daysIn(folded string, sent time.Time) []day {
	var found []day
	add := func(pattern *regexp.Regexp, read func(group func(int) string) time.Time) {
		for _, at := range pattern.FindAllStringSubmatchIndex(folded, maxDays) {
			group := func(n int) string {
				if at[2*n] < 0 {
					return ""
				}
				return folded[at[2*n]:at[2*n+1]]
			}
			if d := read(group); !d.IsZero() {
				found = append(found, day{d, at[0]})
			}
		}
	}
	f := forms()
	add(f.iso, func(g func(int) string) time.Time { return dayOf(g(1), number(g(2)), g(3), sent) })
	add(f.numeric, func(g func(int) string) time.Time { return numeric(g(1), g(2), g(3), g(4), sent) })
	add(f.named, func(g func(int) string) time.Time { return dayOf(g(3), int(f.months[g(2)]), g(1), sent) })
	add(f.monthFirst, func(g func(int) string) time.Time { return dayOf(g(3), int(f.months[g(1)]), g(2), sent) })
	return found
}

// numeric reads day and month in the order of Europe; in that of the United
// States where only it fits. Two numbers with a hyphen are a range, not a date.
func numeric(first, separator, second, year string, sent time.Time) time.Time {
	if separator == "-" && year == "" {
		return time.Time{}
	}
	if separator == "/" && number(second) > 12 {
		first, second = second, first
	}
	return dayOf(year, number(second), first, sent)
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// dayOf makes a date. Without a year it is the first one since the mail was
// sent; one that has just passed is not part of an absence.
func dayOf(year string, month int, day string, sent time.Time) time.Time {
	y, d := number(year), number(day)
	switch {
	case len(year) == 2:
		y += 2000
	case y == 0 && sent.IsZero():
		return time.Time{}
	case y == 0:
		y = sent.Year()
	}
	at := time.Date(y, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || d == 0 || at.Day() != d {
		return time.Time{}
	}
	switch past := sent.Sub(at); {
	case year != "" || past < 48*time.Hour:
		return at
	case past < 180*24*time.Hour:
		return time.Time{}
	}
	return time.Date(y+1, time.Month(month), d, 0, 0, 0, 0, time.UTC)
}
