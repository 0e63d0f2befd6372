package envelope

import (
	"strings"
	"unicode/utf8"
)

// SubjectLimit is how many characters of a subject a telephone shows.
const SubjectLimit = 70

// Subject joins a badge and a headline into at most subjectLimit characters.
func Subject(badge, headline string) string {
	s := HeaderText(headline)
	if badge != "" {
		s = "[" + badge + "] " + s
	}
	return strings.TrimSpace(squeezed(s, SubjectLimit))
}

// squeezed shortens a headline to a number of characters. It keeps the text in brackets, the supplier, and leaves out what follows it, then the end
// of what precedes it.
func squeezed(headline string, limit int) string {
	if utf8.RuneCountInString(headline) <= limit {
		return headline
	}
	from, to := strings.LastIndex(headline, " ("), strings.LastIndexByte(headline, ')')
	if from < 0 || to < from {
		return Shorten(headline, limit)
	}
	supplier := headline[from : to+1]
	room := limit - utf8.RuneCountInString(supplier)
	if room < limit/2 {
		return Shorten(headline, limit)
	}
	return Shorten(headline[:from], room) + supplier
}

// HeaderText makes a value fit for a header: plain, and nothing in it that a
// reader would decode as an encoded word (RFC 2047) and so turn into characters
// that plain has taken out.
func HeaderText(s string) string { return strings.ReplaceAll(Plain(s), "=?", "= ?") }
