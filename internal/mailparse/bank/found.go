package bank

import (
	"slices"
	"strings"
)

// found is what looks like bank details in a plain text.
type found struct {
	start, end int
	account    string // one spelling for all ways of writing it; empty: it cannot be compared
}

// detailsIn finds all bank details in a text, in their order and not one inside
// another.
func detailsIn(source string) []found {
	p := plainOf(source)
	all := slices.Concat(ibansIn(p.text), accountsIn(p.text), walletsIn(p.text), linksIn(p.text))
	slices.SortStableFunc(all, func(a, b found) int { return a.start - b.start })
	var kept []found
	for _, f := range all {
		if n := len(kept); n == 0 || f.start >= kept[n-1].end {
			kept = append(kept, f)
		}
	}
	for i, f := range kept {
		kept[i].start, kept[i].end = p.origin(f.start), p.origin(f.end)
	}
	return kept
}

// accountMark replaces an account in a text. It is one word.
const accountMark = "bankaccountnumberhere"

// Masked returns a text with a note in place of all bank details.
func Masked(text string) string { return withMarks(text, detailsIn(text), "[account number]") }

func withMarks(text string, details []found, mark string) string {
	if len(details) == 0 {
		return text
	}
	var out strings.Builder
	at := 0
	for _, f := range details {
		out.WriteString(text[at:f.start] + mark)
		at = f.end
	}
	out.WriteString(text[at:])
	return out.String()
}

// HasNumbers reports whether a text holds an account or something that is meant as one.
func HasNumbers(text string) bool { return len(detailsIn(text)) > 0 }
