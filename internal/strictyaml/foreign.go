package strictyaml

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/model"
)

// hideQuotes takes out of all problems what they repeat from the file. A file that has none of the keys that it should have is probably
// another one, such as one with passwords, and problems are shown where many can read them. Problems that then say the same become one:
// each line of such a file can look like an unknown key.
func (d *decoder) hideQuotes() {
	for i, bare := range d.unquoted {
		d.problems[i].Message = bare
	}
	said := map[string]bool{}
	d.problems = slices.DeleteFunc(d.problems, func(p model.Problem) bool {
		before := said[p.Message]
		said[p.Message] = true
		return before
	})
}

// recognise notes whether a document has a known key at its top.
func (d *decoder) recognise(root *yaml.Node, l *Layout) {
	if root.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i < len(root.Content); i += 2 {
		if _, known := l.byKey[root.Content[i].Value]; known && root.Content[i].Kind == yaml.ScalarNode {
			d.recognised = true
		}
	}
}

// topKey is what begins a line, or the one block of a file, as a key would.
var topKey = regexp.MustCompile(`(?m)^(?:\x{feff})?(?:\{[ \t]*)?["']?([a-z][a-z_]*)["']?[ \t]*:(?:[ \t\r]|$)`)

// mentions reports whether a text that cannot be read as a whole has a line that begins with one of some keys.
func mentions(data []byte, keys []string) bool {
	for _, found := range topKey.FindAllSubmatch(data, -1) {
		for _, key := range keys {
			if bytes.Equal(found[1], []byte(key)) {
				return true
			}
		}
	}
	return false
}

// withoutText returns what is wrong with a text that a reference leads to, without any word of it: the reference may lead to a secret.
func (s scalar) withoutText(message string) string {
	if s.from != FromReference {
		return message
	}
	said := wordsOf(strings.TrimPrefix(message, s.said))
	for _, word := range wordsOf(s.text) {
		if slices.ContainsFunc(said, func(other string) bool { return alike(word, other) }) {
			return s.said + " cannot be used here"
		}
	}
	return message
}

// alike reports whether two words are the same, or one tells of the other.
func alike(a, b string) bool {
	return a == b || len(a) >= informative && strings.Contains(b, a) || len(b) >= informative && strings.Contains(a, b)
}

// informative is the length from which a part of a word identifies it.
const informative = 4

// wordsOf returns the words and numbers of a text, in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
