package reply

import (
	"regexp"
	"strings"
)

// initialed is the beginning of a line that a program quotes with the initials of who wrote it.
var initialed = regexp.MustCompile(`(?m)^[ \t]*[A-Z]{2,3}>`)

// withoutInitials returns a text in which lines behind initials, as in "JD> Hello", are quoted as others are. One line alone may be an answer.
func withoutInitials(text string) string {
	if strings.Count(text[:min(len(text), maxWritten)], ">") < 2 || len(initialed.FindAllStringIndex(text[:min(len(text), maxWritten)], 2)) < 2 {
		return text
	}
	return initialed.ReplaceAllString(text, ">")
}
