package strictyaml

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Prose is text of any number of lines; other text is one line.
type Prose string

// Unquoted is implemented by types of text that can do without quotes even where YAML takes it for a number or a date, because no
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
		return s.notAWord(words.Words())
	}
	v.SetString(s.text)
	return ""
}

// notAWord returns which words are allowed.
func (s scalar) notAWord(words []string) string {
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
