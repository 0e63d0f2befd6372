package strictyaml

import (
	"encoding"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/strictyaml/reuse"
)

// scalar is the text of a value on its way into a type.
type scalar struct {
	text  string
	key   string // whose value it is
	shown string // what messages show instead of the text; empty: the text, unless it is a secret
	odd   string // what YAML makes of the text when it is not quoted; empty if it is text to everybody
	plain bool   // not quoted: it may be a number, true or false
	usual bool   // see isUsual
	from  Source
	texts *reuse.Texts
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
		text: n.Value, key: key, odd: ambiguousScalar(n), plain: n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0, usual: isUsual(n.Value),
	}
}

// isUsual reports whether a text consists of printable characters of ASCII and begins with another one than a space. Such a text is not empty, is one
// line, and has no character that is not what it looks like.
func isUsual(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return text != "" && text[0] != ' '
}

// Source returns where a value was taken from.
type Source uint8

// A value is in the file itself, or the file refers to an environment variable or another file.
const (
	FromFile Source = iota
	FromReference
)

// into reads the text into target, a pointer, and returns what is wrong with it.
func (s scalar) into(target any) fault {
	switch t := target.(type) {
	case *bool:
		return s.boolean(t)
	case *int:
		return s.whole(t)
	case *float64:
		return s.number(t)
	case *civil.Date:
		return s.date(t)
	case *civil.Period:
		return s.period(t)
	case encoding.TextUnmarshaler:
		return s.unmarshal(t)
	}
	return s.string(target)
}

// wanted returns in words what may stand where target is read.
func wanted(target any) string {
	switch target.(type) {
	case *bool:
		return "true or false"
	case *int:
		return "a whole number"
	case *float64:
		return "a number"
	case *civil.Date:
		return "a date like 2027-03-31"
	case *civil.Period:
		return "a period like 3 months"
	}
	return "text"
}
