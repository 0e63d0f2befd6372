// Package ascii classifies and folds the characters of ASCII and leaves all others alone. Identities are compared by it: a comparison that also
// folded other scripts could take a stranger's address for a known one.
package ascii

import (
	"strings"
	"unicode/utf8"
)

// IsDigit reports whether a byte is one of 0 to 9.
func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

// IsUpper reports whether a byte is one of A to Z.
func IsUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// IsLetter reports whether a byte is one of a to z or A to Z.
func IsLetter(c byte) bool { return IsUpper(c) || c >= 'a' && c <= 'z' }

// IsAlnum reports whether a byte is alphanumeric.
func IsAlnum(c byte) bool { return IsLetter(c) || IsDigit(c) }

// Upper returns a to z in upper case and any other byte as it is.
func Upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

// Lower returns a text with A to Z in lower case and everything else as it is.
func Lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// Only reports whether a text holds nothing but ASCII.
func Only(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Digits returns the digits of a text.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
