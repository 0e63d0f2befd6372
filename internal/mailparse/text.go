package mailparse

import (
	"bytes"
	"slices"
	"strings"
)

// maxText bounds the decoded text of a mail, in bytes: its beginning and its
// end are kept.
const maxText = 256 << 10

// maxSource bounds how much of an encoded text part is decoded. HTML holds far
// more markup than text.
const maxSource = 4 * maxText

// textOf gives the text of a mail's leaves: of alternatives the plain one
// unless it is empty, of the others all that are shown.
func textOf(parts []part) string {
	best := chosen(parts)
	out := bothEnds{limit: maxText}
	for i, p := range parts {
		if !p.isShown() || p.group > 0 && best[p.group] != i {
			continue
		}
		if !out.isEmpty() {
			out.WriteString("\n")
		}
		out.WriteString(p.text())
	}
	return strings.ToValidUTF8(out.String(), "")
}

func (p part) isShown() bool { return !p.attached && isText(p.mediaType) }

func isText(mediaType string) bool {
	return mediaType == "text/plain" || mediaType == "text/html" || mediaType == "text/enriched"
}

// chosen gives the leaf of each group of alternatives that is read.
func chosen(parts []part) map[int]int {
	best := map[int]int{}
	for i, p := range parts {
		if p.group == 0 || !p.isShown() {
			continue
		}
		plain := p.mediaType == "text/plain"
		if plain && strings.TrimSpace(p.text()) == "" {
			continue
		}
		if old, found := best[p.group]; !found || plain && parts[old].mediaType != "text/plain" {
			best[p.group] = i
		}
	}
	return best
}

// text decodes a text part.
func (p part) text() string {
	text := decodeText(p.source(), p.params["charset"])
	switch {
	case p.mediaType == "text/html":
		return htmlText(text)
	case strings.EqualFold(p.params["format"], "flowed"):
		text = unflow(text, strings.EqualFold(p.params["delsp"], "yes"))
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// source decodes the transfer encoding of a text part; of a long one its
// beginning and its end.
func (p part) source() []byte {
	encoding := p.header.get("content-transfer-encoding")
	if len(p.body) <= maxSource {
		return decodeTransfer(p.body, encoding, maxSource)
	}
	head, tail := p.body[:maxSource/2], p.body[len(p.body)-maxSource/2:]
	if i := bytes.LastIndexByte(head, '\n'); i >= 0 {
		head = head[:i+1]
	}
	if i := bytes.IndexByte(tail, '\n'); i >= 0 {
		tail = tail[i+1:]
	}
	return slices.Concat(decodeTransfer(head, encoding, maxSource), []byte("\n"), decodeTransfer(tail, encoding, maxSource))
}

// unflow joins the lines that a format=flowed text (RFC 3676) has broken.
func unflow(text string, deleteSpace bool) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		line = strings.TrimPrefix(line, " ")
		soft := strings.HasSuffix(line, " ") && line != "-- " && !strings.HasPrefix(line, ">")
		if soft && deleteSpace {
			line = line[:len(line)-1]
		}
		out.WriteString(line)
		if !soft {
			out.WriteByte('\n')
		}
	}
	return out.String()
}
