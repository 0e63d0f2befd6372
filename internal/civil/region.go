package civil

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/civil/holiday"
	"supplierwatch/internal/editdistance"
)

// Holiday is a public holiday of a region.
type Holiday struct {
	Date Date
	Name string
	Law  string
}

// KnownRegion reports whether there is a table of holidays for region, e.g. "DE-BY" or "JP". ECB is the TARGET calendar of the euro.
func KnownRegion(region string) bool { return holiday.Known(region) }

// Regions returns the names of all tables of holidays, sorted.
func Regions() []string { return holiday.Regions() }

// RegionTitle returns the English name of a region, e.g. "Germany: Bavaria", and nothing for an unknown one.
func RegionTitle(region string) string { return holiday.Title(region) }

// Holidays returns the public holidays of a region in a year, in their order.
func Holidays(region string, year int) []Holiday {
	days := holiday.In(region, year)
	found := make([]Holiday, len(days))
	for i, d := range days {
		found[i] = Holiday{Date: DateOf(d.Date), Name: d.Name, Law: d.Law}
	}
	return found
}

// HolidaysKnownUntil returns the last day for which all holidays of the regions are known: the earliest of their limits, and the zero Date
// where rules yield the holidays of every year.
func HolidaysKnownUntil(regions ...string) Date {
	var until Date
	for _, r := range regions {
		year, limited := holiday.KnownUntil(r)
		if limited && (until.IsZero() || year < until.Year()) {
			until = NewDate(year, 12, 31)
		}
	}
	return until
}

// RegionsOf returns the tables of the country that a region is named after, its own and those of its parts, as holiday.Of does.
func RegionsOf(region string) []string { return holiday.Of(region) }

// RegionParts returns the parts of a region that have tables of their own, e.g. DE-BY-KATH for DE-BY.
func RegionParts(region string) []string { return holiday.Parts(region) }

// SuggestRegion returns what to write instead of an unknown region: the nearest name of the same country, or a file of holidays for a country
// that has no table. It never leads from one country to another.
func SuggestRegion(region string) string {
	if named := holiday.Titled(region); len(named) > 0 {
		return didYouMean(named)
	}
	if near := RegionsOf(region); len(near) > 0 {
		return suggestNearest(region, near)
	}
	if country := holiday.CountryOf(region); holiday.IsCountry(country) {
		return fmt.Sprintf("there is no table for this country: write its holidays into an iCalendar file beside the registry and name it, "+
			"e.g. `{file: holidays-%s.ics}`", strings.ToLower(country))
	}
	return "`supplierwatch holidays` lists them; for any other, write the holidays into an iCalendar file and name it, e.g. `{file: holidays.ics}`"
}

func didYouMean(names []string) string { return "did you mean `" + strings.Join(names, "`, `") + "`?" }

// suggestNearest returns which of the regions of a country may have been meant: those that differ by a character, or a few as examples.
func suggestNearest(region string, names []string) string {
	const far, few = 4, 5
	distance := func(name string) int { return editdistance.Between(strings.ToUpper(region), name, far) }
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(distance(a), distance(b)) })
	near := 0
	for near < len(names) && distance(names[near]) <= 1 {
		near++
	}
	if near > 1 && distance(names[0]) < distance(names[1]) {
		near = 1
	}
	const all = "`supplierwatch holidays` lists all regions"
	switch {
	case near == 1, near == 0 && len(names) <= few:
		return didYouMean(names[:cmp.Or(near, len(names))])
	case near > 0:
		return didYouMean(names[:min(near, 2*few)]) + " " + all
	}
	return "expected one such as `" + strings.Join(names[:few-1], "`, `") + "`; " + all
}

// unknownRegion is the error for a region without a table.
func unknownRegion(region string) error {
	return fmt.Errorf("unknown holiday region %q: %s", region, SuggestRegion(region))
}

// holidaysIn returns the days of a year on which the regions observe a holiday, with its name.
func holidaysIn(names []string, year int) map[Date]string {
	found := map[Date]string{}
	for _, name := range names {
		for _, h := range Holidays(name, year) {
			found[h.Date] = h.Name
		}
	}
	return found
}
