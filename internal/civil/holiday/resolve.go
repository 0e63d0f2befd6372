package holiday

import (
	"cmp"
	"slices"
	"time"
)

// Day is a public holiday.
type Day struct {
	Date time.Time // midnight UTC
	Name string
	Law  string
}

// substitute marks the name of a day that is off in place of a holiday on another day.
const substitute = " (substitute day)"

// entry is a holiday on its way to its final day.
type entry struct {
	on   day
	rule *rule
	name string
}

// resolve returns the holidays of the years around year: a substitute day may lie in the next year, and a day moved back in the one before.
func (r *region) resolve(year int) []entry {
	var entries []entry
	for y := max(year-1, 1); y <= year+1; y++ {
		for i := range r.rules {
			for _, d := range r.rules[i].days(y) {
				entries = append(entries, entry{on: d, rule: &r.rules[i], name: r.rules[i].name})
			}
		}
	}
	slices.SortStableFunc(entries, byDay)
	return r.addBridges(applyMoves(entries))
}

func byDay(a, b entry) int { return cmp.Compare(a.on, b.on) }

// applyMoves moves the entries in the order of their days, so that two holidays on one weekend get two substitute days.
func applyMoves(entries []entry) []entry {
	count := map[day]int{}
	for _, e := range entries {
		count[e.on]++
	}
	taken := func(d day) bool { return count[d] > 0 }
	seen := map[day]bool{}
	var moved []entry
	for _, e := range entries {
		clashes := seen[e.on]
		seen[e.on] = true
		m, ok := e.rule.move(e.on, clashes)
		if !ok {
			moved = append(moved, e)
			continue
		}
		at := m.leads(e.on, taken)
		count[at]++
		if m.instead {
			count[e.on]--
		} else {
			moved = append(moved, e)
		}
		moved = append(moved, entry{on: at, rule: e.rule, name: e.name + substitute})
	}
	slices.SortStableFunc(moved, byDay)
	return moved
}

func (r *rule) move(d day, clashes bool) (move, bool) {
	for _, m := range r.moves {
		if m.applies(d, clashes) {
			return m, true
		}
	}
	return move{}, false
}

// addBridges adds the days between two holidays where the law makes them holidays. Sundays and holidays stay as they are.
func (r *region) addBridges(entries []entry) []entry {
	if r.bridge == nil {
		return entries
	}
	taken := map[day]bool{}
	for _, e := range entries {
		taken[e.on] = true
	}
	for _, e := range slices.Clone(entries) {
		between := e.on + 1
		if taken[between+1] && !taken[between] && !between.weekend() && r.bridge.years.include(between.year()) {
			entries = append(entries, entry{on: between, rule: r.bridge, name: r.bridge.name})
		}
	}
	slices.SortStableFunc(entries, byDay)
	return entries
}

// In returns the holidays of a region in a year, in their order; nothing for a region that is not known. Two holidays on one day are one, with
// both names.
func In(name string, year int) []Day {
	r := tables().regions[name]
	if r == nil {
		return nil
	}
	var days []Day
	for _, e := range r.resolve(year) {
		if e.on.year() != year {
			continue
		}
		at := e.on.time()
		if n := len(days); n > 0 && days[n-1].Date.Equal(at) {
			days[n-1].Name += ", " + e.name
			continue
		}
		days = append(days, Day{Date: at, Name: e.name, Law: e.rule.law})
	}
	return days
}
