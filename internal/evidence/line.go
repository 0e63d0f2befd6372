// Package evidence makes lines that people read of what servers say, which may be
// of any length and contain any bytes.
package evidence

import (
	"strings"
	"unicode"
)

// MaxLine is how many characters of a line are kept.
const MaxLine = 300

// Line returns a text as one line of at most MaxLine characters and a mark of the
// cut. Characters that cannot be printed, line ends among them, become spaces, and
// bytes that are not UTF-8 become question marks.
func Line(text string) string {
	runes := []rune(strings.ToValidUTF8(text, "?"))
	if len(runes) > MaxLine {
		runes = append(runes[:MaxLine:MaxLine], '…')
	}
	for i, r := range runes {
		if !unicode.IsPrint(r) {
			runes[i] = ' '
		}
	}
	return string(runes)
}
