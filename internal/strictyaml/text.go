package strictyaml

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Prose is text of any number of lines; other text is one line.
type Prose string

// Unquoted is implemented by types of text that can do without quotes even where YAML takes it for a number or a date, because no
// reader could make anything else of it than they do.
type Unquoted interface{ Unquoted() }

// FreeText is implemented by types of text that people read, with a form of their own: hidden characters are refused in them as in names, not as
// in addresses.
type FreeText interface{ FreeText() }

// Numbered is implemented by types of text that begin with a number. UnclearNumber returns as a predicate why it can be read in several ways; a number
// alone is then not merely one that needs quotes.
type Numbered interface{ UnclearNumber(text string) string }

// NewlyRefusedError is returned by an UnmarshalText that has read the text as the version before did, and refuses it since.
type NewlyRefusedError string

func (e NewlyRefusedError) Error() string { return string(e) }

// unmarshal reads text of a form of its own, such as an address.
func (s scalar) unmarshal(t encoding.TextUnmarshaler) fault {
	if _, ok := t.(Unquoted); ok {
		s.odd = ""
	}
	if n, ok := t.(Numbered); ok && s.odd != "" {
		if why := n.UnclearNumber(s.text); why != "" {
			return refused("%s %s, in quotes and with its unit", s.quotable(), why)
		}
	}
	if why := s.refusal(false); why.text != "" {
		return why
	}
	err := t.UnmarshalText(s.texts.Bytes(s.text))
	if _, accepted := errors.AsType[NewlyRefusedError](err); err != nil && accepted {
		return newlyRefused("%s %v%s", s.quotable(), err, s.plainWritten(t))
	}
	if err != nil {
		return refused("%s %v%s", s.quotable(), err, s.plainMeant(t))
	}
	s.keepOnce(t)
	if s.usual {
		return fault{}
	}
	if why := hiddenIn(s.text, isFreeText(t)); why != "" {
		return newlyRefused("%s %s%s", s.quotable(), why, s.meant([]string{strconv.Quote(withoutHidden(s.text))}))
	}
	return s.typographic()
}

func isFreeText(t encoding.TextUnmarshaler) bool {
	_, free := t.(FreeText)
	return free
}

// keepOnce lets a text that was read into t share its memory with the same text that was read before.
func (s scalar) keepOnce(t encoding.TextUnmarshaler) {
	if v := reflect.ValueOf(t).Elem(); s.texts != nil && v.Kind() == reflect.String {
		v.SetString(s.texts.Keep(v.String()))
	}
}

// plainMeant ends the message about a text with a character that is not what it looks like: which one it is, and what to write.
func (s scalar) plainMeant(t encoding.TextUnmarshaler) string {
	odd := oddIn(s.text)
	if odd == "" || s.shown != "" {
		return ""
	}
	if plain := s.readablePlain(t); plain != "" {
		return fmt.Sprintf("; %s: write %q", odd, plain)
	}
	return "; " + odd
}

// plainWritten ends the message that names such a character with what to write, where that can be known.
func (s scalar) plainWritten(t encoding.TextUnmarshaler) string {
	if plain := s.readablePlain(t); plain != "" && plain != s.text && s.shown == "" {
		return fmt.Sprintf("; write %q", plain)
	}
	return ""
}

// readablePlain returns the text in usual characters if the type of t takes it then; otherwise it is empty.
func (s scalar) readablePlain(t encoding.TextUnmarshaler) string {
	plain := plainForm(s.text)
	if plain == "" || reflect.New(reflect.TypeOf(t).Elem()).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(plain)) != nil {
		return ""
	}
	return plain
}

// string reads plain text or one of a list of words.
func (s scalar) string(target any) fault {
	_, prose := target.(*Prose)
	if why := s.refusal(prose); why.text != "" {
		return why
	}
	if words, ok := target.(interface{ Words() []string }); ok && !slices.Contains(words.Words(), s.text) {
		return s.notAWord(words.Words())
	}
	if s.usual {
		setText(target, s.texts.Keep(s.text))
		return s.tooLong(prose)
	}
	setText(target, s.texts.Keep(normalised(s.text)))
	return s.oddText(prose)
}

// setText sets a target whose underlying type is string.
func setText(target any, text string) {
	if t, ok := target.(*string); ok {
		*t = text
		return
	}
	reflect.ValueOf(target).Elem().SetString(text)
}

// oddText returns what is wrong with text that was read until now.
func (s scalar) oddText(prose bool) fault {
	if why := hiddenIn(s.text, true); why != "" {
		return newlyRefused("%s %s", s.quotable(), why)
	}
	if why := s.typographic(); why.text != "" && (!prose || s.plain && !strings.Contains(s.text, "\n")) {
		return why
	}
	return s.tooLong(prose)
}

func (s scalar) tooLong(prose bool) fault {
	if longest := longestText(prose); len(s.text) > longest && utf8.RuneCountInString(s.text) > longest {
		return newlyRefused("it has %d characters: at most %d are allowed", utf8.RuneCountInString(s.text), longest)
	}
	return fault{}
}

// typographic returns what is wrong with text in the quotation marks of a word processor.
func (s scalar) typographic() fault {
	text := strings.TrimSpace(s.text)
	if !quotedTypographically(text) {
		return fault{}
	}
	return newlyRefused("%s is in typographic quotation marks, which are part of the text to YAML%s", s.quotable(), s.meant([]string{strconv.Quote(strings.Trim(text, typographicQuotes))}))
}

// MaxText and MaxProse are how many characters one line and a text of several lines may have: more is a file that was pasted by mistake.
const (
	MaxText  = 2_000
	MaxProse = 50_000
)

func longestText(prose bool) int {
	if prose {
		return MaxProse
	}
	return MaxText
}

// notAWord returns which words are allowed.
func (s scalar) notAWord(words []string) fault {
	if len(words) == 1 {
		return refused("expected %s, got %s", words[0], s.quotable())
	}
	f := refused("%s is not one of %s", s.quotable(), strings.Join(words, ", "))
	if near, ok := Suggest(plainForm(s.text), words); ok {
		f.text += fmt.Sprintf("; did you mean `%s`?", near)
	}
	return f
}

// spreadsheetNumber is how spreadsheets show long numbers.
var spreadsheetNumber = regexp.MustCompile(`^[0-9][.,][0-9]+[eE]\+?[0-9]{1,2}$`)

// refusal returns why the text cannot be taken as it is: empty, read differently by YAML, more than one line, control characters.
func (s scalar) refusal(manyLines bool) fault {
	switch {
	case s.usual && s.odd == "":
		return fault{}
	case strings.Trim(s.text, " \t\r\n\f\v") == "":
		return refused("it is empty; leave the key out or write something")
	case s.odd != "" && spreadsheetNumber.MatchString(s.text):
		return refused("%s is a number that a spreadsheet has shortened, so its last digits are lost: copy it again as text, and put it in quotes", s.quotable())
	case s.odd != "":
		return refused("%s %s; put it in quotes: %q", s.quotable(), s.odd, strings.Trim(s.quotable(), `"`))
	case !manyLines && strings.ContainsAny(s.text, "\r\n"):
		return refused("it must be one line")
	case strings.ContainsFunc(s.text, control):
		return refused("it contains control characters")
	}
	return fault{}
}
