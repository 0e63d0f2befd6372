package scalar

import (
	"strings"
	"testing"
)

// TestANumberThatLostItsPlus reads numbers as people copy them: with the country
// code and without its plus.
func TestANumberThatLostItsPlus(t *testing.T) {
	for _, c := range []struct {
		country, phone string
		readings       []string // what the error tells to write; none: the number is accepted
	}{
		{"DE", "49 7755 91155", []string{`"+49 7755 91155"`, `"049 7755 91155"`}},
		{"AT", "43 1 12345", []string{`"+43 1 12345"`, `"043 1 12345"`}},
		// Without a trunk prefix the number must not be valid as it is.
		{"ES", "34 912 345 678", []string{`"+34 912 345 678"`}},
		{"DK", "45 32 12 34 56", []string{`"+45 32 12 34 56"`}},
		{"CZ", "420 222 123 456", []string{`"+420 222 123 456"`}},
		{"PL", "48 22 123 45 67", []string{`"+48 22 123 45 67"`}},
		{"IT", "39 06 698 1234", []string{`"+39 06 698 1234"`}},
		{"ES", "912 345 678", nil},
		{"DK", "32 12 34 56", nil},
		{"DK", "45 12 34 56", nil}, // begins with the digits of the country code
		{"IT", "391 123 4567", nil},
		{"IT", "06 698 1234", nil},
		{"CZ", "222 123 456", nil},
		{"ES", "+34 912 345 678", nil},
		{"ES", "0034 912 345 678", nil},
	} {
		why := Phone(c.phone).MissingPlus(c.country)
		if (why == "") != (len(c.readings) == 0) {
			t.Errorf("%s from %s: %q", c.phone, c.country, why)
		}
		for _, want := range c.readings {
			if !strings.Contains(why, want) {
				t.Errorf("%s from %s: %q does not say %s", c.phone, c.country, why, want)
			}
		}
	}
}
