package strictyaml

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/secretline"
)

// isHidden reports whether nobody can see r in a text: format characters, and letters that are empty.
func isHidden(r rune) bool {
	return unicode.Is(unicode.Cf, r) || strings.ContainsRune("\u034f\u115f\u1160\u17b4\u17b5\u2028\u2029\u3164\uffa0", r)
}

// hiddenNames are the names of those hidden characters that texts get from mail programs, web pages and spreadsheets.
var hiddenNames = map[rune]string{
	0x00a0: "no-break space", 0x202f: "narrow no-break space", 0x2007: "figure space", 0x2009: "thin space", 0x3000: "ideographic space",
	0x00ad: "soft hyphen", 0x200b: "zero-width space", 0x200c: "zero-width non-joiner", 0x200d: "zero-width joiner",
	0x200e: "left-to-right mark", 0x200f: "right-to-left mark", 0x061c: "Arabic letter mark",
	0x202a: "left-to-right embedding", 0x202b: "right-to-left embedding", 0x202c: "end of an embedding",
	0x202d: "left-to-right override", 0x202e: "right-to-left override",
	0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate", 0x2068: "first strong isolate", 0x2069: "end of an isolate",
	0x2060: "word joiner", 0xfeff: "byte order mark", 0x0085: "next line", 0x2028: "line separator", 0x2029: "paragraph separator",
	0x2010: "hyphen", 0x2011: "no-break hyphen", 0x2012: "figure dash", 0x2013: "en dash", 0x2014: "em dash", 0x2015: "horizontal bar", 0x2212: "minus sign",
	0x3164: "Hangul filler", 0x180e: "Mongolian vowel separator",
}

// nameOf returns the name of a character that is easily overlooked, with its number.
func nameOf(r rune) string {
	number := fmt.Sprintf("U+%04X", r)
	if name, known := hiddenNames[r]; known {
		return name + ", " + number
	}
	return number
}

// hiddenIn returns what is wrong with a text that has a hidden character, as a predicate: where it is, its name, and the text without all of
// them. It returns nothing for other texts. Free text keeps the characters with which some scripts join letters or set the direction of words.
func hiddenIn(text string, free bool) string {
	if ascii.Only(text) {
		return ""
	}
	runes := []rune(text)
	for i, r := range runes {
		if !isHidden(r) || free && belongsInText(runes, i) {
			continue
		}
		where := "at its beginning"
		if before := strings.TrimSpace(withoutHidden(string(runes[:i]))); before != "" {
			last := []rune(secretline.Hide(before))
			where = fmt.Sprintf("after %q", string(last[max(0, len(last)-12):]))
		}
		return fmt.Sprintf("has an invisible character %s (%s); delete it", where, nameOf(r))
	}
	return ""
}

// withoutHidden removes all hidden characters from a text.
func withoutHidden(text string) string {
	return strings.Map(func(r rune) rune {
		if isHidden(r) {
			return -1
		}
		return r
	}, text)
}

// joining are the scripts in which joiners change how letters are written.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// belongsInText reports whether a hidden character has a purpose in free text where it is.
func belongsInText(runes []rune, i int) bool {
	switch r := runes[i]; {
	case r == 0x200c || r == 0x200d:
		if i == 0 || i+1 == len(runes) {
			return false
		}
		before, after := runes[i-1], runes[i+1]
		symbols := unicode.In(before, unicode.So, unicode.Sk, unicode.Mn) && unicode.Is(unicode.So, after) // composed emoji
		return symbols && r == 0x200d || unicode.In(before, joining...) && unicode.In(after, joining...)
	case r == 0x200e || r == 0x200f || r == 0x061c: // marks, which do not turn what other people read
		return slices.ContainsFunc(runes, rightToLeft)
	case r >= 0x0600 && r <= 0x0605 || r == 0x06dd || r == 0x070f || r == 0x08e2: // signs that can be seen
		return true
	}
	return false
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// normalised returns free text with the characters that only look different replaced: no-break spaces and hyphens, and full-width digits.
func normalised(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0xa0 && usual(r) != r }) {
		return text
	}
	return strings.Trim(strings.Map(usual, text), " ")
}

