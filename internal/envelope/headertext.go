package envelope

import (
	"strings"
	"unicode/utf8"
)

// SubjectLimit is how many characters of a subject a telephone shows.
const SubjectLimit = 70

// Subject joins a badge and a headline into at most SubjectLimit characters.
func Subject(badge, headline string) string {
	s := HeaderText(headline)
	if badge != "" {
		badge = "[" + badge + "] "
	}
	return strings.TrimSpace(badge + squeezed(s, SubjectLimit-utf8.RuneCountInString(badge)))
}

// shortestItem is how many characters of an item still name it; with less room for it, the end of a headline is left out.
const shortestItem = 16

// squeezed shortens a headline to a number of characters: Order now: Nitrogen 5.0 (ACME), runs out 9 Dec. It keeps what to do and the text in
// brackets, the supplier, and cuts the item; where too little would be left of the item, it leaves out what follows the supplier.
func squeezed(headline string, limit int) string {
	if utf8.RuneCountInString(headline) <= limit {
		return headline
	}
	from, to := strings.LastIndex(headline, " ("), strings.LastIndexByte(headline, ')')
	if from < 0 || to < from {
		return Shorten(headline, limit)
	}
	supplier, tail := headline[from:to+1], headline[to+1:]
	room := limit - utf8.RuneCountInString(supplier)
	if room < limit/2 {
		return Shorten(headline, limit)
	}
	item := headline[strings.Index(headline[:from], ": ")+1 : from]
	beside := room - utf8.RuneCountInString(headline[:from]) + utf8.RuneCountInString(item)
	if left := beside - utf8.RuneCountInString(tail); left >= shortestItem {
		return headline[:from-len(item)] + Shorten(item, left) + supplier + tail
	}
	return Shorten(headline[:from], room) + supplier
}

// HeaderText makes a value fit for a header: plain, and nothing in it that a
// reader would decode as an encoded word (RFC 2047) and so turn into characters
// that plain has taken out.
func HeaderText(s string) string { return strings.ReplaceAll(Plain(s), "=?", "= ?") }
