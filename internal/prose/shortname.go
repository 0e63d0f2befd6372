package prose

import (
	"strings"
	"unicode/utf8"
)

// shortNameRoom is how many characters a short name may have.
const shortNameRoom = 14

// ShortName returns as many leading words of the name of an organization as fit a subject line, at most 14 characters: ACME for ACME Photoresist
// GmbH.
func ShortName(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	kept := words[0]
	for _, w := range words[1:] {
		if utf8.RuneCountInString(kept+" "+w) > shortNameRoom || legalForms[strings.Trim(strings.ToLower(w), ".,")] {
			break
		}
		kept += " " + w
	}
	kept = strings.TrimRight(kept, ",;&")
	if utf8.RuneCountInString(kept) <= shortNameRoom {
		return kept
	}
	return strings.TrimRight(string([]rune(kept)[:shortNameRoom-1]), " ,;:-") + "…"
}

// legalForms are words that tell nobody which company is meant.
var legalForms = map[string]bool{
	"gmbh": true, "ag": true, "kg": true, "se": true, "ltd": true, "limited": true, "inc": true, "llc": true, "plc": true, "corp": true,
	"corporation": true, "co": true, "company": true, "bv": true, "b.v": true, "nv": true, "n.v": true, "sa": true, "s.a": true,
	"sas": true, "sarl": true, "srl": true, "s.r.l": true, "spa": true, "s.p.a": true, "ab": true, "oy": true, "as": true, "kk": true,
	"k.k": true, "&": true,
}
