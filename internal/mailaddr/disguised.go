package mailaddr

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"supplierwatch/internal/ascii"

	"golang.org/x/net/idna"
)

// Disguised returns why an address, or a pattern of addresses, can be taken for another one: a part of it has a character that only looks like
// another (LookAlike), or is written in letters that look like those of another script. It is empty where neither is so.
func Disguised(address string) string {
	if ascii.Only(address) && !strings.Contains(strings.ToLower(address), "xn--") {
		return ""
	}
	if why := LookAlike(address); why != "" {
		if rest, mixed := strings.CutPrefix(why, mixedScripts); mixed {
			return rest
		}
		return "it " + why
	}
	local, labels := partsOf(address)
	last := labels[len(labels)-1]
	for _, part := range append([]string{local}, labels...) {
		if why := disguisedPart(part, last); why != "" {
			return why
		}
	}
	return ""
}

// partsOf returns what is before the @, and the labels of the domain as people see them.
func partsOf(address string) (local string, labels []string) {
	local, domain, found := cutLast(address, "@")
	if !found {
		local, domain = "", address
	}
	return local, strings.Split(unicodeDomain(domain), ".")
}

func cutLast(s, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[:i], s[i+len(separator):], true
	}
	return s, "", false
}

// unicodeDomain shows a domain as people see it; one that cannot be shown so stays.
func unicodeDomain(domain string) string {
	if shown, err := idna.Punycode.ToUnicode(strings.ToLower(domain)); err == nil {
		return shown
	}
	return domain
}

// disguisedPart looks at what is before the @, or at one label of the domain. The last label tells which script readers expect.
func disguisedPart(part, last string) string {
	found := scriptsIn(part)
	if len(found) == 1 && allLookLatin(part, found[0].name) && !slices.ContainsFunc(scriptsIn(last), func(f foundScript) bool { return f.name == found[0].name }) {
		return fmt.Sprintf("%q consists of %s letters that look like Latin ones", part, found[0].name)
	}
	return ""
}

// foundScript is a script with the first letter of it.
type foundScript struct {
	name   string
	letter rune
	count  int
}

// scriptsIn lists the scripts of a text, in their order. Digits, hyphens and accents belong to none.
func scriptsIn(text string) []foundScript {
	var found []foundScript
	for _, r := range text {
		name := scriptOf(r)
		if name == "" {
			continue
		}
		i := slices.IndexFunc(found, func(f foundScript) bool { return f.name == name })
		if i < 0 {
			found, i = append(found, foundScript{name: name, letter: r}), len(found)
		}
		found[i].count++
	}
	return found
}

// scriptOf returns the script of a character, or nothing if many scripts use it.
func scriptOf(r rune) string {
	switch {
	case r <= unicode.MaxASCII && unicode.IsLetter(r):
		return "Latin"
	case r <= unicode.MaxASCII, unicode.In(r, unicode.Common, unicode.Inherited):
		return ""
	}
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) {
			return name
		}
	}
	return ""
}

// usedTogether reports whether a language is written in these scripts together (UTS 39, section 5.2, "highly restrictive").
func usedTogether(found []foundScript) bool {
	for _, language := range [][]string{{"Latin", "Han", "Hiragana", "Katakana"}, {"Latin", "Han", "Bopomofo"}, {"Latin", "Han", "Hangul"}} {
		if !slices.ContainsFunc(found, func(f foundScript) bool { return !slices.Contains(language, f.name) }) {
			return true
		}
	}
	return false
}

// joined writes names of scripts: Latin and Cyrillic.
func joined(found []foundScript) string {
	names := make([]string, len(found))
	for i, f := range found {
		names[i] = f.name
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// odd returns a character of the script that occurs least.
func odd(found []foundScript) string {
	rare := slices.MinFunc(found, func(a, b foundScript) int { return a.count - b.count })
	return fmt.Sprintf("%q (U+%04X) is %s", rare.letter, rare.letter, rare.name)
}

// lookLatin lists the characters that look like Latin ones, by script.
var lookLatin = map[string]string{
	"Cyrillic": "аАВсСԁеЕһНіІјЈКӏМоОрРԛѕЅТуУѵхХԝԜ",
	"Greek":    "αΑΒΕϲΗιΙκΚΜΝνΟοΡρΤυΥχΧΖγ",
	"Armenian": "աօօսոհցԼՍՕգզղ",
	"Cherokee": "ᎪᎫᏴᎬᎻᎥᎠᏦᏞᎷᏀᎾᏢᎡᏕᎢᏙᎳᎩᏃ",
}

func allLookLatin(part, script string) bool {
	alike, known := lookLatin[script]
	return known && !strings.ContainsFunc(part, func(r rune) bool { return scriptOf(r) == script && !strings.ContainsRune(alike, r) })
}
