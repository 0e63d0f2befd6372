package strictyaml

import "gopkg.in/yaml.v3"

// scalar is the text of a value on its way into a type.
type scalar struct {
	text  string
	key   string // whose value it is
	shown string // what messages show instead of the text; empty: the text, unless it is a secret
	odd   string // what YAML makes of the text when it is not quoted; empty if it is text to everybody
	plain bool   // not quoted: it may be a number, true or false
	from  Source
}

// quotable returns the text as messages may repeat it. Only a message needs it, and most texts are right.
func (s scalar) quotable() string {
	if s.shown != "" {
		return s.shown
	}
	return quotable(s.key, s.text)
}

// plainScalar returns the text of a node that is a scalar, not a reference to one.
func plainScalar(n *yaml.Node, key string) scalar {
	return scalar{
		text: n.Value, key: key, odd: ambiguousScalar(n), plain: n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0,
	}
}

// Source returns where a value was taken from.
type Source uint8

// A value is in the file itself, or the file refers to an environment variable or another file.
const (
	FromFile Source = iota
	FromReference
)
