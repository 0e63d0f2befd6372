package strictyaml

import (
	"fmt"
	"regexp"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/secretline"
)

// kindOf returns in words what a node is.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a block of keys"
	}
	return "text"
}

// describe returns in words what a node is, with its text where it is a scalar.
func describe(n *yaml.Node, key string) string {
	if n.Kind != yaml.ScalarNode {
		return kindOf(n)
	}
	return "the text " + quotable(key, n.Value)
}

var (
	secretValue = regexp.MustCompile(`(?i)-----BEGIN|passw(or)?d\s*[=:]|^(Bearer|Basic) |^(ghp|gho|glpat|xox[abp]|sk|AKIA)[-_A-Za-z0-9]{12}`)
	userinfo    = regexp.MustCompile(`//(?:[^/?#\s]*|[^\s"'/?#@]*:[^\s"']*)@`)
)

// longestShown is how much of a text messages repeat.
const longestShown = 60

// quotable returns the text of a key as messages may repeat it: in quotes, not too long, and never a secret.
func quotable(key, text string) string {
	if secretline.IsKey(key) || secretValue.MatchString(text) || userinfo.MatchString(text) {
		return "<secret>"
	}
	return fmt.Sprintf("%q", truncated(text))
}

// truncated hides what may be a secret in a text, and cuts it if it is long.
func truncated(text string) string {
	text = secretline.Hide(text)
	if runes := []rune(text); len(runes) > longestShown {
		return string(runes[:longestShown]) + "…"
	}
	return text
}
