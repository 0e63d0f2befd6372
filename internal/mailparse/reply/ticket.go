package reply

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// numberReach is how far behind a word such as "ticket" its number may be, in bytes.
const numberReach = 40

// minNumber is how many digits the number of a request has.
const minNumber = 4

// numbersRequest reports whether a folded sentence gives a request a number. The number of an order is not one.
func numbersRequest(folded string) bool {
	if lexicon.NotMail.In(folded) {
		return false
	}
	for from := 0; from < len(folded); {
		_, end, found := lexicon.Numbered.Index(folded, from)
		if !found {
			return false
		}
		if hasNumber(folded[end:min(len(folded), end+numberReach)]) {
			return true
		}
		from = end
	}
	return false
}

// hasNumber reports whether a text holds as many digits in one word as the number of a request has.
func hasNumber(text string) bool {
	for word := range strings.FieldsSeq(text) {
		digits := 0
		for i := range len(word) {
			if word[i] >= '0' && word[i] <= '9' {
				digits++
			}
		}
		if digits >= minNumber {
			return true
		}
	}
	return false
}
