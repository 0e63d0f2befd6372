package strictyaml

import (
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// Resolve looks up what a scalar refers to: kind is "env" or "file". Its error is shown to people beside the key.
type Resolve func(kind, name string) (string, error)

// reference recognises {env: NAME} and {file: PATH}.
func reference(n *yaml.Node) (kind, name string, ok bool) {
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 || n.Content[1].Kind != yaml.ScalarNode {
		return "", "", false
	}
	kind, name = n.Content[0].Value, n.Content[1].Value
	return kind, name, (kind == "env" || kind == "file") && name != ""
}

// withoutText returns what is wrong with a text that a reference leads to, without any word of it: the reference may lead to a secret.
func (s scalar) withoutText(message string) string {
	if s.from != FromReference {
		return message
	}
	words := wordsOf(strings.TrimPrefix(message, s.shown))
	for _, word := range wordsOf(s.text) {
		if slices.ContainsFunc(words, func(other string) bool { return alike(word, other) }) {
			return s.shown + " cannot be used here"
		}
	}
	return message
}

// alike reports whether two words are the same, or one reveals the other.
func alike(a, b string) bool {
	return a == b || len(a) >= informative && strings.Contains(b, a) || len(b) >= informative && strings.Contains(a, b)
}

// informative is the length from which a part of a word identifies it.
const informative = 4

// wordsOf returns the words and numbers of a text, in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
