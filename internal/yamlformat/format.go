package yamlformat

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"supplierwatch/internal/yamlsplice"
)

const byteOrderMark = "\ufeff"

// Format returns a text in the layout of this package. An error says why the text stays as it is.
func Format(data []byte) ([]byte, error) {
	mark, body := data[:0:0], data
	if bytes.HasPrefix(data, []byte(byteOrderMark)) {
		mark, body = data[:len(byteOrderMark)], data[len(byteOrderMark):]
	}
	if len(bytes.TrimSpace(body)) == 0 || json.Valid(body) { // all of JSON is in brackets
		return data, nil
	}
	formatted, err := formatBody(sameBreaks(body))
	if err != nil {
		return nil, err
	}
	// A text in the notation |+ owns the blank lines at the end of the file, and one without a final line break may not get one.
	for _, candidate := range [][]byte{withOneBreakAtEnd(formatted), formatted} {
		if sameDocuments(body, candidate) {
			return append(mark, candidate...), nil
		}
	}
	return nil, errors.New("another indentation would change what the file says")
}

// sameDocuments reports whether two texts say the same, with the same comments.
func sameDocuments(before, after []byte) bool {
	a, err := yamlsplice.ParseDocuments(before)
	if err != nil {
		return false
	}
	b, err := yamlsplice.ParseDocuments(after)
	return err == nil && yamlsplice.SameWithStyles(a, b)
}

// sameBreaks returns the text with the line breaks that most of its lines have.
func sameBreaks(data []byte) []byte {
	all, windows := bytes.Count(data, []byte("\n")), bytes.Count(data, []byte("\r\n"))
	if windows == 0 || windows == all {
		return data
	}
	unix := bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if 2*windows > all {
		return bytes.ReplaceAll(unix, []byte("\n"), []byte("\r\n"))
	}
	return unix
}

// withOneBreakAtEnd returns the text without blank lines at its end, which a line break ends.
func withOneBreakAtEnd(data []byte) []byte {
	newline := "\n"
	if bytes.Contains(data, []byte("\r\n")) {
		newline = "\r\n"
	}
	return append(bytes.TrimRight(bytes.Clone(data), "\r\n"), newline...)
}

// formatBody returns the text with the indentation of this package, and without blanks at the ends of lines.
func formatBody(data []byte) ([]byte, error) {
	parsed, err := yamlsplice.Parse(data)
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
	}
	newline := "\n"
	if bytes.Contains(data, []byte("\r\n")) {
		newline = "\r\n"
	}
	lines := strings.Split(string(data), newline)
	places, err := placesOf(parsed, lines, len(newline))
	if err != nil {
		return nil, err
	}
	l := layout{lines: lines, places: places}
	for i := range lines {
		if err := l.add(i); err != nil {
			return nil, err
		}
	}
	l.addComments(line{})
	return []byte(strings.Join(l.lines, newline)), nil
}
