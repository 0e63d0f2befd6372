package bank

import "strings"

// override (U+202E) is shown as nothing, and what follows it from right to left.
const override = "\u202e"

// turned returns a text in the order in which a reader sees it where an override
// turns it round; nothing if none does. It holds no further override, so that it
// is not turned once for each of them.
func turned(text string) string {
	_, rest, found := strings.Cut(text, override)
	if !found {
		return ""
	}
	var out strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(rest, override, "")) {
		runes := []rune(strings.TrimRight(line, "\r\n"))
		for i := len(runes) - 1; i >= 0; i-- {
			out.WriteRune(runes[i])
		}
		out.WriteByte('\n')
	}
	return out.String()
}
