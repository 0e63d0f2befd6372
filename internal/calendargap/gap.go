package calendargap

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/prose"
)

// lack is what is missing, as it follows "the calendar has", and what to do about it; empty where nothing is.
type lack struct {
	what, do string
	info     bool // only parts of a region have more holidays
}

func missing(c *civil.Calendar, uses []use) lack {
	if countries := countriesWithout(c, uses); len(countries) > 0 {
		return lack{
			what: "no public holidays of " + prose.List(countries),
			do:   "Set the region of each country under `holidays`, or a file of holidays: " + howToName(countries) + ".",
		}
	}
	if !c.ListsHolidays() && len(c.HolidayRegions()) == 0 {
		return lack{what: "no public holidays at all", do: "Set the region of the place under `holidays`; `supplierwatch holidays` lists the regions."}
	}
	if until := c.HolidaysKnownUntil(); !until.IsZero() {
		beyond := func(u use) bool { return u.until.After(until) && u.until.Year() < civil.Far.Year() }
		if slices.ContainsFunc(uses, beyond) {
			return lack{
				what: fmt.Sprintf("public holidays only until %s, and later dates are counted in it", until),
				do:   "Add a file with the holidays of later years, or check the later dates by hand.",
			}
		}
	}
	return partsWithMore(c)
}

// countriesWithout returns the countries that the calendar is used for and has no holidays of. A file may hold those of any.
func countriesWithout(c *civil.Calendar, uses []use) []string {
	if c.ListsHolidays() {
		return nil
	}
	missing := map[string]bool{}
	for _, u := range uses {
		of := func(region string) bool { return region == u.country || strings.HasPrefix(region, u.country+"-") }
		if u.country != "" && !slices.ContainsFunc(c.HolidayRegions(), of) {
			missing[u.country] = true
		}
	}
	return slices.Sorted(maps.Keys(missing))
}

// howToName returns which regions a country has, or that it needs a file.
func howToName(countries []string) string {
	var all []string
	for _, country := range countries {
		if regions := civil.RegionsOf(country); len(regions) > 0 {
			all = append(all, oneOf(regions))
		} else {
			all = append(all, fmt.Sprintf("{file: holidays-%s.ics}", strings.ToLower(country)))
		}
	}
	return strings.Join(all, "; ")
}

const shownRegions = 5

// oneOf returns regions to choose from, the first and the last of many.
func oneOf(regions []string) string {
	if len(regions) > shownRegions {
		return fmt.Sprintf("%s to %s", regions[0], regions[len(regions)-1])
	}
	if len(regions) > 2 {
		return strings.Join(regions[:len(regions)-1], ", ") + " or " + regions[len(regions)-1]
	}
	return strings.Join(regions, " or ")
}

// The years for which the holidays of a region and its parts are compared. Two of them show every rule: a day that is a Sunday in one year is
// none in the next.
const firstCompared, lastCompared = 2027, 2028

// partsWithMore finds a region that has parts with more holidays, where the calendar names none of them.
func partsWithMore(c *civil.Calendar) lack {
	for _, region := range c.HolidayRegions() {
		parts := civil.RegionParts(region)
		named := slices.ContainsFunc(c.HolidayRegions(), func(r string) bool { return slices.Contains(parts, r) })
		if more := holidaysOfParts(region, parts); len(more) > 0 && !named {
			return lack{
				what: fmt.Sprintf("the public holidays of %s, but parts of it have more: %s", region, prose.List(more)),
				do:   "Set the part in which the place is under `holidays`: " + oneOf(parts) + ".", info: true,
			}
		}
	}
	return lack{}
}

// holidaysOfParts returns the holidays that parts have and the region has not, at most a few, each once.
func holidaysOfParts(region string, parts []string) []string {
	const shown = 3
	var names, more []string
	for year := firstCompared; year <= lastCompared; year++ {
		known := holidaysOf(region, year)
		for _, part := range parts {
			for _, h := range civil.Holidays(part, year) {
				if known[h.Date] || h.Date.Weekday() == time.Sunday || slices.Contains(names, h.Name) || len(more) == shown {
					continue
				}
				names = append(names, h.Name)
				more = append(more, dayAndName(part, h))
			}
		}
	}
	return more
}

func holidaysOf(region string, year int) map[civil.Date]bool {
	days := map[civil.Date]bool{}
	for _, h := range civil.Holidays(region, year) {
		days[h.Date] = true
	}
	return days
}

// dayAndName returns a holiday for a sentence: with its year if it is on another day in other years.
func dayAndName(region string, h civil.Holiday) string {
	fixed := func(other civil.Holiday) bool {
		return other.Name == h.Name && other.Date.Month() == h.Date.Month() && other.Date.Day() == h.Date.Day()
	}
	if slices.ContainsFunc(civil.Holidays(region, h.Date.Year()+1), fixed) {
		return fmt.Sprintf("%d %s (%s)", h.Date.Day(), h.Date.Month(), h.Name)
	}
	return fmt.Sprintf("%d %s %d (%s)", h.Date.Day(), h.Date.Month(), h.Date.Year(), h.Name)
}
