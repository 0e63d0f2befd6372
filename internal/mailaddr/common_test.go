package mailaddr

import (
	"testing"

	"pgregory.net/rapid"
)

// TestCommonAddressesLookLikeThemselves draws addresses of ASCII characters, also with labels that stand for those of other scripts.
func TestCommonAddressesLookLikeThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		address := rapid.OneOf(rapid.StringMatching(`[!-~]{1,10}@[!-~]{1,10}`), rapid.StringMatching(`[a-z]{1,3}@([xX][nN]--)?[a-z0-9-]{1,9}\.[a-z]{2}`), rapid.StringMatching(`[ -~]{0,9}`)).Draw(t, "address")
		if got, want := LookAlike(address), lookAlike(address); got != want {
			t.Fatalf("%q: %q, otherwise %q", address, got, want)
		}
	})
}
