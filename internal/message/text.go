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
	best := chosen(parts)
	var out strings.Builder
	for i, p := range parts {
		if !p.isShown() || p.group > 0 && best[p.group] != i || out.Len() >= maxText {
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
