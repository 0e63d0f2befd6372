package supplierlist

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// tierWords are the built-in tiers in German and French.
var tierWords = map[string]string{
	"kritisch": "critical", "critique": "critical", "wichtig": "important", "important": "important",
	"importante": "important", "standard": "standard",
}

// translate replaces the words for tiers and countries by what the registry calls them. A tier of the registry keeps its name.
func (e *Entry) translate(known Known) {
	if v, given := e.Values[KeyTier]; given {
		v.Text = tierNamed(v.Text, known.Tiers)
		e.Values[KeyTier] = v
	}
	if v, given := e.Values[KeyCountry]; given {
		v.Text = countryNamed(v.Text)
		e.Values[KeyCountry] = v
	}
	if v, given := e.Values[KeyLanguage]; given && len(v.Text) == 2 {
		v.Text = strings.ToLower(v.Text)
		e.Values[KeyLanguage] = v
	}
}

func tierNamed(text string, known []string) string {
	for _, tier := range known {
		if strings.EqualFold(text, tier) {
			return tier
		}
	}
	if tier, ok := tierWords[transliterate(text)]; ok {
		return tier
	}
	return text
}

// countryNames are the countries by their names in English, German and French, folded.
var countryNames = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !region.IsCountry() || region.Canonicalize().String() != string([]rune{a, b}) { // UK, and countries that exist no more
				continue
			}
			for _, namer := range []display.Namer{display.English.Regions(), display.German.Regions(), display.French.Regions()} {
				if name := fold(namer.Name(region)); name != "" {
					found[name] = region.String()
				}
			}
			found[fold(region.ISO3())] = region.String()
		}
	}
	for name, code := range map[string]string{"usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB", "czech republic": "CZ", "niederlande": "NL", "turkey": "TR", "korea": "KR", "south korea": "KR"} {
		found[fold(name)] = code
	}
	return found
})

// countryNamed returns the code of a country by its name or by a code of two or three letters; other text as it is.
func countryNamed(text string) string {
	if code, ok := countryNames()[fold(text)]; ok {
		return code
	}
	if len(text) == 2 {
		return strings.ToUpper(text)
	}
	return text
}
