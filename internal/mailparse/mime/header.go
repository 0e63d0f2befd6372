package mime

import (
	"bytes"
	"strings"
)

// Limits of what is read of one header.
const (
	MaxHeader = 256 << 10
	maxFields = 1000
	maxValue  = 32 << 10
)

// Field is one header field: its name in lower case, its value unfolded but
// not decoded.
type Field struct{ Name, Value string }

// Header holds the fields of a part in their order.
type Header []Field

// Get returns the first value of a field; empty if there is none.
func (h Header) Get(name string) string {
	for _, f := range h {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// All returns the values of fields, topmost first, without the empty ones.
func (h Header) All(names ...string) []string {
	var values []string
	for _, f := range h {
		for _, name := range names {
			if f.Name == name && f.Value != "" {
				values = append(values, f.Value)
			}
		}
	}
	return values
}

// Count returns how many fields of a name there are, empty ones too.
func (h Header) Count(name string) int {
	n := 0
	for _, f := range h {
		if f.Name == name {
			n++
		}
	}
	return n
}

// withoutEnvelope drops what some stores put before the first field: empty
// lines, a byte order mark, and the "From " line of the mbox format.
func withoutEnvelope(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	raw = withoutBlankLines(raw)
	for isMboxLine(raw) {
		_, raw = CutLine(raw)
	}
	return raw
}

// withoutBlankLines drops the lines at the beginning that are empty or hold
// nothing but blanks. No server puts them there, but programs that show the
// source of a mail do.
func withoutBlankLines(raw []byte) []byte {
	for len(raw) > 0 {
		line, rest := CutLine(raw)
		if len(bytes.Trim(line, " \t\r")) > 0 {
			return raw
		}
		raw = rest
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
	if bytes.IndexByte(value, 0) < 0 && bytes.IndexByte(value, firstOfMarks) < 0 {
		return value
	}
	for _, dropped := range []string{"\x00", QuotedBelow, SignatureBelow} {
		value = bytes.ReplaceAll(value, []byte(dropped), []byte("\x1a"))
	}
	return value
}

// CutLine returns the first line without its end.
func CutLine(b []byte) (line, rest []byte) {
	end := bytes.IndexByte(b, '\n')
	if end < 0 {
		return bytes.TrimSuffix(b, []byte("\r")), nil
	}
	return bytes.TrimSuffix(b[:end], []byte("\r")), b[end+1:]
}

// withLineFeeds returns a mail whose lines end with carriage returns alone the
// usual line ends.
func withLineFeeds(raw []byte) []byte {
	if bytes.IndexByte(raw, '\n') >= 0 {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
}

// cutOff ends a value that was too long to be kept whole. It is in no address, no name and no result, so that the beginning of a value is
// never taken for all of it.
const cutOff = "\x1a"

// ParseHeader reads fields up to the first empty line and returns what follows.
// A line that can be no field ends a header that has begun, and is body. A line
// of blanks goes on with the field above it (RFC 5322, 4.2), as mail servers
// read it.
func ParseHeader(b []byte) (Header, []byte) { return parseFields(b, nil) }

// parseFields is ParseHeader that keeps only fields of some names; nil: all. The others count, but their values are not read.
func parseFields(b []byte, wanted Names) (Header, []byte) {
	var h Header
	var f growing
	fields := 0 // that are complete
	for start := len(b); len(b) > 0 && fields < maxFields && start-len(b) < MaxHeader; {
		line, rest := CutLine(b)
		if len(bytes.Trim(line, "\r")) == 0 {
			return f.addTo(h), rest
		}
		next, colon := wanted.fieldName(line)
		switch {
		case next != "":
			if f.name != "" {
				fields++
			}
			h = f.addTo(h)
			f = growing{name: next, value: f.value[:0]} // what it held is kept elsewhere
			f.add(line[colon+1:])
		case (line[0] == ' ' || line[0] == '\t') && f.name != "":
			f.fold(line)
		case f.name != "" && !bytes.HasPrefix(line, []byte(">From ")):
			h, _ = withAuthorsBelow(f.addTo(h), b)
			return h, b
		}
		b = rest
	}
	h = f.addTo(h)
	if len(b) == 0 {
		return h, nil
	}
	found, ends := withAuthorsBelow(h, b)
	if !ends {
		found = append(h, nobody)
	}
	return found, b
}

// nobody is a From field beside which no other one counts.
var nobody = Field{"from", cutOff}

// growing is a field of which more lines may follow.
type growing struct {
	name  string
	value []byte
	cut   bool
}

// fold goes on with the value on a further line.
func (f *growing) fold(line []byte) {
	if f.name != unwanted {
		f.value = append(bytes.TrimRight(f.value, " \t"), ' ')
		f.add(bytes.Trim(line, " \t\r"))
	}
}

// add goes on with the value, as long as there is room for it.
func (f *growing) add(text []byte) {
	if f.name == unwanted {
		return
	}
	room := max(0, maxValue-len(f.value))
	f.cut = f.cut || len(bytes.TrimRight(text, " \t\r")) > room
	f.value = append(f.value, text[:min(len(text), room)]...)
}

// addTo adds the field, if there is one, to a header.
func (f *growing) addTo(h Header) Header {
	if f.name == "" || f.name == unwanted {
		return h
	}
	value := DecodeText(withoutHoles(bytes.Trim(f.value, " \t\r")), "")
	if f.cut {
		value += cutOff
	}
	return append(h, Field{f.name, value})
}

// withAuthorsBelow adds a From field that names nobody to a header that did not end with an empty line, where something like a From field
// is below its end: other programs read on there, and may have checked that author. Ends is false where no empty line follows.
func withAuthorsBelow(h Header, b []byte) (all Header, ends bool) {
	for len(b) > 0 {
		var line []byte
		if line, b = CutLine(b); len(bytes.Trim(line, "\r")) == 0 {
			return h, true
		}
		if name, _, found := bytes.Cut(line, []byte(":")); found && strings.EqualFold(lettersOf(name), "from") {
			return append(h, nobody), true
		}
	}
	return h, false
}

// lettersOf returns a field's name without the characters that some programs ignore.
func lettersOf(name []byte) string {
	if len(name) > 100 {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f {
			return -1
		}
		return r
	}, string(name))
}

// Names are names of fields in lower case, each as the key and the value.
type Names map[string]string

// NamesOf returns a set of names.
func NamesOf(names ...string) Names {
	set := make(Names, len(names))
	for _, name := range names {
		set[name] = name
	}
	return set
}

// unwanted replaces the name of a field whose value is not read. No field has it.
const unwanted = ":"

// longestName is how long a name is at most that is looked up without a copy of it.
const longestName = 64

// fieldName is FieldName with unwanted for names that are not in the set; of an empty set all are wanted.
func (wanted Names) fieldName(line []byte) (string, int) {
	colon := bytes.IndexByte(line, ':')
	if wanted == nil || colon > longestName {
		name, at := FieldName(line)
		if known := wanted[name]; wanted == nil || name == "" || known != "" {
			return name, at
		}
		return unwanted, at
	}
	if colon <= 0 || line[0] == ' ' || line[0] == '\t' {
		return "", 0
	}
	var lower [longestName]byte
	name := bytes.TrimRight(line[:colon], " \t")
	for i, c := range name {
		if c <= ' ' || c >= 0x7f {
			return "", 0
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	if known := wanted[string(lower[:len(name)])]; known != "" {
		return known, colon
	}
	return unwanted, colon
}

// FieldName returns the name of a field in lower case and where its colon is;
// blanks before the colon are forgiven.
func FieldName(line []byte) (string, int) {
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
