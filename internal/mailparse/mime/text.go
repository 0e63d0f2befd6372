package mime

import (
	"bytes"
	"slices"
	"strings"
)

// MaxText limits the decoded text of a mail, in bytes: its beginning and its
// end are kept.
const MaxText = 256 << 10

// maxSource limits how much of an encoded text part is decoded. HTML holds far
// more markup than text.
const maxSource = 4 * MaxText

// textOf returns the text of a mail's leaves: of alternatives the plain one
// unless it is empty, of the others all that are shown.
func textOf(parts []Part, best map[int]alternative) string {
	out := Excerpt{Limit: MaxText}
	for i, p := range parts {
		read, grouped := best[p.Group]
		if !p.IsShown() || p.Group > 0 && (!grouped || read.index != i) {
			continue
		}
		if !out.isEmpty() {
			out.WriteString("\n")
		}
		if !read.decoded {
			read.text = p.Text()
		}
		out.WriteString(read.text)
	}
	return strings.ToValidUTF8(out.String(), "")
}

// IsShown reports whether a leaf is part of the text that a reader sees.
func (p Part) IsShown() bool { return !p.Attached && p.IsText() }

// IsText reports whether a leaf has a type that mail programs show as text.
func (p Part) IsText() bool {
	return p.MediaType == "text/plain" || p.MediaType == "text/html" || p.MediaType == "text/enriched"
}

// alternative is the leaf of a group of alternatives that is read.
type alternative struct {
	index   int
	text    string
	decoded bool // text is set
}

// chosen returns the alternatives that are read by the number of their group.
func chosen(parts []Part) map[int]alternative {
	best := map[int]alternative{}
	for i, p := range parts {
		if p.Group == 0 || !p.IsShown() {
			continue
		}
		a := alternative{index: i, decoded: p.MediaType == "text/plain"}
		if a.decoded {
			a.text = p.Text()
			if strings.TrimSpace(a.text) == "" {
				continue
			}
		}
		if old, found := best[p.Group]; !found || a.decoded && !old.decoded {
			best[p.Group] = a
		}
	}
	return best
}

// Text returns the text of a leaf.
func (p Part) Text() string {
	text := DecodeText(p.source(), p.Params["charset"])
	switch {
	case p.MediaType == "text/html":
		return HTMLText(text)
	case strings.EqualFold(p.Params["format"], "flowed"):
		text = unflow(text, strings.EqualFold(p.Params["delsp"], "yes"))
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// source decodes the transfer encoding of a text part; of a long one its
// beginning and its end.
func (p Part) source() []byte {
	encoding := p.Header.Get("content-transfer-encoding")
	if len(p.Body) <= maxSource {
		return DecodeTransfer(p.Body, encoding, maxSource)
	}
	head, tail := p.Body[:maxSource/2], p.Body[len(p.Body)-maxSource/2:]
	if i := bytes.LastIndexByte(head, '\n'); i >= 0 {
		head = head[:i+1]
	}
	if i := bytes.IndexByte(tail, '\n'); i >= 0 {
		tail = tail[i+1:]
	}
	return slices.Concat(DecodeTransfer(head, encoding, maxSource), []byte("\n"), DecodeTransfer(tail, encoding, maxSource))
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

var marks = strings.NewReplacer(QuotedBelow+"\n", "", SignatureBelow+"\n", "")

// WithoutMarks returns a text without the lines that mark quotations and signatures.
func WithoutMarks(text string) string { return strings.TrimSpace(marks.Replace(text)) }
