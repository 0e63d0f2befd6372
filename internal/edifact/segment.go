package edifact

import "strings"

// segment is one EDIFACT segment (ISO 9735): a tag and elements, each of which
// has components.
type segment struct {
	tag      string
	elements [][]string
}

// element returns the first component of the n-th element behind the tag, from 1.
func (s segment) element(n int) string { return s.part(n, 1) }

// part returns the c-th component of the n-th element, both from 1.
func (s segment) part(n, c int) string {
	if n > len(s.elements) || c > len(s.elements[n-1]) {
		return ""
	}
	return strings.TrimSpace(s.elements[n-1][c-1])
}

// maxSegments limits how much of an interchange is read.
const maxSegments = 10_000

// separators are the service characters of an interchange, as UNA gives them.
type separators struct{ component, element, release, end byte }

var usualSeparators = separators{component: ':', element: '+', release: '?', end: '\''}

// segmentsOf returns the segments of an interchange; none if the text is something else.
func segmentsOf(text string) []segment {
	sep := usualSeparators
	text = strings.TrimLeft(text, "\ufeff \t\r\n")
	if strings.HasPrefix(text, "UNA") && len(text) > 9 {
		sep = separators{component: text[3], element: text[4], release: text[6], end: text[8]}
		text = text[9:]
	}
	text = strings.TrimLeft(text, " \t\r\n")
	if !strings.HasPrefix(text, "UNB") && !strings.HasPrefix(text, "UNH") {
		return nil
	}
	var segments []segment
	for text != "" && len(segments) < maxSegments {
		var s segment
		s, text = sep.next(text)
		if s.tag != "" {
			segments = append(segments, s)
		}
	}
	return segments
}

// next reads one segment; a released separator is text.
func (sep separators) next(text string) (segment, string) {
	elements := [][]string{nil}
	var component []byte
	ends := func(newElement bool) {
		elements[len(elements)-1] = append(elements[len(elements)-1], string(component))
		component = component[:0]
		if newElement {
			elements = append(elements, nil)
		}
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == sep.release && c != ' ' && i+1 < len(text):
			i++
			component = append(component, text[i])
		case c == sep.end:
			ends(false)
			return segmentOf(elements), text[i+1:]
		case c == sep.element:
			ends(true)
		case c == sep.component:
			ends(false)
		case c != '\r' && c != '\n':
			component = append(component, c)
		}
	}
	ends(false)
	return segmentOf(elements), ""
}

func segmentOf(elements [][]string) segment {
	return segment{tag: strings.TrimSpace(elements[0][0]), elements: elements[1:]}
}
