package mailaddr

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"supplierwatch/internal/ascii"
)

// mixedScripts begins what LookAlike returns about letters of several scripts in a word.
const mixedScripts = "can be taken for another: "

// LookAlike returns as a predicate which character of an address, a pattern of addresses or a domain only looks like the one that belongs there: a
// hyphen or dot of another kind, letters of another script in a word, a symbol. It is empty for others, also for international ones, in which each
// part is written in one script or in scripts that a language uses together.
func LookAlike(address string) string {
	if isCommon(address) {
		return ""
	}
	return lookAlike(address)
}

// isCommon reports whether a text is ASCII and stays ASCII when it is shown as people see it: labels of other scripts have two hyphens in the DNS.
func isCommon(address string) bool { return ascii.Only(address) && !strings.Contains(address, "--") }

func lookAlike(address string) string {
	local, labels := partsOf(address)
	for _, part := range append([]string{local}, labels...) {
		if why := oddCharacter(part); why != "" {
			return why
		}
		if found := scriptsIn(part); len(found) > 1 && !usedTogether(found) {
			return mixedScripts + fmt.Sprintf("%q mixes %s letters: %s", part, joined(found), odd(found))
		}
	}
	return ""
}

// oddCharacter returns as a predicate which character of a part is another one than it looks like, or is neither letter nor digit.
func oddCharacter(part string) string {
	runes := []rune(part)
	for i, r := range runes {
		switch like := commonLook(r); {
		case r < utf8.RuneSelf || unicode.Is(unicode.Cf, r): // the reader of files names the characters that nobody can see
		case like != string(r):
			return fmt.Sprintf("has %q (U+%04X), which looks like %q and is another character", r, r, like)
		case !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !joinsLetters(runes, i):
			return fmt.Sprintf("has %q (U+%04X), which is neither letter nor digit", r, r)
		}
	}
	return ""
}

// commonLook returns the usual text for a character that looks like it, or the character itself.
func commonLook(r rune) string {
	switch {
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212:
		return "-"
	case r == 0x3002 || r == 0xff61: // full stops of East Asia
		return "."
	case r == 0x0251:
		return "a"
	case r == 0x0261:
		return "g"
	case r == 0x0e33 || r == 0x0eb3: // vowels of Thai and Lao that Unicode also knows as two characters, and keyboards write as one
		return string(r)
	}
	return norm.NFKC.String(string(r))
}

// joinsLetters reports whether a sign is part of words where it is (RFC 5892, appendix A): the point of Catalan and of Japanese, and the marks of
// Greek and Hebrew numerals.
func joinsLetters(runes []rune, i int) bool {
	in := func(at int, script *unicode.RangeTable) bool {
		return at >= 0 && at < len(runes) && unicode.Is(script, runes[at])
	}
	switch runes[i] {
	case 0x00b7:
		return i > 0 && i+1 < len(runes) && runes[i-1] == 'l' && runes[i+1] == 'l'
	case 0x0375:
		return in(i+1, unicode.Greek)
	case 0x05f3, 0x05f4:
		return in(i-1, unicode.Hebrew)
	case 0x30fb:
		return strings.ContainsFunc(string(runes), func(r rune) bool {
			return r != 0x30fb && unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han)
		})
	}
	return false
}
