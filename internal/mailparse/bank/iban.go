package bank

import (
	"slices"
	"strings"

	"supplierwatch/internal/ascii"
)

// ibanForms are the account parts of an IBAN by country (ISO 13616): n is
// a digit, a an alphabetic character, c either, each behind how many there are.
var ibanForms = formsOf(`AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c CR18n CY8n16c
	CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT4c20c HN4a20n
	HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n
	MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c
	RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n
	VG4a16n XK16n YE4a4n18c`)

// formsByCode are ibanForms by the two characters of the country: they are asked about every pair of letters of a mail.
var formsByCode = func() (table [26][26]string) {
	for country, form := range ibanForms {
		table[country[0]-'A'][country[1]-'A'] = form
	}
	return table
}()

// formsOf writes each form out with one letter for each character.
func formsOf(list string) map[string]string {
	forms := map[string]string{}
	for _, row := range strings.Fields(list) {
		country, rest := row[:2], row[2:]
		var form strings.Builder
		for rest != "" {
			n, at := 0, 0
			for rest[at] >= '0' && rest[at] <= '9' {
				n, at = 10*n+int(rest[at]-'0'), at+1
			}
			form.WriteString(strings.Repeat(rest[at:at+1], n))
			rest = rest[at+1:]
		}
		forms[country] = "nn" + form.String()
	}
	return forms
}

const (
	// ibanDigits is how many digits every IBAN has at least: words hold fewer.
	ibanDigits = 8
	// maxApart is how many blanks and marks may part two characters of a number.
	maxApart = 8
	// ibanSlack is by how much a number that is not an IBAN may be longer or shorter
	// than one and still be meant as one.
	ibanSlack = 2
	// longestWritten is how many bytes are looked at of what was meant as an IBAN:
	// more than the longest one (34) has with its slack and a mark behind every four.
	longestWritten = 50
)

// ibansIn finds IBANs however they are parted, and what was meant as one.
func ibansIn(text string) []found {
	var all []found
	for at := 0; at+4 < len(text); at++ {
		if !mayBeginIBAN(text, at) {
			continue
		}
		if f, ok := ibanAt(text, at); ok {
			all = append(all, f)
			at = f.end - 1
		}
	}
	return all
}

// mayBeginIBAN reports whether a word begins at an index. Only the name itself may be written together with an IBAN.
func mayBeginIBAN(text string, at int) bool {
	return ascii.IsLetter(text[at]) && (at == 0 || !ascii.IsAlnum(text[at-1]) || ascii.Upper(text[at-1]) == 'N')
}

// ibanAt reads an IBAN that begins at an index.
func ibanAt(text string, at int) (found, bool) {
	if !ascii.IsLetter(text[at]) {
		return found{}, false
	}
	second := nextCharacter(text, at)
	if second < 0 || !ascii.IsLetter(text[second]) {
		return found{}, false
	}
	form := formsByCode[ascii.Upper(text[at])-'A'][ascii.Upper(text[second])-'A']
	if form == "" || at > 0 && ascii.IsAlnum(text[at-1]) && !strings.EqualFold(text[max(0, at-4):at], "iban") {
		return found{}, false
	}
	if f, ok := wholeIBAN(text, at, second, form); ok {
		return f, true
	}
	return brokenIBAN(text, at, second, form)
}

// wholeIBAN reads as many characters as the country's form has; the check digits
// (ISO 7064, MOD 97-10) distinguish it from prose.
func wholeIBAN(text string, at, second int, form string) (found, bool) {
	chars, end := append(make([]byte, 0, longestWritten), ascii.Upper(text[at]), ascii.Upper(text[second])), second
	digits := 0
	for i := range len(form) {
		if end = nextCharacter(text, end); end < 0 {
			return found{}, false
		}
		c := asForm(text[end], form[i])
		if c == 0 {
			return found{}, false
		}
		if ascii.IsDigit(c) {
			digits++
		}
		chars = append(chars, c)
	}
	if end+1 < len(text) && ascii.IsAlnum(text[end+1]) || digits < ibanDigits || !checks(chars) {
		return found{}, false
	}
	return found{start: at, end: end + 1, account: "iban:" + string(chars)}, true
}

// asForm returns a character as the form wants it, with a digit for a character that
// is drawn like one; 0 if it does not fit.
func asForm(c, form byte) byte {
	c = ascii.Upper(c)
	switch {
	case form == 'c' && (ascii.IsDigit(c) || ascii.IsLetter(c)), form == 'a' && ascii.IsLetter(c), form == 'n' && ascii.IsDigit(c):
		return c
	case form == 'n':
		return drawnLike[c]
	}
	return 0
}

// drawnLike are digits by the characters that are written for them.
var drawnLike = [256]byte{'O': '0', 'Q': '0', 'I': '1', 'L': '1', 'Z': '2', 'S': '5', 'B': '8'}

// checks computes the check digits of an IBAN.
func checks(iban []byte) bool {
	remainder := 0
	for _, c := range slices.Concat(iban[4:], iban[:4]) {
		if ascii.IsDigit(c) {
			remainder = (remainder*10 + int(c-'0')) % 97
		} else {
			remainder = (remainder*100 + int(c-'A') + 10) % 97
		}
	}
	return remainder == 1
}

// brokenIBAN recognizes by its writing, in one piece or in groups of four, what
// was meant as an IBAN and is not one: a digit is wrong, missing or too many.
func brokenIBAN(text string, at, second int, form string) (found, bool) {
	if second != at+1 || !ascii.IsUpper(text[at]) || !ascii.IsUpper(text[second]) {
		return found{}, false
	}
	n, end := 2, grouped(text, at)
	for _, c := range []byte(text[second+1 : end]) {
		if !ascii.IsAlnum(c) {
			continue
		}
		if n-2 < len(form) && asForm(c, form[n-2]) == 0 || n-2 >= len(form) && !ascii.IsDigit(c) {
			return found{}, false
		}
		n++
	}
	if digits := len(ascii.Digits(text[at:end])); digits < ibanDigits || n < len(form)+2-ibanSlack || n > len(form)+2+ibanSlack {
		return found{}, false
	}
	return found{start: at, end: end}, true
}

// grouped returns where a number ends that is written in one piece, or in groups
// of four with the same mark between them. Of one that is too long to be an IBAN
// it returns where that is certain.
func grouped(text string, at int) int {
	text = text[:min(len(text), at+longestWritten)]
	end := at
	for end < len(text) && ascii.IsAlnum(text[end]) {
		end++
	}
	for end-at >= 4 && end+1 < len(text) && strings.IndexByte(" .-_/\n", text[end]) >= 0 && (end-at == 4 || text[end] == text[at+4]) {
		size := 0
		for end+1+size < len(text) && ascii.IsAlnum(text[end+1+size]) {
			size++
		}
		if size == 0 || size > 4 {
			break
		}
		end += 1 + size
		if size < 4 {
			break
		}
	}
	return end
}

// nextCharacter returns the index of the next alphanumeric character; -1 if there is none near.
func nextCharacter(text string, at int) int {
	for i := at + 1; i < len(text) && i <= at+1+maxApart; i++ {
		switch c := text[i]; {
		case ascii.IsAlnum(c):
			return i
		case c == otherLetter || c == '@':
			return -1
		}
	}
	return -1
}
