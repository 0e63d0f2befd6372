package flatyaml

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// tagMemory knows what the library takes texts without quotation marks for: it tries numbers and dates, which takes time, and many texts come again.
type tagMemory struct{ known map[string]string }

// maxKnown is how many texts are remembered.
const maxKnown = 4096

// longestWord is the length of the longest word that the library takes for something other than text: false.
const longestWord = len("false")

// of returns the tag of a text.
func (m *tagMemory) of(value string) string {
	switch {
	case value == "":
	case !canBeOther(value):
		return "!!str"
	case isWhole(value):
		return "!!int"
	case isDate(value):
		return "!!timestamp"
	}
	if tag, known := m.known[value]; known {
		return tag
	}
	if m.known == nil || len(m.known) >= maxKnown {
		m.known = map[string]string{}
	}
	tag := (&yaml.Node{Kind: yaml.ScalarNode, Value: value}).ShortTag()
	m.known[strings.Clone(value)] = tag
	return tag
}

// canBeOther reports whether the library looks at more than the first character of a text: at numbers and dates by it, and at words.
func canBeOther(value string) bool {
	switch value[0] {
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.', '<', '=', '~':
		return true
	case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O':
		return len(value) <= longestWord
	}
	return false
}

// longestWhole is how many digits each whole number may have without being too large for one.
const longestWhole = 18

// isWhole reports whether a text is a whole number in the usual form: digits without a zero before them.
func isWhole(value string) bool {
	return len(value) <= longestWhole && areDigits(value) && (value[0] != '0' || len(value) == 1)
}

// isDate reports whether a text is a day that each month has, in the usual form: 2027-03-28.
func isDate(value string) bool {
	return len(value) == len("2027-03-28") && value[4] == '-' && value[7] == '-' && areDigits(value[:4]) &&
		value[5:7] >= "01" && value[5:7] <= "12" && areDigits(value[5:7]) && value[8:] >= "01" && value[8:] <= "28" && areDigits(value[8:])
}

func areDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}
