package strictyaml

import (
	"bytes"
	"encoding/json"
	"unicode/utf16"
	"unicode/utf8"
)

// fromJSON rewrites the two kinds of escapes that JSON has and the YAML parser refuses: the pairs with which JSON writes characters
// beyond U+FFFF, and \/. Anything but JSON is returned as it is.
func fromJSON(data []byte) []byte {
	if !bytes.Contains(data, []byte(`\u`)) && !bytes.Contains(data, []byte(`\/`)) || !json.Valid(data) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		r, paired := surrogatePair(data[i:])
		switch {
		case paired:
			out = utf8.AppendRune(out, r)
			i += len(`\uD83D\uDE00`)
		case data[i] == '\\' && data[i+1] == '/':
			out = append(out, '/')
			i += len(`\/`)
		case data[i] == '\\': // copied with what it escapes, so that \\ud83d is not taken for half a pair
			out = append(out, data[i], data[i+1])
			i += 2
		default:
			out = append(out, data[i])
			i++
		}
	}
	return out
}

// surrogatePair reads \uD83D\uDE00 at the beginning of data.
func surrogatePair(data []byte) (rune, bool) {
	high, ok := escape(data)
	if !ok || !utf16.IsSurrogate(high) {
		return 0, false
	}
	low, ok := escape(data[6:])
	if !ok {
		return 0, false
	}
	r := utf16.DecodeRune(high, low)
	return r, r != utf8.RuneError
}

// escape reads \uXXXX at the beginning of data.
func escape(data []byte) (rune, bool) {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range bytes.ToLower(data[2:6]) {
		digit := bytes.IndexByte([]byte("0123456789abcdef"), c)
		if digit < 0 {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}
