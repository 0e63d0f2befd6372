package sheet

import (
	"regexp"
	"strings"
)

// e164 is a phone number by ITU-T E.164: a plus sign and up to 15 digits.
var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// looksLikeFormula reports whether a spreadsheet would take a text for a formula.
func looksLikeFormula(text string) bool {
	return text != "" && strings.IndexByte("=+-@\t\r", text[0]) >= 0
}

// Guard keeps a spreadsheet from taking a cell for a formula: one that begins like one gets an apostrophe before it, phone numbers by E.164 apart.
// A cell that already begins so gets one more, so that Unguarded returns every cell as it was.
func Guard(cell string) string {
	if looksLikeFormula(strings.TrimLeft(cell, "'")) && !e164.MatchString(cell) {
		return "'" + cell
	}
	return cell
}
