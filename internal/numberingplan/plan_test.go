package numberingplan_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"

	"supplierwatch/internal/numberingplan"
)

// libraryKind returns what the library reads in a number with country code: its kind and its form of E.164, if it is a valid one.
func libraryKind(text, country string) (phonenumbers.PhoneNumberType, string) {
	number, err := phonenumbers.Parse(text, country)
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return phonenumbers.UNKNOWN, ""
	}
	return phonenumbers.GetNumberType(number), phonenumbers.Format(number, phonenumbers.E164)
}

// examples returns the national numbers that the library has as examples, by region.
func examples() map[string][]string {
	found := map[string][]string{}
	for name := range phonenumbers.GetSupportedRegions() {
		for kind := phonenumbers.FIXED_LINE; kind <= phonenumbers.VOICEMAIL; kind++ {
			if number := phonenumbers.GetExampleNumberForType(name, kind); number != nil {
				found[name] = append(found[name], phonenumbers.GetNationalSignificantNumber(number))
			}
		}
	}
	return found
}

func checkKind(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, digits string,
) (known bool) {
	t.Helper()
	kind, known := numberingplan.Kind(digits)
	if !known {
		return false
	}
	want, e164 := libraryKind("+"+digits, "")
	if kind != want || e164 != "" && e164 != "+"+digits {
		t.Fatalf("+%s: kind %v, the library says %v and %q", digits, kind, want, e164)
	}
	return true
}

// TestKindOfExamples compares the kinds of the library's examples of all countries, and of those that differ from one in their first two digits.
func TestKindOfExamples(t *testing.T) {
	known, all := 0, 0
	for name, numbers := range examples() {
		code := strconv.Itoa(phonenumbers.GetCountryCodeForRegion(name))
		for _, national := range numbers {
			all++
			if checkKind(t, code+national) {
				known++
			}
		}
		for first := range 100 {
			checkKind(t, fmt.Sprintf("%s%02d%s", code, first, numbers[0][2:]))
		}
	}
	if known < all*8/10 {
		t.Errorf("%d of %d examples are read without the library", known, all)
	}
}

// TestKindIsThatOfTheLibrary draws numbers near the examples, and any digits.
func TestKindIsThatOfTheLibrary(t *testing.T) {
	numbers := examples()
	names := make([]string, 0, len(numbers))
	for name := range numbers {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(rt *rapid.T) {
		checkKind(rt, rapid.StringMatching(`[1-9][0-9]{6,14}`).Draw(rt, "any"))
		name := rapid.SampledFrom(names).Draw(rt, "country")
		national := []byte(rapid.SampledFrom(numbers[name]).Draw(rt, "example"))
		for range rapid.IntRange(0, 3).Draw(rt, "changes") {
			national[rapid.IntRange(0, len(national)-1).Draw(rt, "at")] = rapid.SampledFrom([]byte("0123456789")).Draw(rt, "digit")
		}
		text := string(national) + rapid.StringMatching(`[0-9]{0,2}`).Draw(rt, "more")
		checkKind(rt, strconv.Itoa(phonenumbers.GetCountryCodeForRegion(name))+text)
		for _, digits := range []string{"0" + text, text} {
			got, known := numberingplan.International(digits, name)
			if !known {
				continue
			}
			if _, want := libraryKind(digits, name); "+"+got != want {
				rt.Fatalf("%s in %s: %s, the library says %s", digits, name, got, want)
			}
		}
	})
}

// TestCommonNationalNumbersAreKnown names countries whose numbers are dialled with a zero.
func TestCommonNationalNumbersAreKnown(t *testing.T) {
	for country, digits := range map[string]string{"DE": "0891234567", "AT": "015134000", "CH": "0446681800", "FR": "0142685300", "GB": "02070313000", "NL": "0201234567"} {
		if got, known := numberingplan.International(digits, country); !known || !strings.HasSuffix(got, digits[1:]) {
			t.Errorf("%s in %s: %s, known %v", digits, country, got, known)
		}
	}
}

func BenchmarkKind(b *testing.B) {
	b.Run("plan", func(b *testing.B) {
		for b.Loop() {
			numberingplan.Kind("4930555000123")
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			libraryKind("+4930555000123", "")
		}
	})
}
