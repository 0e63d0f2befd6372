package dateinput

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/mailparse/lexicon"
)

// Meant is which day is meant where the year is left out, or only a weekday is written.
type Meant int

// The days that can be meant.
const (
	Coming Meant = iota // the next one, never today
	Past                // the weekday before today; without a year the day nearest to today, so that a day to come is seen as such
)

// ErrNoDay is the error for a text that does not begin with a day.
var ErrNoDay = errors.New("expected a day such as 2027-01-15")

// Read reads the day at the beginning of a text, and returns what follows it. Other errors than ErrNoDay are about a day that is refused.
func Read(text string, today civil.Date, meant Meant) (day civil.Date, rest string, err error) {
	r := reader{words: strings.Fields(text), today: today, meant: meant}
	for leading[r.word(0)] {
		r.at++
	}
	if day, err = r.dated(); err != nil {
		return civil.Date{}, "", err
	}
	return day, strings.Join(r.words[r.at:], " "), nil
}

// reader reads the words of a text one after the other.
type reader struct {
	words []string
	at    int
	today civil.Date
	meant Meant
}

// word returns a word behind those that are read, folded and without punctuation at its ends.
func (r *reader) word(ahead int) string {
	if r.at+ahead >= len(r.words) {
		return ""
	}
	return strings.Trim(lexicon.Fold(r.words[r.at+ahead]), ",.;:!?()\"<>[]*`")
}

// dated reads a day, which its weekday may precede.
func (r *reader) dated() (civil.Date, error) {
	word := r.word(0)
	if distance, known := relative[word]; known {
		r.at++
		return r.today.AddDays(distance), nil
	}
	weekday, known := weekdays[word]
	if !known {
		return r.date()
	}
	r.at++
	day, err := r.date()
	switch {
	case errors.Is(err, ErrNoDay):
		return r.onWeekday(weekday), nil
	case err == nil && day.Weekday() != weekday:
		return day, fmt.Errorf("%s is a %s; write the day as %s", day, day.Weekday(), r.today)
	}
	return day, err
}

// onWeekday returns the day that a weekday alone means.
func (r *reader) onWeekday(weekday time.Weekday) civil.Date {
	const week = 7
	ahead := (int(weekday)-int(r.today.Weekday())+week-1)%week + 1
	if r.meant == Past && ahead == week {
		return r.today.AddDays(-week)
	}
	if r.meant == Past {
		return r.today.AddDays(ahead - week)
	}
	return r.today.AddDays(ahead)
}

var (
	iso     = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}$`)
	slashes = regexp.MustCompile(`^\d{1,4}/\d{1,2}(/\d{1,4})?$`)
	dots    = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})(?:\.(\d{1,4}))?$`)
	ordinal = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|er|re|e|o|a|º|ª|°)?$`)
	aYear   = regexp.MustCompile(`^\d{4}$`)
)

// date reads a date without a weekday.
func (r *reader) date() (civil.Date, error) {
	word := r.word(0)
	switch {
	case iso.MatchString(word):
		day, err := civil.ParseDate(word)
		if err != nil {
			return day, fmt.Errorf("%q is not a valid date", word)
		}
		r.at++
		return day, nil
	case slashes.MatchString(word):
		return civil.Date{}, fmt.Errorf("%q can be read in two ways; write the day as %s", word, r.today)
	case dots.MatchString(word):
		return r.dotted(dots.FindStringSubmatch(word))
	}
	return r.inWords()
}

// dotted reads 15.1.2027 and 15.1.
func (r *reader) dotted(parts []string) (civil.Date, error) {
	const digits = 4
	r.at++
	if parts[3] != "" && len(parts[3]) < digits {
		return civil.Date{}, fmt.Errorf("%q has a short year; write the day as %s", parts[0], r.today)
	}
	return r.checked(number(parts[3]), time.Month(number(parts[2])), number(parts[1]))
}

// inWords reads a day and a month by its name, in either order.
func (r *reader) inWords() (civil.Date, error) {
	day := ordinal.FindStringSubmatch(r.word(0))
	skip := 1
	if day != nil && between[r.word(1)] {
		skip = 2
	}
	month, named := months[r.word(skip)]
	if day == nil || !named {
		month, named = months[r.word(0)]
		day, skip = ordinal.FindStringSubmatch(r.word(1)), 1
		if day == nil || !named {
			return civil.Date{}, ErrNoDay
		}
	}
	r.at += skip + 1
	year := 0
	ahead := 0
	if between[r.word(0)] {
		ahead = 1
	}
	if aYear.MatchString(r.word(ahead)) {
		year = number(r.word(ahead))
		r.at += ahead + 1
	}
	return r.checked(year, month, number(day[1]))
}

// checked returns a date that exists; year 0 is the one that is meant.
func (r *reader) checked(year int, month time.Month, day int) (civil.Date, error) {
	if year != 0 {
		return existing(year, month, day)
	}
	var best civil.Date
	for _, y := range []int{r.today.Year() - 1, r.today.Year(), r.today.Year() + 1} {
		d, err := existing(y, month, day)
		if err != nil || r.meant == Coming && !d.After(r.today) {
			continue
		}
		if best.IsZero() || distance(d, r.today) < distance(best, r.today) {
			best = d
		}
	}
	if best.IsZero() {
		return existing(r.today.Year(), month, day)
	}
	return best, nil
}

func distance(a, b civil.Date) int { return max(a.DaysSince(b), b.DaysSince(a)) }

// existing returns a date, or an error if the calendar has no such day.
func existing(year int, month time.Month, day int) (civil.Date, error) {
	d, err := civil.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	if err != nil {
		return d, fmt.Errorf("%04d-%02d-%02d is not a valid date", year, month, day)
	}
	return d, nil
}

// number reads digits; no digits are 0.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
