package mailaddr

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/ascii"
)

// maxAddresses limits how many addresses are kept of one field or text.
const maxAddresses = 100

// In returns the mail addresses in a text in their order, each once. It
// needs no correct syntax around them, which covers address lists with names,
// comments and groups as well as prose. An address that goes on behind what
// could be one is read whole or not at all: its beginning is somebody else's.
func In(text string) []string {
	var found []string
	behind := false // the text begins behind an @
	for at := strings.IndexByte(text, '@'); at >= 0 && len(found) < maxAddresses; at = strings.IndexByte(text, '@') {
		begin := startOfLocal(text[:at])
		length := lengthOfDomain(text[at+1:])
		local, domain, rest := text[begin:at], text[at+1:at+1+length], text[at+1+length:]
		text = text[at+1:]
		address, second := canonicalAddress(local+"@"+domain), behind && begin == 0
		behind = true
		if address != "" && !second && endsDomain(rest) && !slices.Contains(found, address) {
			found = append(found, address)
		}
	}
	return found
}

// startOfLocal finds where the local part begins that ends at the end of s.
func startOfLocal(s string) int {
	i := len(s)
	for i > 0 && len(s)-i < maxLocal {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if r < utf8.RuneSelf && !isLocalByte(byte(r)) || r >= utf8.RuneSelf && !joinsWords(r) {
			break
		}
		i -= size
	}
	for i < len(s) && (s[i] == '.' || s[i] == '\'' || s[i] == '/' || s[i] == '*') {
		i++
	}
	return i
}

// lengthOfDomain returns how much of s is a domain name.
func lengthOfDomain(s string) int {
	n := 0
	for n < len(s) && n <= maxDomain {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r < utf8.RuneSelf && !ascii.IsAlnum(byte(r)) && r != '-' && r != '.' && r != '_' || r >= utf8.RuneSelf && !joinsWords(r) {
			break
		}
		n += size
	}
	return len(strings.TrimRight(s[:n], ".-_"))
}

// endsDomain reports whether a domain name ends where a text goes on: not in front of a second @, of another dot or sign by which a longer
// name is written, or of an invisible character.
func endsDomain(rest string) bool {
	rest = strings.TrimLeft(rest, ".-_")
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case size == 0 || r == ' ' || r == '\n':
		return true
	case r == '@' || unicode.In(r, unicode.Cf, unicode.M):
		return false
	case strings.ContainsRune("%/:;,!=|\\\u3002\uff0e\uff61\u2024", r) || unicode.IsLetter(r):
		return !goesOn(rest[size:])
	}
	return true
}

// goesOn reports whether a text goes on like a domain name: with a dot and an ASCII character before the next blank.
func goesOn(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	word, _, _ = strings.Cut(word, "\n")
	dot := strings.IndexByte(word, '.')
	if at := strings.IndexByte(word, '@'); at >= 0 && (dot < 0 || at < dot) {
		return false // the next address
	}
	return dot >= 0 && dot+1 < len(word) && ascii.IsAlnum(word[dot+1])
}

// joinsWords reports whether a character beyond ASCII belongs to the word beside it. In scripts without blanks between words an address often
// is right beside other words.
func joinsWords(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// First returns the address of a field that holds one, or nothing. Of a
// name that looks like an address, the one in angle brackets counts.
func First(value string) string {
	if open := strings.LastIndexByte(value, '<'); open >= 0 {
		if found := In(value[open:]); len(found) > 0 {
			return found[0]
		}
	}
	if found := In(value); len(found) > 0 {
		return found[0]
	}
	return ""
}

// InFields returns the mail addresses in fields in their order, each once.
func InFields(values []string) []string {
	var found []string
	for _, value := range values {
		for _, address := range In(value) {
			found = appendAddress(found, address)
		}
	}
	return found
}
