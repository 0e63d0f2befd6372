package pages

import (
	"html/template"
	"strings"
	"unicode/utf8"

	"supplierwatch/internal/prose"
)

// longText is a text that somebody else wrote, of any length. A page shows its beginning, and the rest when it is asked for.
type longText struct {
	Short string // the beginning; of a short text all of it
	All   string // all that a page has of it
	Cut   bool   // whether the two differ
}

// How much of one text a page shows at once, in characters and in bytes of the page, and how much of it in all, in bytes of the page.
const (
	shortText  = 280
	shortBytes = 500
	mostText   = 2000
)

// newLongText returns a text as a page shows it.
func newLongText(text string) longText {
	text = strings.TrimSpace(text)
	x := longText{Short: escapedPrefix(prose.Cut(strings.Join(strings.Fields(text), " "), shortText), shortBytes), All: escapedPrefix(text, mostText)}
	x.Cut = utf8.RuneCountInString(text) > shortText
	return x
}

// escapedPrefix returns as much of a text as has at most so many bytes on a page, with an ellipsis where something is left out.
func escapedPrefix(text string, most int) string {
	used := 0
	for i, r := range text {
		used += len(template.HTMLEscapeString(string(r)))
		if used > most {
			return text[:i] + "…"
		}
	}
	return text
}
