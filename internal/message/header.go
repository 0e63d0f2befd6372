package message

import (
	"bytes"
	"strings"
)

// Bounds of what is read of one header.
const (
	maxHeader = 256 << 10
	maxFields = 1000
)

// field is one header field: its name in lower case, its value unfolded but
// not decoded.
type field struct{ name, value string }

// header holds the fields of a part in their order.
type header []field

// get gives the first value of a field, or none.
func (h header) get(name string) string {
	for _, f := range h {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// all gives the values of a field, topmost first.
func (h header) all(names ...string) []string {
	var values []string
	for _, f := range h {
		for _, name := range names {
			if f.name == name && f.value != "" {
				values = append(values, f.value)
			}
		}
	}
	return values
}

// withoutEnvelope drops what some stores put before the first field: empty
// lines, a byte order mark, and the "From " line of the mbox format.
func withoutEnvelope(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	raw = bytes.TrimLeft(raw, "\r\n")
	for bytes.HasPrefix(raw, []byte("From ")) || bytes.HasPrefix(raw, []byte(">From ")) {
		_, raw = cutLine(raw)
	}
	return raw
}

// cutLine gives the first line without its end. A carriage return alone ends a
// line too, unless a line feed follows.
func cutLine(b []byte) (line, rest []byte) {
	end := bytes.IndexByte(b, '\n')
	if end < 0 {
		return bytes.TrimSuffix(b, []byte("\r")), nil
	}
	return bytes.TrimSuffix(b[:end], []byte("\r")), b[end+1:]
}

// parseHeader reads fields up to the first empty line and gives what follows.
// A line that can be no field ends a header that has begun, and is body.
func parseHeader(b []byte) (header, []byte) {
	var h header
	start := b
	for len(b) > 0 && len(h) < maxFields && len(start)-len(b) < maxHeader {
		line, rest := cutLine(b)
		if len(bytes.TrimSpace(line)) == 0 {
			return h, rest
		}
		if f, ok := parseField(line); ok {
			h = append(h, f)
		} else if (line[0] == ' ' || line[0] == '\t') && len(h) > 0 {
			last := &h[len(h)-1]
			last.value = strings.TrimSpace(last.value + " " + text8(bytes.TrimSpace(line)))
		} else if len(h) > 0 && !bytes.HasPrefix(line, []byte(">From ")) {
			return h, b
		}
		b = rest
	}
	return h, b
}

// parseField reads "Name: value"; blanks before the colon are forgiven.
func parseField(line []byte) (field, bool) {
	colon := bytes.IndexByte(line, ':')
	if colon <= 0 || line[0] == ' ' || line[0] == '\t' {
		return field{}, false
	}
	name := bytes.TrimRight(line[:colon], " \t")
	for _, c := range name {
		if c <= ' ' || c >= 0x7f {
			return field{}, false
		}
	}
	return field{name: strings.ToLower(string(name)), value: text8(bytes.TrimSpace(line[colon+1:]))}, true
}

// text8 turns header bytes to text; bytes that are no UTF-8 stay, one to one.
func text8(b []byte) string {
	return strings.ReplaceAll(string(b), "\x00", "")
}
