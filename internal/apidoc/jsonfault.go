package apidoc

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"
)

// JSONFault returns in plain words why a JSON document could not be read. The
// errors of the decoder name Go types, which mean nothing to the author of the
// document.
func JSONFault(err error) error {
	var kind *json.UnmarshalTypeError
	var instant *time.ParseError
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it ends too early")
	case errors.As(err, &kind):
		return fmt.Errorf("%s is %s; expected %s", fieldName(kind.Field), jsonWord(kind.Value), jsonKind(kind.Type))
	case errors.As(err, &instant):
		return fmt.Errorf("%q is not a valid time; expected one like 2026-09-12T14:00:00Z", instant.Value)
	case errors.As(err, &syntax) && strings.HasPrefix(syntax.Error(), "unexpected end"):
		return errors.New("it ends too early")
	case errors.As(err, &syntax):
		return fmt.Errorf("it is not valid JSON: %w, byte %d", err, syntax.Offset)
	}
	return err
}

func fieldName(path string) string {
	if path == "" {
		return "the document"
	}
	return path
}

// jsonWord calls a value what people call it, not the reader.
func jsonWord(value string) string {
	word, rest, more := strings.Cut(value, " ")
	switch word {
	case "array":
		return "a list"
	case "object":
		return "an object"
	case "bool":
		return "true or false"
	case "string":
		return "text"
	case "number":
		if more {
			return "the number " + rest
		}
		return "a number"
	}
	return value
}

// jsonKind returns the name of the JSON value that is written for a type.
func jsonKind(t reflect.Type) string {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return "text"
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64, reflect.Float64:
		return "a number"
	default:
		return "an object"
	}
}
