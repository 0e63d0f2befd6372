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
	if value != "" && !canBeOther(value) {
		return "!!str"
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
	switch c := value[0]; {
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.' || c == '<' || c == '=' || c == '~':
		return true
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		return len(value) <= longestWord
	}
	return false
}
