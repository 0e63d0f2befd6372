package scalar

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

// TestCommonFormsAreReadLikeOthers holds what is checked by hand against the library and the regular expression.
func TestCommonFormsAreReadLikeOthers(t *testing.T) {
	form := regexp.MustCompile(idPattern)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`[a-z0-9.-]{0,12}`), rapid.StringMatching(`([a-z0-9]{1,3}[.-]){0,4}[a-z0-9]{0,4}`), rapid.StringMatching(`[a-z]{60,66}\.[a-z]{1,3}`),
			rapid.StringMatching(`([a-z]{40,63}\.){3,6}test`), rapid.StringMatching(`(xn--|a-|A|ü|_)?[a-z0-9.-]{1,5}`),
		).Draw(t, "text")
		got, gotErr := ASCIIDomain(text)
		want, wantErr := asciiDomain(text)
		if got != want || (gotErr == nil) != (wantErr == nil) {
			t.Fatalf("domain %q: %q, %v, the library: %q, %v", text, got, gotErr, want, wantErr)
		}
		if isID(text) != form.MatchString(text) {
			t.Fatalf("id %q: %v", text, isID(text))
		}
	})
}
