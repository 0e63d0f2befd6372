package supplierlist

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// german replaces letters with marks by those that are written in their place.
var german = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "å", "a", "ł", "l", "đ", "d")

// transliterate returns a text in lower case without accents.
func transliterate(text string) string {
	text = norm.NFKD.String(german.Replace(norm.NFC.String(strings.ToLower(text))))
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, text)
}

// maxID is how long an id made from a name may be.
const maxID = 60

// IDOf returns the id that follows from a name, always the same one: Müller & Söhne GmbH → mueller-soehne-gmbh. It is empty where the name has no
// letter of the Latin alphabet and no digit.
func IDOf(name string) string {
	var b strings.Builder
	for _, r := range transliterate(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && r != '\'' && r != '’':
			b.WriteByte('-')
		}
	}
	made := b.String()
	return strings.Trim(made[:min(len(made), maxID)], "-")
}
