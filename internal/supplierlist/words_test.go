package supplierlist

import (
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// TestCountriesAreFoundByTheirNames holds that no name of a country in one language is that of another country in another one.
func TestCountriesAreFoundByTheirNames(t *testing.T) {
	seen := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || region.Canonicalize().String() != code {
				continue
			}
			seen++
			for _, namer := range []display.Namer{display.English.Regions(), display.German.Regions(), display.French.Regions()} {
				if name := namer.Name(region); name != "" && countryNamed(name) != code {
					t.Errorf("%q is %s, want %s", name, countryNamed(name), code)
				}
			}
		}
	}
	if seen < 200 {
		t.Errorf("%d countries", seen)
	}
	for text, want := range map[string]string{"UK": "GB", "uk": "GB", "de": "DE", "DEU": "DE", "USA": "US", "Deutschland": "DE", "Allemagne": "DE", "Österreich": "AT", "Oesterreich": "AT", "Suisse": "CH", "Absurdistan": "Absurdistan"} {
		if got := countryNamed(text); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}
