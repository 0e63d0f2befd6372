package holiday

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Of returns the tables of the country that a region is named after, its own and those of its parts, sorted: GB for UK or GB-SCT,
// DE and DE-BB to DE-TH for de-bavaria. There are none for a country without a table.
func Of(region string) []string {
	country := CountryOf(region)
	return slices.DeleteFunc(Regions(), func(r string) bool { return r != country && !strings.HasPrefix(r, country+"-") })
}

// Parts returns the parts of a region that have tables of their own, e.g. DE-BY-KATH for DE-BY.
func Parts(region string) []string {
	return slices.DeleteFunc(Regions(), func(r string) bool { return !strings.HasPrefix(r, region+"-") })
}

// CountryOf returns the country that a region is named after: GB for uk-sct.
func CountryOf(region string) string {
	country, _, _ := strings.Cut(strings.ToUpper(region), "-")
	if country == "UK" {
		return "GB"
	}
	return country
}

// Titled returns the regions whose English name is what somebody wrote as a code: DE for Germany, DE-BY for DE-BAVARIA.
func Titled(text string) []string {
	country, part, hasPart := strings.Cut(text, "-")
	return slices.DeleteFunc(Regions(), func(r string) bool {
		name := Title(r)
		if hasPart {
			_, name, _ = strings.Cut(name, ": ")
			return !strings.EqualFold(name, part) || CountryOf(r) != CountryOf(country)
		}
		return !strings.EqualFold(name, text)
	})
}

// IsCountry reports whether a text is the code of a country (ISO 3166-1).
func IsCountry(code string) bool {
	parsed, err := language.ParseRegion(code)
	return err == nil && len(code) == 2 && parsed.IsCountry()
}
