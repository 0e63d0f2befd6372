package mime

import (
	"bytes"
	"strings"
)

// Limits of the MIME tree (RFC 2046) that is walked.
const (
	maxDepth = 20
	maxParts = 1000
)

// Part is a leaf of the MIME tree. Its body is a piece of the mail, not yet
// decoded.
type Part struct {
	Header    Header
	MediaType string // lower case, without parameters
	Params    map[string]string
	Body      []byte
	Attached  bool // Content-Disposition says attachment
	Name      string
	Group     int  // leaves with the same number above 0 are alternatives of each other
	outermost bool // the mail itself, and not a part of it
}

// walker collects the leaves of a mail in their order.
type walker struct {
	parts  []Part
	groups int
}

// partsOf returns the leaves of a mail or of a mail inside it.
func partsOf(h Header, body []byte) []Part {
	var w walker
	w.walk(h, body, 0, 0, "text/plain")
	return w.parts
}

func (w *walker) walk(h Header, body []byte, depth, group int, otherwise string) {
	if len(w.parts) >= maxParts {
		return
	}
	p := newPart(h, body, otherwise)
	p.Group, p.outermost = group, depth == 0
	if head, rest, signed := p.signedContent(); signed && depth < maxDepth {
		w.walk(head, rest, depth+1, group, "text/plain")
		return
	}
	if !strings.HasPrefix(p.MediaType, "multipart/") || depth >= maxDepth {
		w.parts = append(w.parts, p)
		return
	}
	pieces := split(body, boundaryOf(p.Params["boundary"], body))
	if len(pieces) == 0 {
		p.MediaType = "text/plain"
		w.parts = append(w.parts, p)
		return
	}
	if p.MediaType == "multipart/alternative" && group == 0 {
		w.groups++
		group = w.groups
	}
	inside := "text/plain"
	if p.MediaType == "multipart/digest" {
		inside = "message/rfc822"
	}
	for _, piece := range pieces {
		head, rest := ParseHeader(piece)
		w.walk(head, rest, depth+1, group, inside)
	}
}

func newPart(h Header, body []byte, otherwise string) Part {
	p := Part{Header: h, Body: body}
	p.MediaType, p.Params = parseMedia(h.Get("content-type"))
	if !strings.Contains(p.MediaType, "/") {
		p.MediaType = otherwise
	}
	disposition, params := parseMedia(h.Get("content-disposition"))
	p.Attached = disposition == "attachment"
	p.Name = params["filename"]
	if p.Name == "" {
		p.Name = p.Params["name"]
	}
	return p
}

// boundaryOf returns the boundary that separates the parts of a body. Where the
// field was lost or does not fit, the first line that looks like one is taken.
func boundaryOf(named string, body []byte) string {
	if named != "" && bytes.Contains(body, []byte("--"+named)) {
		return named
	}
	for i := 0; i < 20 && len(body) > 0; i++ {
		var line []byte
		line, body = CutLine(body)
		if bytes.HasPrefix(line, []byte("--")) && !bytes.ContainsAny(line, " \t") && len(bytes.Trim(line, "-")) > 0 {
			return string(line[2:])
		}
	}
	return ""
}

// split cuts a body at its boundary lines; a missing last one is forgiven, and
// what is before the first and behind the last is dropped.
func split(body []byte, boundary string) [][]byte {
	if boundary == "" {
		return nil
	}
	delimiter := []byte("--" + boundary)
	var pieces [][]byte
	start := -1
	for at := 0; at < len(body) && len(pieces) < maxParts; {
		found := bytes.Index(body[at:], delimiter)
		if found < 0 {
			break
		}
		found += at
		at = found + len(delimiter)
		if found > 0 && body[found-1] != '\n' && body[found-1] != '\r' {
			continue
		}
		line, _ := CutLine(body[at:min(len(body), at+200)])
		tail := bytes.TrimRight(line, " \t")
		last := bytes.Equal(tail, []byte("--"))
		if len(tail) > 0 && !last {
			continue
		}
		if start >= 0 {
			pieces = append(pieces, withoutLastBreak(body[start:found]))
		}
		if at = min(len(body), at+len(line)+lineEnd(body[at+len(line):])); last {
			return pieces
		}
		start = at
	}
	if start >= 0 && start < len(body) {
		pieces = append(pieces, body[start:])
	}
	return pieces
}

func lineEnd(b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte("\r\n")):
		return 2
	case len(b) > 0:
		return 1
	}
	return 0
}

// withoutLastBreak drops the line end that belongs to the boundary below.
func withoutLastBreak(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// Content returns the decoded bytes of a leaf that machines read.
func (p Part) Content() []byte { return p.Decoded(MaxText) }

// Decoded returns at most limit bytes of a leaf without its transfer encoding.
func (p Part) Decoded(limit int) []byte {
	return DecodeTransfer(p.Body, p.Header.Get("content-transfer-encoding"), limit)
}
