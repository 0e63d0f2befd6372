package strictyaml

import (
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// booleanWords are the words that some readers of YAML take for true or false.
var booleanWords = []string{"y", "n", "yes", "no", "on", "off", "true", "false"}

// sexagesimal is a form in which YAML 1.1 reads numbers to the base of 60: 12:30 is 750.
var sexagesimal = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$`)

// isOctal reports whether some readers take a text for a number to the base of 8: a zero, then digits or underscores, maybe behind a sign.
func isOctal(text string) bool {
	if text[0] == '-' || text[0] == '+' {
		text = text[1:]
	}
	return len(text) > 1 && text[0] == '0' && strings.Trim(text[1:], "0123456789_") == ""
}

// isSexagesimal reports whether a text has that form.
func isSexagesimal(text string) bool {
	return strings.IndexByte(text, ':') > 0 && sexagesimal.MatchString(text)
}

// ambiguousScalar returns as what some readers of YAML read a scalar without quotes, if that is not text.
func ambiguousScalar(n *yaml.Node) string {
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return ""
	}
	numeric := n.Value != "" && strings.IndexByte("+-0123456789", n.Value[0]) >= 0
	switch {
	case len(n.Value) <= len("false") && slices.Contains(booleanWords, strings.ToLower(n.Value)):
		return "means true or false in YAML, not text"
	case numeric && (isOctal(n.Value) || isSexagesimal(n.Value)):
		return "is read as another number by some programs"
	case n.Tag == "!!int", n.Tag == "!!float":
		return "is a number, not text"
	case n.Tag == "!!timestamp":
		return "is a date, not text"
	}
	return ""
}
