package bank

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"supplierwatch/internal/ascii"
)

// plainText is a text in which numbers and labels are looked for: ASCII where a
// character looks like ASCII, without what nobody sees. It keeps for each byte
// where it comes from.
type plainText struct {
	text string
	from []int // offset in the source of each byte, and the source's length; nil: the text is the source
}

// Bytes in place of characters beyond ASCII.
const (
	otherLetter = '\x01'
	otherMark   = '\x02'
)

// plainOf normalizes a text. Full-width, mathematical and look-alike letters,
// digits of other scripts and invisible characters hide nothing in it.
func plainOf(source string) plainText {
	if ascii.Only(source) {
		return plainText{text: source}
	}
	p := plainText{from: make([]int, 0, len(source)+1)}
	var out strings.Builder
	out.Grow(len(source))
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRuneInString(source[i:])
		before := out.Len()
		if r < utf8.RuneSelf {
			out.WriteByte(source[i])
		} else {
			writePlain(&out, r)
		}
		for range out.Len() - before {
			p.from = append(p.from, i)
		}
		i += size
	}
	p.from = append(p.from, len(source))
	p.text = out.String()
	return p
}

// origin returns where in the source a byte comes from.
func (p plainText) origin(at int) int {
	if p.from == nil {
		return at
	}
	return p.from[at]
}

func writePlain(out *strings.Builder, r rune) {
	for _, c := range looksLike(r) {
		if base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(c))); base < utf8.RuneSelf {
			c = base // without its accent
		}
		switch {
		case c < utf8.RuneSelf:
			out.WriteRune(c)
		case unicode.IsSpace(c):
			out.WriteByte(' ')
		case unicode.IsLetter(c) || unicode.IsNumber(c):
			out.WriteByte(otherLetter)
		default:
			out.WriteByte(otherMark)
		}
	}
}

// withoutDisguise returns a text with plain characters for those that only look
// like them. Accents and other scripts stay.
func withoutDisguise(source string) string {
	if ascii.Only(source) {
		return source
	}
	var out strings.Builder
	out.Grow(len(source))
	for _, r := range source {
		if r < utf8.RuneSelf {
			out.WriteRune(r)
		} else {
			out.WriteString(looksLike(r))
		}
	}
	return out.String()
}

// looksLike returns what a reader takes a character for; nothing for one that
// nobody sees.
func looksLike(r rune) string {
	if isInvisible(r) {
		return ""
	}
	if c, known := confusables[r]; known {
		return string(c)
	}
	if d, digit := digitOf(r); digit {
		return string(d)
	}
	if unicode.Is(unicode.Pd, r) || r == '\u2212' {
		return "-"
	}
	whole := norm.NFKC.String(string(r))
	if whole == string(r) {
		return whole
	}
	var out strings.Builder
	for _, c := range whole {
		if plain, known := confusables[c]; known {
			c = plain
		}
		out.WriteRune(c)
	}
	return out.String()
}

// isInvisible reports whether a character is for formatting, a mark without a
// base of its own, or a character that is drawn as nothing.
func isInvisible(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u034f', '\u17b4', '\u17b5':
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r)
}

// digitOf returns the ASCII digit of a decimal digit in any script. Their blocks
// hold ten in order.
func digitOf(r rune) (rune, bool) {
	if !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	for _, block := range unicode.Nd.R16 {
		if r >= rune(block.Lo) && r <= rune(block.Hi) {
			return '0' + (r-rune(block.Lo))%10, true
		}
	}
	for _, block := range unicode.Nd.R32 {
		if r >= rune(block.Lo) && r <= rune(block.Hi) {
			return '0' + (r-rune(block.Lo))%10, true
		}
	}
	return 0, false
}

// confusables are letters of other scripts that are drawn like Latin ones.
var confusables = pairs(
	// Cyrillic
	"АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԚQ ԜW ҮY ӀI ԌG аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ӏl гr кk мm нh тt вb пn З3 з3 б6",
	// Greek
	"ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa εe ιi κk νv οo ρp τt υu χx ϲc ϳj",
	// Armenian, Cherokee, Lisu, and Latin letters that are drawn like others
	"օo ոn սu հh ցg ՏS ՕO ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᏆI ᎫJ ᏦK ᏞL ᎷM ᏢP ᏒR ᏚS ᎢT ᏙV ᎳW ᏃZ ꓐB ꓑP ꓓD ꓔT ꓖG ꓗK ꓙJ ꓚC ꓜZ ꓝF ꓟM ꓠN ꓡL ꓢS ꓣR ꓦV ꓧH ꓪW ꓫX ꓬY ꓮA ꓰE ꓲI ꓳO ꓴU",
	"ıi ɑa ɡg ʜH ɪI ʟL ɴN ʀR ʏY ʙB ᴀA ᴄC ᴅD ᴇE ᴊJ ᴋK ᴍM ᴏO ᴘP ᴛT ᴜU ᴠV ᴡW ᴢZ ⁄/ ∕/ ∙. ·. •. ․. ‧. ∶: ꞉: ǀ| ∣|",
)

// pairs makes a table of a character and the one that it looks like.
func pairs(lists ...string) map[rune]rune {
	table := map[rune]rune{}
	for _, list := range lists {
		for _, pair := range strings.Fields(list) {
			if runes := []rune(pair); len(runes) == 2 && runes[0] != runes[1] {
				table[runes[0]] = runes[1]
			}
		}
	}
	table['\u2800'] = ' ' // a Braille pattern without dots
	table['\u03f9'] = 'C'
	return table
}
