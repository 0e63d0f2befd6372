package strictyaml

import (
	"bytes"
	"encoding/json"
	"sort"
	"unicode/utf16"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// fromJSON rewrites the two kinds of escapes that JSON has and the YAML parser refuses: the pairs with which JSON writes characters
// beyond U+FFFF, and \/. Anything but JSON is returned as it is. The text gets shorter thereby: shortened returns where, so that places can be
// reported as they are in the file.
func fromJSON(data []byte) (rewritten []byte, where shortened) {
	if !bytes.Contains(data, []byte(`\u`)) && !bytes.Contains(data, []byte(`\/`)) || !json.Valid(data) {
		return data, nil
	}
	out := make([]byte, 0, len(data))
	line, column := 1, 1 // of what is written next
	for i := 0; i < len(data); {
		from, written := i, len(out)
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
			n := max(lineBreak(data[i:]), runeLength(data[i:]))
			out = append(out, data[i:i+n]...)
			i += n
			if lineBreak(data[from:]) > 0 {
				line, column = line+1, 1
				continue
			}
		}
		columns := utf8.RuneCount(out[written:])
		column += columns
		if missing := i - from - columns; missing > 0 && (paired || columns == 1 && data[from] == '\\') {
			where = append(where, shortening{line, column, missing})
		}
	}
	return out, where
}

func runeLength(data []byte) int {
	_, n := utf8.DecodeRune(data)
	return n
}

// shortening is a column of a line before which so many characters are missing.
type shortening struct{ line, column, missing int }

// shortened lists what is missing in a text, in the order of its lines.
type shortened []shortening

// restore moves the places of a node and of all below it to where they are in the file.
func (s shortened) restore(n *yaml.Node) {
	if len(s) == 0 {
		return
	}
	first := sort.Search(len(s), func(i int) bool { return s[i].line >= n.Line })
	moved := n.Column
	for ; first < len(s) && s[first].line == n.Line && s[first].column <= n.Column; first++ {
		moved += s[first].missing
	}
	n.Column = moved
	for _, child := range n.Content { // JSON has no aliases
		s.restore(child)
	}
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
