package lexicon

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form of a text in which phrases are looked for: lower case,
// without accents, plain quotes and dashes, one blank between words.
func Fold(text string) string {
	folded, _ := fold(text, nil)
	return folded
}

// fold returns the folded form of a text. If the origin is not nil it is returned with, for each byte of the folded form, where that comes from.
func fold(text string, origin []int32) (string, []int32) {
	out := make([]byte, 0, len(text))
	blank := false // one is due between two words
	for i := 0; i < len(text); {
		at, c := i, text[i]
		if c < utf8.RuneSelf {
			i++
			if c <= ' ' || c == 0x7f {
				blank = true
				continue
			}
			if blank && len(out) > 0 {
				out = append(out, ' ')
			}
			blank = false
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
			if origin == nil {
				i += foldWord(&out, text[i:])
			}
		} else {
			r, size := utf8.DecodeRuneInString(text[i:])
			i += size
			if unicode.IsSpace(r) {
				blank = true
				continue
			}
			plain := foldRune(r)
			if plain == "" {
				continue
			}
			if blank && len(out) > 0 {
				out = append(out, ' ')
			}
			blank = false
			out = append(out, plain...)
		}
		for origin != nil && len(origin) < len(out) {
			origin = append(origin, int32(at))
		}
	}
	return string(out), origin
}

// foldWord adds the rest of a word, as far as it is ASCII, and returns how long that is.
func foldWord(out *[]byte, text string) int {
	n := 0
	for n < len(text) && lowered[text[n]] != 0 {
		n++
	}
	at := len(*out)
	*out = append(*out, text[:n]...)
	for word := (*out)[at:]; at < len(*out); at, word = at+1, word[1:] {
		word[0] = lowered[word[0]]
	}
	return n
}

// lowered are the printable characters of ASCII in lower case; 0 for all others.
var lowered = func() (table [256]byte) {
	for c := byte('!'); c < 0x7f; c++ {
		table[c] = c
		if c >= 'A' && c <= 'Z' {
			table[c] += 'a' - 'A'
		}
	}
	return table
}()

// foldRune returns the folded form of a character beyond ASCII; nothing for marks
// that nobody sees.
func foldRune(r rune) string {
	switch r {
	case '\u2018', '\u2019', '\u201a', '\u00b4', '\u2032':
		return "'"
	case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb':
		return `"`
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014':
		return "-"
	case '\u00a1':
		return "!"
	case '\u00bf':
		return "?"
	case 'ß':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ø', 'Ø':
		return "o"
	}
	if r < 0x300 || r >= 0x1e00 && r < 0x1f00 {
		decomposed := norm.NFD.String(string(r))
		r, _ = utf8.DecodeRuneInString(decomposed)
	}
	if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) {
		return ""
	}
	return string(unicode.ToLower(r))
}
