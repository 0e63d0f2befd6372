package inbox

import (
	"slices"
	"strings"
	"unicode"
)

const (
	// mostReferences bounds how many a mail may name.
	mostReferences = 60
	// shortestReference is how many characters a reference has at least: shorter ones are quantities.
	shortestReference = 4
)

// references lists what in a text may be the number of an order: runs of letters, digits, hyphens, slashes, dots and underscores in which
// there is a digit. Which of them is one is known to whoever knows the orders.
func references(text string) []string {
	var found []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-/._", r)
	}) {
		word = strings.Trim(word, "-/._")
		if len(word) < shortestReference || !strings.ContainsFunc(word, unicode.IsDigit) || slices.Contains(found, word) {
			continue
		}
		if found = append(found, word); len(found) == mostReferences {
			break
		}
	}
	return found
}
