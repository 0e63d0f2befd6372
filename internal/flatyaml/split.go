package flatyaml

import "bytes"

// Division is a text whose first level is divided into the items of one long list, and all other keys.
type Division struct {
	Others []Part // whole keys
	Items  []Part // each with some items of the list
	Key    Part   // the line of the key of the list; its text is empty where there is none
}

// Divide divides a text of one document. Each part of the list has at least as many bytes as given, except the last one. It looks at the first
// characters of lines alone: whoever reads the parts finds out whether they are what they look like. Each part is a copy of its own, so that one which
// was read frees its memory while others wait.
func Divide(text []byte, key string, least int) (d Division, ok bool) {
	s := divider{text: text, key: []byte(key), least: least}
	for s.at < len(text) {
		if !s.nextLine() {
			return Division{}, false
		}
	}
	s.close(len(text))
	return s.found, true
}

// What begins an item of a list, and what ends a key.
var hyphen, colon = []byte("- "), []byte(":")

// divider reads a text line by line.
type divider struct {
	text  []byte
	key   []byte
	least int
	found Division

	at, line  int // the offset of the next line, and how many lines are before it
	begin     int // the offset of the part that is being read …
	beginLine int // … and the number of its first line
	inList    bool
	column    int // of the hyphens of the list; -1: not yet known
}

// nextLine reads a line, and ends the part before it where another begins.
func (d *divider) nextLine() bool {
	start := d.at
	end := bytes.IndexByte(d.text[start:], '\n')
	if end < 0 {
		return false
	}
	line := d.text[start : start+end]
	d.at, d.line = start+end+1, d.line+1
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	switch {
	case indent == len(line) || line[indent] == '#':
	case indent > 0 || bytes.HasPrefix(line, hyphen):
		d.inside(line, indent, start)
	default:
		return d.topKey(line, start)
	}
	return true
}

// inside reads a line that is part of a value. Before an item of the list a part can end.
func (d *divider) inside(line []byte, indent, start int) {
	if !d.inList || !bytes.HasPrefix(line[indent:], hyphen) {
		return
	}
	if d.column < 0 {
		d.column = indent
	}
	if indent == d.column && start-d.begin >= d.least {
		d.close(start)
	}
}

// topKey reads a line that begins with a key of the first level.
func (d *divider) topKey(line []byte, start int) bool {
	isList := bytes.HasPrefix(line, d.key) && bytes.HasPrefix(line[len(d.key):], colon)
	if isList || d.inList {
		d.close(start)
		d.inList = false
	}
	if !isList {
		return true
	}
	rest := bytes.TrimLeft(line[len(d.key)+1:], " ")
	if d.found.Key.Text != "" || len(rest) > 0 && (rest[0] != '#' || line[len(d.key)+1] != ' ') {
		return false
	}
	d.found.Key = Part{Text: string(line), Line: d.line}
	d.inList, d.column = true, -1
	d.begin, d.beginLine = d.at, d.line
	return true
}

// close ends the part that is being read before an offset.
func (d *divider) close(before int) {
	part := Part{Text: string(d.text[d.begin:before]), Line: d.beginLine + 1}
	switch {
	case d.inList:
		d.found.Items = append(d.found.Items, part)
	case part.Text != "":
		d.found.Others = append(d.found.Others, part)
	}
	d.begin, d.beginLine = before, d.lineOf(before)
}

// lineOf returns how many lines are before an offset, which is that of the line just read or of the next one.
func (d *divider) lineOf(offset int) int {
	if offset == d.at {
		return d.line
	}
	return d.line - 1
}
