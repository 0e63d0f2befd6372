package holiday

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// parser reads one file of a country.
type parser struct {
	index  *index
	lists  map[string]map[int][]day
	region *region
	law    string
	code   string // of the country
}

// read adds the regions of a file to the index.
func (x *index) read(text string) error {
	p := &parser{index: x, lists: map[string]map[int][]day{}}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.line(line); err != nil {
			return fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	for _, r := range x.regions {
		if code, _, _ := strings.Cut(r.name, "-"); code == p.code {
			r.limitByLists(p.lists)
		}
	}
	return nil
}

func (p *parser) line(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "country":
		p.code, rest, _ = strings.Cut(rest, " ")
		p.index.countries[p.code] = rest
		return nil
	case "list":
		return p.list(rest)
	case "region":
		return p.start(rest)
	}
	if p.region == nil {
		return fmt.Errorf("%q before the first region", line)
	}
	switch word {
	case "law":
		p.law = rest
		return nil
	case "include":
		return p.include(rest)
	case "drop":
		return p.drop(rest)
	case "known":
		year, err := strconv.Atoi(strings.TrimPrefix(rest, "until "))
		p.region.knownUntil = year
		return err
	}
	return p.rule(line)
}

// list reads dates that no rule yields.
func (p *parser) list(text string) error {
	name, dates, _ := strings.Cut(text, " ")
	if p.lists[name] == nil {
		p.lists[name] = map[int][]day{}
	}
	for _, date := range strings.Fields(dates) {
		d, err := parseDate(date)
		if err != nil {
			return err
		}
		p.lists[name][d.year()] = append(p.lists[name][d.year()], d)
	}
	return nil
}

func parseDate(s string) (day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date", s)
	}
	return dayOf(t.Date()), nil
}

func (p *parser) start(text string) error {
	name, title, _ := strings.Cut(text, " ")
	if code, _, _ := strings.Cut(name, "-"); code != p.code || p.index.regions[name] != nil {
		return fmt.Errorf("region %s belongs to another country or is there already", name)
	}
	p.region, p.law = &region{name: name, title: title}, ""
	p.index.regions[name] = p.region
	return nil
}

func (p *parser) include(name string) error {
	from := p.index.regions[name]
	if from == nil {
		return fmt.Errorf("no region %s above", name)
	}
	for _, r := range from.rules {
		if p.law != "" {
			r.law = p.law
		}
		p.region.rules = append(p.region.rules, r)
	}
	p.region.knownUntil = from.knownUntil
	return nil
}

func (p *parser) drop(name string) error {
	before := len(p.region.rules)
	p.region.rules = slices.DeleteFunc(p.region.rules, func(r rule) bool { return r.name == name })
	if len(p.region.rules) == before {
		return fmt.Errorf("no holiday %q to drop", name)
	}
	return nil
}

// limitByLists finds until when a region is known: as long as each of its lists has a date.
func (r *region) limitByLists(lists map[string]map[int][]day) {
	for _, rule := range r.rules {
		last := rule.years.until
		for year := range lists[rule.list] {
			last = max(last, year)
		}
		if rule.list != "" && rule.years.until == 0 && (r.knownUntil == 0 || last < r.knownUntil) {
			r.knownUntil = last
		}
	}
}
