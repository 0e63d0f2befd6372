package apidoc

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// appendString appends a text as JSON writes it: in quotation marks, and with angle brackets left readable.
func appendString(to []byte, text string) []byte {
	if standsForItself(text) {
		return append(append(append(to, '"'), text...), '"')
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string can always be encoded, and the buffer takes it
	return append(to, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

// standsForItself reports whether JSON writes a text without escaping anything in it.
func standsForItself(text string) bool {
	ascii := true
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' || c == '"' || c == '\\':
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(text) && !strings.ContainsAny(text, "\u2028\u2029")
}
