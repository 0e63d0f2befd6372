package scalar

import (
	"testing"

	"pgregory.net/rapid"
)

// TestCommonPhonesAreDialledAsByTheLibrary compares the fast way of reading a number with the library, and the plain form with the pattern.
func TestCommonPhonesAreDialledAsByTheLibrary(t *testing.T) {
	countries := []string{"", "DE", "AT", "CH", "FR", "IT", "GB", "NL", "US", "CA", "JP", "CN", "AR", "MX", "BR", "RU", "KZ", "SM", "XX"}
	texts := rapid.OneOf(
		rapid.StringMatching(`\+[0-9]{1,3}[- ]?[0-9]{2,5}[- ]?[0-9]{3,8}`),
		rapid.StringMatching(`\+49[ -](30|89|171|800|900|0)[ -]?[0-9]{3,9}`),
		rapid.StringMatching(`\+1 ?[0-9]{3}[- ][0-9]{3}[- ][0-9]{4}`),
		rapid.StringMatching(`(0|00|1)?[0-9]{2,5}[- ]?[0-9]{3,8}`),
		rapid.StringMatching(`(tel:)?\+?\(?[0-9 ()/.-]{5,18}[0-9](( ?ext\. ?|x|,)[0-9]{1,4})?`),
	)
	common := 0
	rapid.Check(t, func(rt *rapid.T) {
		text, country := texts.Draw(rt, "text"), rapid.SampledFrom(countries).Draw(rt, "country")
		if plainForm(text) && (!phoneForm.MatchString(text) || another.MatchString(text) || extension.MatchString(text)) {
			rt.Fatalf("%q has the plain form and not the pattern", text)
		}
		var p Phone
		if err := p.UnmarshalText([]byte(text)); err != nil {
			return
		}
		number, kind, known := p.dialCommon(country)
		if !known {
			return
		}
		common++
		if wantNumber, wantKind := p.dialAny(country); number != wantNumber || kind != wantKind {
			rt.Fatalf("%q in %q: %s %s, the library says %s %s", text, country, number, kind, wantNumber, wantKind)
		}
	})
	if common == 0 {
		t.Error("no number was read without the library")
	}
}
