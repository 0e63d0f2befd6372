package rolemail

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatAnExpressionRequires(t *testing.T) {
	for text, want := range map[string][]string{
		`\b(?:cancel|reject)\b`: {"cancel", "reject"},
		`no (?:\w+ )?longer`:    {"longer"},
		`bestae?tigen`:          {"besta"},
		`(?:a long|short)+ b`:   {"a long", "short"},
		`x{2,3}yz`:              {"yz"},
		`(?i)order`:             nil,
		`order|[0-9]{6,}`:       nil,
		`(?:order)?`:            nil,
		`\w*`:                   nil,
	} {
		if got := compile(text).words; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestAnExpressionFindsWhatItsRegularExpressionFinds compares both in texts of the words that the expressions have, whole and in parts.
func TestAnExpressionFindsWhatItsRegularExpressionFinds(t *testing.T) {
	all := []expression{
		refusingWords, cancellingWords, cancelledSubject, ofThisOrder, conditions, possibilities, forced, exceptWhen, partialWords, announcingWords, affirmingWords,
		notYet, agreeingWords,
	}
	pieces := []string{" ", " we ", "e", "s", "7", "4500012345"}
	for _, x := range all {
		pieces = append(pieces, strings.FieldsFunc(x.compiled().re.String(), func(r rune) bool { return strings.ContainsRune(`|()?:\[]{}+*^`, r) })...)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		for _, x := range all {
			if got, want := x.FindAllStringIndex(s, maxMatches), x.compiled().re.FindAllStringIndex(s, maxMatches); !reflect.DeepEqual(got, want) || x.MatchString(s) != (want != nil) {
				t.Fatalf("%q in %q: %v, want %v", x.compiled().re, s, got, want)
			}
		}
	})
}
