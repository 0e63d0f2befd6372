package lenient

import (
	"strconv"
	"strings"
	"unicode"
)

// cutWord returns the first word of a text and what follows it. Servers separate
// words by more than one space.
func cutWord(text string) (word, rest string) {
	text = strings.TrimLeft(text, " \t")
	end := strings.IndexAny(text, " \t")
	if end < 0 {
		return text, ""
	}
	return text[:end], strings.TrimLeft(text[end:], " \t")
}

// printable returns a text with spaces for control characters.
func printable(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, text)
}

// clean returns a text for people.
func clean(text string) string { return strings.TrimSpace(printable(text)) }

// escapes mark what would end a quoted string.
var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// quote returns a text as a quoted string (RFC 3501, 4.3).
func quote(text string) string { return `"` + escapes.Replace(printable(text)) + `"` }

// quoted returns the text of a quoted string at the beginning of a text, and what
// follows it. One that does not end in the line is none.
func quoted(text string) (inner, rest string, ok bool) {
	if !strings.HasPrefix(text, `"`) {
		return "", text, false
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '"':
			return b.String(), text[i+1:], true
		case text[i] == '\\' && i+1 < len(text):
			i++
		}
		b.WriteByte(text[i])
	}
	return "", text, false
}

// astring returns the string or atom at the beginning of a text, and what follows it.
// A string that does not end is all of the text.
func astring(text string) (value, rest string) {
	text = strings.TrimLeft(text, " \t")
	if inner, rest, ok := quoted(text); ok {
		return inner, rest
	}
	if strings.HasPrefix(text, `"`) {
		return text[1:], ""
	}
	end := strings.IndexAny(text, " \t(")
	if end < 0 {
		return text, ""
	}
	return text[:end], text[end:]
}

// isAtom reports whether a text consists of characters that an atom may have.
func isAtom(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] >= 0x7F || strings.IndexByte(`(){%*"\]`, text[i]) >= 0 {
			return false
		}
	}
	return text != ""
}

// number returns the value of a text of digits, if it has no more than so many bits.
func number(text string, bits int) (uint64, bool) {
	if !isNumber(text) {
		return 0, false
	}
	n, err := strconv.ParseUint(text, 10, bits)
	return n, err == nil
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

func decimal(n uint64) string { return strconv.FormatUint(n, 10) }
