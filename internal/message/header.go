package message

import (
	"bytes"
	"strings"
)

// Bounds of what is read of one header.
const (
	maxHeader = 256 << 10
	maxFields = 1000
	maxValue  = 32 << 10
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
	for isMboxLine(raw) {
		_, raw = cutLine(raw)
	}
	return raw
}

// isMboxLine reports whether a text begins with the "From " line of the mbox format. A From field with a blank before its colon is not one: to
// drop it would leave the mail to whoever a second From field names.
func isMboxLine(raw []byte) bool {
	rest, found := bytes.CutPrefix(bytes.TrimPrefix(raw, []byte(">")), []byte("From "))
	return found && !bytes.HasPrefix(bytes.TrimLeft(rest, " \t"), []byte(":"))
}

// withoutHoles puts a control character in place of those that decoding drops, so that an address does not become another one by their loss.
func withoutHoles(value []byte) []byte {
	for _, dropped := range []string{"\x00", quotedFromHere, signatureFromHere} {
		value = bytes.ReplaceAll(value, []byte(dropped), []byte("\x1a"))
	}
	return value
}

// cutLine gives the first line without its end.
func cutLine(b []byte) (line, rest []byte) {
	end := bytes.IndexByte(b, '\n')
	if end < 0 {
		return bytes.TrimSuffix(b, []byte("\r")), nil
	}
	return bytes.TrimSuffix(b[:end], []byte("\r")), b[end+1:]
}

// withLineFeeds gives a mail whose lines end with carriage returns alone the
// usual line ends.
func withLineFeeds(raw []byte) []byte {
	if bytes.IndexByte(raw, '\n') >= 0 {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
}

// parseHeader reads fields up to the first empty line and gives what follows.
// A line that can be no field ends a header that has begun, and is body.
func parseHeader(b []byte) (header, []byte) {
	var h header
	var name string
	var value []byte
	flush := func() {
		if name != "" {
			h = append(h, field{name, decodeText(withoutHoles(bytes.TrimSpace(value)), "")})
		}
		name, value = "", nil
	}
	for start := len(b); len(b) > 0 && len(h) < maxFields && start-len(b) < maxHeader; {
		line, rest := cutLine(b)
		if len(bytes.TrimSpace(line)) == 0 {
			flush()
			return h, rest
		}
		next, colon := fieldName(line)
		switch {
		case next != "":
			flush()
			name, value = next, bytes.Clone(line[colon+1:min(len(line), colon+1+maxValue)])
		case (line[0] == ' ' || line[0] == '\t') && name != "":
			if len(value)+len(line) > maxValue {
				break
			}
			value = append(append(bytes.TrimRight(value, " \t"), ' '), bytes.TrimSpace(line)...)
		case name != "" && !bytes.HasPrefix(line, []byte(">From ")):
			flush()
			return h, b
		}
		b = rest
	}
	flush()
	return h, b
}

// fieldName gives the name of a field in lower case and where its colon is;
// blanks before the colon are forgiven.
func fieldName(line []byte) (string, int) {
	colon := bytes.IndexByte(line, ':')
	if colon <= 0 || line[0] == ' ' || line[0] == '\t' {
		return "", 0
	}
	name := bytes.TrimRight(line[:colon], " \t")
	for _, c := range name {
		if c <= ' ' || c >= 0x7f {
			return "", 0
		}
	}
	return strings.ToLower(string(name)), colon
}
