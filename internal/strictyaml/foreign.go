package strictyaml

import (
	"bytes"
	"regexp"

	"gopkg.in/yaml.v3"
)

// A file that has none of the keys that it should have is probably another one, such as one with passwords, and problems are shown where many
// can read them. Its problems repeat nothing from it.

// hasKnownKey reports whether a document has a known key at its top.
func hasKnownKey(root *yaml.Node, l *Layout) bool {
	if root.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i < len(root.Content); i += 2 {
		if _, known := l.byKey[root.Content[i].Value]; known && root.Content[i].Kind == yaml.ScalarNode {
			return true
		}
	}
	return false
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
