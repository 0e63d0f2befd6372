// Package editorhint writes what the schemas for editors show beside their rules, the same in each of them.
package editorhint

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// maxValues is up to how many values are listed in a description.
const maxValues = 40

// Values returns a sentence with the values of a key or, if it has none, with examples; empty without both.
func Values(values, examples []any) string {
	switch {
	case len(values) > 1 && len(values) <= maxValues:
		return "One of " + inMarkdown(values) + "."
	case len(examples) > 0:
		return "For example " + inMarkdown(examples) + "."
	}
	return ""
}

func inMarkdown(values []any) string {
	var all []string
	for _, v := range values {
		all = append(all, fmt.Sprintf("`%v`", v))
	}
	return strings.Join(all, ", ")
}

// Body returns the body of a snippet, which is YAML, as JSON with its keys in order.
func Body(t *testing.T, body string) json.RawMessage {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(body), &document); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return json.RawMessage(ordered(document.Content[0]))
}

// ordered returns a node as JSON.
func ordered(n *yaml.Node) string {
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			parts = append(parts, fmt.Sprintf("%q: %s", n.Content[i].Value, ordered(n.Content[i+1])))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		for _, item := range n.Content {
			parts = append(parts, ordered(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if n.ShortTag() == "!!bool" {
		return n.Value
	}
	return fmt.Sprintf("%q", n.Value)
}
