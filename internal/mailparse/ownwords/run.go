package ownwords

import "strings"

// run is a part of a text whose letters are in our texts too, and whether it is ours: people use some of our words as well, in sentences of
// their own.
type run struct {
	start, end int // in the text, without the parts of words at its ends
	letters    span
	ours       bool
}

// span is a run in a squeezed text.
type span struct {
	start, end int
	places     []int // of its beginning in our texts
}

// lineBefore returns what is on the line before an index.
func lineBefore(text string, at int) string {
	return text[strings.LastIndexByte(text[:at], '\n')+1 : at]
}

// lineAfter returns what is on the line from an index on.
func lineAfter(text string, at int) string {
	if end := strings.IndexByte(text[at:], '\n'); end >= 0 {
		return text[at : at+end]
	}
	return text[at:]
}
