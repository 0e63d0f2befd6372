package holiday

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// rule reads a line such as "03-08 from 2023 sun->mon: Women's Day".
func (p *parser) rule(line string) error {
	text, name, ok := strings.Cut(line, ": ")
	if !ok {
		return fmt.Errorf("%q has no name after a colon", line)
	}
	r := rule{name: name, law: p.law}
	words := strings.Fields(text)
	isBridge := words[0] == "bridge"
	if !isBridge {
		if err := p.when(words[0], &r); err != nil {
			return err
		}
	}
	if err := r.limits(words[1:]); err != nil {
		return err
	}
	if isBridge {
		p.region.bridge = &r
	} else {
		p.region.rules = append(p.region.rules, r)
	}
	return nil
}

// when reads the day of a rule.
func (p *parser) when(word string, r *rule) error {
	for _, read := range []func(string) (func(int) []day, bool){readEaster, readOrdinal, readAround, readDate, readMonthDay} {
		if on, ok := read(word); ok {
			r.on = on
			return nil
		}
	}
	dates := p.lists[word]
	if dates == nil {
		return fmt.Errorf("%q is not a day", word)
	}
	r.list = word
	r.on = func(year int) []day { return dates[year] }
	return nil
}

// readMonthDay reads 01-06.
func readMonthDay(word string) (func(int) []day, bool) {
	month, dayOfMonth, ok := parseMonthDay(word)
	if !ok {
		return nil, false
	}
	return func(year int) []day { return []day{dayOf(year, month, dayOfMonth)} }, true
}

func parseMonthDay(word string) (time.Month, int, bool) {
	t, err := time.Parse("2006-01-02", "2000-"+word)
	return t.Month(), t.Day(), err == nil
}

// readDate reads 2025-05-08.
func readDate(word string) (func(int) []day, bool) {
	d, err := parseDate(word)
	if err != nil {
		return nil, false
	}
	return func(year int) []day {
		if year != d.year() {
			return nil
		}
		return []day{d}
	}, true
}

// readEaster reads easter, easter+39, orthodox-2.
func readEaster(word string) (func(int) []day, bool) {
	for name, sunday := range map[string]func(int) day{"easter": easter, "orthodox": orthodoxEaster} {
		offset, ok := strings.CutPrefix(word, name)
		if !ok {
			continue
		}
		days, err := strconv.Atoi(offset)
		if err != nil && offset != "" {
			return nil, false
		}
		return func(year int) []day { return []day{sunday(year) + day(days)} }, true
	}
	return nil, false
}

var ordinals = map[string]int{"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 5}

// readOrdinal reads 3rd-monday-09, last-monday-05.
func readOrdinal(word string) (func(int) []day, bool) {
	parts := strings.Split(word, "-")
	if len(parts) != 3 {
		return nil, false
	}
	n, weekday := ordinals[parts[0]], parseWeekday(parts[1])
	month, err := strconv.Atoi(parts[2])
	if n == 0 || weekday < 0 || err != nil {
		return nil, false
	}
	return func(year int) []day {
		if n == 5 {
			return []day{dayOf(year, time.Month(month)+1, 1).before(weekday)}
		}
		return []day{dayOf(year, time.Month(month), 1+7*(n-1)).onOrAfter(weekday)}
	}, true
}

// readAround reads monday>05-17, monday>=05-17, monday<05-25.
func readAround(word string) (func(int) []day, bool) {
	name, date, after := strings.Cut(word, ">")
	if !after {
		name, date, _ = strings.Cut(word, "<")
	}
	date, included := strings.CutPrefix(date, "=")
	weekday := parseWeekday(name)
	month, dayOfMonth, ok := parseMonthDay(date)
	if weekday < 0 || !ok {
		return nil, false
	}
	return func(year int) []day {
		d := dayOf(year, month, dayOfMonth)
		switch {
		case !after:
			return []day{d.before(weekday)}
		case included:
			return []day{d.onOrAfter(weekday)}
		}
		return []day{(d + 1).onOrAfter(weekday)}
	}, true
}

// parseWeekday reads a weekday by its English name or the first three letters of it, and returns -1 for anything else.
func parseWeekday(s string) time.Weekday {
	for w := time.Sunday; w <= time.Saturday; w++ {
		if name := strings.ToLower(w.String()); s == name || s == name[:3] {
			return w
		}
	}
	return -1
}

// limits reads what follows the day of a rule.
func (r *rule) limits(words []string) error {
	for i := 0; i < len(words); i++ {
		word := words[i]
		var err error
		switch {
		case strings.HasPrefix(word, "+") || strings.HasPrefix(word, "-"):
			r.shift, err = strconv.Atoi(word)
		case strings.Contains(word, "->") || strings.Contains(word, "=>"):
			err = r.addMove(word)
		case i+1 == len(words):
			err = fmt.Errorf("%q lacks its years", word)
		default:
			i++
			err = r.limit(word, words[i])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *rule) limit(word, value string) error {
	if word != "on" {
		return r.limitYears(word, value)
	}
	for _, s := range strings.Split(value, ",") {
		w := parseWeekday(s)
		if w < 0 {
			return fmt.Errorf("%q is not a weekday", s)
		}
		r.weekdays = append(r.weekdays, w)
	}
	return nil
}

func (r *rule) limitYears(word, value string) error {
	var all []int
	for _, s := range strings.Split(value, ",") {
		year, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("%q is not a year", s)
		}
		all = append(all, year)
	}
	switch word {
	case "from":
		r.years.from = all[0]
	case "until":
		r.years.until = all[0]
	case "only":
		r.years.only = all
	case "except":
		r.years.except = all
	default:
		return fmt.Errorf("%q is not a limit of years", word)
	}
	return nil
}

// addMove reads sat,sun->mon or sun=>-1.
func (r *rule) addMove(word string) error {
	from, to, more := strings.Cut(word, "->")
	if !more {
		from, to, _ = strings.Cut(word, "=>")
	}
	m := move{instead: !more}
	for _, s := range strings.Split(from, ",") {
		w := parseWeekday(s)
		switch {
		case s == "clash":
			m.clash = true
		case w < 0:
			return fmt.Errorf("%q is not a weekday", s)
		default:
			m.weekdays = append(m.weekdays, w)
		}
	}
	var err error
	m.target, err = parseTarget(to)
	r.moves = append(r.moves, m)
	return err
}

func parseTarget(s string) (target, error) {
	switch s {
	case "free":
		return target{kind: toFree}, nil
	case "back":
		return target{kind: toFreeBefore}, nil
	}
	if w := parseWeekday(s); w >= 0 {
		return target{kind: toWeekday, weekday: w}, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return target{}, fmt.Errorf("%q is not a day to move to", s)
	}
	return target{kind: byDays, days: n}, nil
}
