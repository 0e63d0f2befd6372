package bank

import (
	"strings"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailparse/lexicon"
)

// shortEcho is how long a line must be, in letters and digits, to be known as
// our own.
const shortEcho = 12

// without leaves out the lines that repeat our mail. Programs break lines
// anew, so that blanks do not count; a piece of our line is ours.
func without(echo, sent string) string {
	if echo == "" {
		return ""
	}
	known := squeezed(sent)
	var kept strings.Builder
	for line := range strings.Lines(echo) {
		line = strings.TrimLeft(line, "> \t")
		own := squeezed(line)
		ours := len(own) >= shortEcho && strings.Contains(known, own)
		if sent == "" {
			ours = lexicon.IsQuestion(strings.TrimSpace(line)) && len(detailsIn(line)) == 0
		}
		if !ours {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// squeezed returns a text without blanks and punctuation.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r < 0x80 && !ascii.IsAlnum(byte(r)) {
			return -1
		}
		return r
	}, lexicon.Fold(text))
}

// NotFromUs returns what a text holds beside the lines that repeat our mail, whose own text is given if it is known.
func NotFromUs(text, sent string) Details { return In(without(text, sent)) }
