package strictyaml

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/civil"
)

// scalar is the text of a value on its way into a type.
type scalar struct {
	text  string
	key   string // whose value it is
	said  string // what messages say instead of the text; empty: the text, unless it is a secret
	odd   string // what YAML makes of the text when it is not quoted; empty if it is text to everybody
	plain bool   // not quoted: it may be a number, true or false
	from  Source
}

// quotable returns the text as messages may repeat it. Only a message needs it, and most texts are right.
func (s scalar) quotable() string {
	if s.said != "" {
		return s.said
	}
	return quotable(s.key, s.text)
}

// scalar takes the text out of n, following a reference where there is one.
func (d *decoder) scalar(n *yaml.Node, key, want string) (scalar, bool) {
	if n.Kind == yaml.ScalarNode {
		return scalar{
			text: n.Value, key: key, odd: ambiguousScalar(n), plain: n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0,
		}, true
	}
	kind, name, ok := reference(n)
	if !ok || d.resolve == nil {
		d.report(n, "`%s`: expected %s, got %s", key, want, kindOf(n))
		return scalar{}, false
	}
	text, err := d.resolve(kind, name)
	if err != nil {
		d.report(n, "`%s`: %v", key, err)
		return scalar{}, false
	}
	return scalar{text: text, said: "the value of " + kind + " " + name, plain: true, from: FromReference}, true
}

// reference recognises {env: NAME} and {file: PATH}.
func reference(n *yaml.Node) (kind, name string, ok bool) {
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 || n.Content[1].Kind != yaml.ScalarNode {
		return "", "", false
	}
	kind, name = n.Content[0].Value, n.Content[1].Value
	return kind, name, (kind == "env" || kind == "file") && name != ""
}

// into reads the text into target, a pointer, and returns what is wrong with it, or nothing.
func (s scalar) into(target any) string {
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

func (s scalar) boolean(t *bool) string {
	if !s.plain || s.text != "true" && s.text != "false" {
		return fmt.Sprintf("expected true or false without quotes, got %s", s.quotable())
	}
	*t = s.text == "true"
	return ""
}

var (
	wholeForm  = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)
	numberForm = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
)

// MaxWhole and MaxNumber are the largest numbers that a file may have: more is a typing error.
const (
	MaxWhole  = 1_000_000_000
	MaxNumber = 1e15
)

func (s scalar) whole(t *int) string {
	if !s.plain || !wholeForm.MatchString(s.text) {
		return fmt.Sprintf("expected a whole number like 3, not negative and without quotes, got %s", s.quotable())
	}
	n, err := strconv.Atoi(s.text)
	if err != nil || n > MaxWhole {
		return fmt.Sprintf("%s is too large a number", s.quotable())
	}
	*t = n
	return ""
}

func (s scalar) number(t *float64) string {
	if !s.plain || !numberForm.MatchString(s.text) {
		return fmt.Sprintf("expected a number like 3 or 0.5, not negative and without quotes, got %s", s.quotable())
	}
	n, err := strconv.ParseFloat(s.text, 64)
	if err != nil || math.IsInf(n, 0) || n > MaxNumber {
		return fmt.Sprintf("%s is too large a number", s.quotable())
	}
	*t = n
	return ""
}

// Unquoted is implemented by types of text that may stand without quotes even where YAML takes it for a number or a date, because no
// reader could make anything else of it than they do.
type Unquoted interface{ Unquoted() }

// unmarshal reads text of a form of its own, such as an address.
func (s scalar) unmarshal(t encoding.TextUnmarshaler) string {
	if _, ok := t.(Unquoted); ok {
		s.odd = ""
	}
	if why := s.refusal(false); why != "" {
		return why
	}
	if err := t.UnmarshalText([]byte(s.text)); err != nil {
		return fmt.Sprintf("%s %v", s.quotable(), err)
	}
	return ""
}

// string reads plain text or one of a list of words.
func (s scalar) string(target any) string {
	_, prose := target.(*Prose)
	if why := s.refusal(prose); why != "" {
		return why
	}
	v := reflect.ValueOf(target).Elem()
	if words, ok := v.Interface().(interface{ Words() []string }); ok && !slices.Contains(words.Words(), s.text) {
		return s.noWord(words.Words())
	}
	v.SetString(s.text)
	return ""
}

// noWord returns which words may stand there.
func (s scalar) noWord(words []string) string {
	message := fmt.Sprintf("%s is not one of %s", s.quotable(), strings.Join(words, ", "))
	if near, ok := Suggest(s.text, words); ok {
		message += fmt.Sprintf("; did you mean `%s`?", near)
	}
	return message
}

// refusal returns why the text cannot be taken as it is: empty, read differently by YAML, more than one line, control characters.
func (s scalar) refusal(manyLines bool) string {
	switch {
	case strings.Trim(s.text, " \t\r\n\f\v") == "":
		return "it is empty; leave the key out or write something"
	case s.odd != "":
		return fmt.Sprintf("%s %s; put it in quotes: %q", s.quotable(), s.odd, strings.Trim(s.quotable(), `"`))
	case !manyLines && strings.ContainsAny(s.text, "\r\n"):
		return "it must be one line"
	case strings.ContainsFunc(s.text, control):
		return "it contains control characters"
	}
	return ""
}

// control reports whether r is a character that neither writes nor breaks lines.
func control(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r >= 0x7f && r < 0xa0
}
