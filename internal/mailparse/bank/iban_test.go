package bank

import (
	"strings"
	"testing"
)

// TestNoIBANIsLookedForBeyondItsLength holds that text without an end is not gone through from each place where an IBAN could begin.
func TestNoIBANIsLookedForBeyondItsLength(t *testing.T) {
	for name, text := range map[string]string{
		"one piece": "DE" + strings.Repeat("8", 1000),
		"groups":    "DE89" + strings.Repeat(" 3704", 1000),
	} {
		if end := grouped(text, 0); end > longestWritten {
			t.Errorf("%s: ends at %d, want at most %d", name, end, longestWritten)
		}
		if f, ok := ibanAt(text, 0); ok {
			t.Errorf("%s: %v is taken for an IBAN", name, f)
		}
	}
}