// usual returns the character that everybody types for one that looks alike.
func usual(r rune) rune {
	switch {
	case r == 0x00a0 || r == 0x2007 || r == 0x202f:
		return ' '
	case r == 0x2011:
		return '-'
	case r >= 0xff10 && r <= 0xff19:
		return r - 0xff10 + '0'
	}
	return r
}

// Dialled returns the text of a phone number with the usual characters for spaces, dashes, digits and the plus sign.
func Dialled(text string) string {
	return strings.TrimSpace(strings.Map(plainRune, text))
}

// plainForm returns a text of ASCII characters for one that was meant to be that: without hidden characters and typographic quotes, and with
// usual characters for those that look alike.
func plainForm(text string) string {
	return strings.TrimSpace(strings.Trim(strings.Map(plainRune, withoutHidden(text)), typographicQuotes))
}

// plainRune returns the ASCII character that looks like r, or r.
func plainRune(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case unicode.Is(unicode.Zs, r):
		return ' '
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212:
		return '-'
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xff01 + '!'
	case r == 0x3002 || r == 0xff61: // full stops of East Asia
		return '.'
	case r >= 0x0660 && r <= 0x0669:
		return r - 0x0660 + '0'
	case r >= 0x06f0 && r <= 0x06f9:
		return r - 0x06f0 + '0'
	}
	if i := slices.Index(lookAlikes, r); i >= 0 {
		return rune(latinAlikes[i])
	}
	return r
}

// lookAlikes are Cyrillic and Greek letters that look like the Latin ones in latinAlikes.
var (
	lookAlikes  = []rune("аеорсухіјѕһԁԛԝӏАВЕКМНОРСТУХІЈЅαορνικυτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
	latinAlikes = "aeopcyxijshdqwlABEKMHOPCTYXIJSaopvikutABEZHIKMNOPTYX"
)

// oddIn returns the first character of a text that is not what it looks like, as a clause; empty if there is none.
func oddIn(text string) string {
	for _, r := range text {
		switch {
		case isHidden(r):
			return "it has an invisible character (" + nameOf(r) + ")"
		case r < 0x80 || plainRune(r) == r && !strings.ContainsRune(typographicQuotes, r):
			continue
		case unicode.Is(unicode.Cyrillic, r):
			return fmt.Sprintf("%q (U+%04X) is Cyrillic and only looks like %q", r, r, plainRune(r))
		case unicode.Is(unicode.Greek, r):
			return fmt.Sprintf("%q (U+%04X) is Greek and only looks like %q", r, r, plainRune(r))
		case strings.ContainsRune(typographicQuotes, r):
			return fmt.Sprintf("%q is a typographic quotation mark", r)
		}
		return fmt.Sprintf("%q (%s) is not the character on the keyboard", r, nameOf(r))
	}
	return ""
}

// typographicQuotes are the quotation marks that word processors write, which YAML takes for part of the text.
const typographicQuotes = "“”„‟«»‹›‘’‚‛″＂"

// quotedTypographically reports whether typographic quotation marks are around a text, or open it and are never closed.
func quotedTypographically(text string) bool {
	if text == "" || text[0] < utf8.RuneSelf {
		return false
	}
	runes := []rune(text)
	if len(runes) < 2 || !strings.ContainsRune(typographicQuotes, runes[0]) {
		return false
	}
	inner := string(runes[1 : len(runes)-1])
	if strings.ContainsRune(typographicQuotes, runes[len(runes)-1]) {
		return !strings.ContainsAny(inner, "“”„‟«»‹›″＂")
	}
	return strings.ContainsRune("“”„‟″＂", runes[0]) && !strings.ContainsAny(string(runes[1:]), typographicQuotes)
}
