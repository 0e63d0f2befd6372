package reply

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// longestBanner is how many lines a gateway writes above a mail from outside.
const longestBanner = 8

// gatewayBanner returns how many of the first lines a gateway wrote above a mail from outside: they say that it comes from there, and ask for care with
// links or files.
func gatewayBanner(lines []string) int {
	first := 0
	for first < len(lines) && strings.TrimSpace(lines[first]) == "" {
		first++
	}
	text := ""
	for n := first; n < min(len(lines), first+longestBanner); n++ {
		line := lexicon.Fold(lines[n])
		if line == "" {
			return 0
		}
		text += " " + line
		if n == first && isOutsideTag(line) {
			return n + 1
		}
		if lexicon.FromOutside.In(text) && lexicon.LinkWarning.In(text) && endsStatement(line) {
			return n + 1 + warnings(lines[n+1:])
		}
	}
	return 0
}

// warnings returns how many lines go on with a banner: each asks for care and addresses the reader at length.
func warnings(lines []string) int {
	const atLeast = 6 // words
	n := 0
	for n < min(len(lines), longestBanner) && lexicon.LinkWarning.In(lexicon.Fold(lines[n])) && lexicon.Words(lines[n]) >= atLeast {
		n++
	}
	return n
}

// isOutsideTag recognizes a line that holds nothing but a tag: [EXTERNAL].
func isOutsideTag(line string) bool {
	tag := strings.Trim(line, "[](){}*-=:!# ")
	n, begins := lexicon.OutsideTag.Prefix(tag)
	return begins && n == len(tag) && tag != line
}

// endsStatement reports whether a statement ends with a folded line.
func endsStatement(line string) bool { return strings.ContainsAny(line[len(line)-1:], ".!*]>)=-_") }
