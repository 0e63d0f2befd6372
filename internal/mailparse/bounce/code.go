package bounce

import (
	"strings"

	"supplierwatch/internal/ascii"
)

// enhancedCode finds the first enhanced status code (RFC 3463) in a text: one of
// the classes, subject and detail of up to three digits, standing alone. Parts
// of an IP address or a version are none.
func enhancedCode(text, classes string) string {
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(classes, text[i]) >= 0 && (i == 0 || !ascii.IsAlnum(text[i-1]) && !joins(text[i-1])) {
			if n := codeLength(text[i:]); n > 0 {
				return text[i : i+n]
			}
		}
	}
	return ""
}

// codeLength returns the length of "c.s.d" at the start of s, or 0.
func codeLength(s string) int {
	n := 1
	for range 2 {
		if n >= len(s) || s[n] != '.' {
			return 0
		}
		digits := digitsAt(s[n+1:])
		if digits == 0 || digits > 3 {
			return 0
		}
		n += 1 + digits
	}
	if n < len(s) && (ascii.IsAlnum(s[n]) || joins(s[n]) && n+1 < len(s) && ascii.IsAlnum(s[n+1])) {
		return 0
	}
	return n
}

// The classes of enhanced codes: of any outcome and of failures.
const (
	anyClass     = "245"
	failureClass = "45"
)

func joins(c byte) bool { return c == '.' || c == '-' || c == '_' || c == '/' }

func digitsAt(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// replyCode finds the first SMTP reply code (RFC 5321) of class 4 or 5 that
// stands where servers write one: at the start, or behind a blank or a bracket
// and before a blank, a hyphen or an enhanced code.
func replyCode(text string) string {
	for i := 0; i+3 <= len(text); i++ {
		if (text[i] == '4' || text[i] == '5') && digitsAt(text[i:]) == 3 && text[i+1] <= '5' && (i == 0 || strings.IndexByte(" (<[:;'\"\n\t=#", text[i-1]) >= 0) &&
			(i+3 == len(text) || strings.IndexByte(" -:;,)>]\n\t#'\"", text[i+3]) >= 0) && !inNumber(text, i) {
			return text[i : i+3]
		}
	}
	return ""
}

// inNumber reports whether three digits are a group of a longer number, such as a
// telephone number: other digits that are not a code are before or behind them.
func inNumber(text string, at int) bool {
	before := strings.TrimRight(text[:at], " ")
	if i := strings.LastIndexByte(before, ' '); i >= 0 {
		before = before[i+1:]
	}
	behind, _, _ := strings.Cut(strings.TrimLeft(text[at+3:], " "), " ")
	return isGroup(before) || isGroup(behind) && len(behind) > 2
}

// isGroup reports whether a word is a group of digits and not a reply code.
func isGroup(word string) bool {
	word = strings.Trim(word, "+()/-.")
	if word == "" || digitsAt(word) < len(word) {
		return false
	}
	return len(word) != 3 || strings.IndexByte("245", word[0]) < 0
}
