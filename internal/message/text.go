package message

import "strings"

// maxText bounds the decoded text of a mail, in bytes.
const maxText = 256 << 10

// maxSource bounds how much of an encoded text part is decoded. HTML holds far
// more markup than text.
const maxSource = 4 * maxText

// textOf gives the text of a mail's leaves: of alternatives the plain one
// unless it is empty, of the others all that are shown.
func textOf(parts []part) string {
	var out strings.Builder
	for i, p := range parts {
		if p.attached || !isText(p.mediaType) || p.group > 0 && !chosen(parts, i) {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		text := p.text()
		out.WriteString(text[:min(len(text), maxText-min(out.Len(), maxText))])
	}
	return strings.ToValidUTF8(out.String(), "")
}

func isText(mediaType string) bool {
	return mediaType == "text/plain" || mediaType == "text/html" || mediaType == "text/enriched"
}

// chosen says whether leaf i is the one of its alternatives that is read.
func chosen(parts []part, i int) bool {
	best := -1
	for j, p := range parts {
		if p.group != parts[i].group || !isText(p.mediaType) || p.attached {
			continue
		}
		if best < 0 || parts[best].mediaType != "text/plain" && p.mediaType == "text/plain" {
			if p.mediaType != "text/plain" || len(strings.TrimSpace(p.text())) > 0 {
				best = j
			}
		}
	}
	return best == i
}

// text decodes a text part.
func (p part) text() string {
	text := decodeText(decodeTransfer(p.body, p.header.get("content-transfer-encoding"), maxSource), p.params["charset"])
	switch {
	case p.mediaType == "text/html":
		return htmlText(text, maxText)
	case strings.EqualFold(p.params["format"], "flowed"):
		text = unflow(text, strings.EqualFold(p.params["delsp"], "yes"))
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
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
