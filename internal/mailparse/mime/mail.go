package mime

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxMail limits how much of a mail is looked at.
const maxMail = 64 << 20

// Mail is a mail taken apart: nothing in it is interpreted yet.
type Mail struct {
	Header    Header
	Parts     []Part
	Text      string // of all parts that are shown, with the marks QuotedBelow and SignatureBelow
	Encrypted bool   // its text was encrypted with PGP
	best      map[int]alternative
}

// Read takes a mail apart. It takes any bytes and keeps references to them.
func Read(raw []byte) Mail {
	h, body := readHeader(raw)
	return mailOf(h, body)
}

// ReadHeader returns the header of a mail.
func ReadHeader(raw []byte) Header {
	h, _ := readHeader(raw)
	return h
}

// ReadFields is ReadHeader that keeps only fields of some names.
func ReadFields(raw []byte, wanted Names) Header {
	h, _ := parseFields(startOfHeader(raw), wanted)
	return h
}

func readHeader(raw []byte) (h Header, body []byte) {
	return ParseHeader(startOfHeader(raw))
}

// startOfHeader returns a mail from its first field on.
func startOfHeader(raw []byte) []byte {
	return withoutEnvelope(withLineFeeds(raw[:min(len(raw), maxMail)]))
}

// Inner takes apart a mail that a part of another mail holds.
func Inner(p Part) Mail {
	h, body := ParseHeader(withoutEnvelope(p.Content()))
	return mailOf(h, body)
}

func mailOf(h Header, body []byte) Mail {
	parts := partsOf(h, body)
	best := chosen(parts)
	return Mail{Header: h, Parts: parts, Text: textOf(parts, best), best: best}
}

// Part returns the first leaf of one of the types.
func (m Mail) Part(types ...string) (Part, bool) {
	for _, p := range m.Parts {
		if slices.Contains(types, p.MediaType) {
			return p, true
		}
	}
	return Part{}, false
}

// Alternatives returns the alternative texts that Text does not hold.
func (m Mail) Alternatives() []Part {
	var all []Part
	for i, p := range m.Parts {
		if read, grouped := m.best[p.Group]; p.Group > 0 && p.IsShown() && (!grouped || read.index != i) {
			all = append(all, p)
		}
	}
	return all
}

// IsCut reports whether a mail has more or deeper parts, or longer ones, than are read.
func (m Mail) IsCut() bool {
	if len(m.Parts) >= maxParts || len(m.Text) > MaxText-utf8.UTFMax {
		return true
	}
	return slices.ContainsFunc(m.Parts, func(p Part) bool {
		return strings.HasPrefix(p.MediaType, "multipart/") || p.IsShown() && len(p.Body) > maxSource
	})
}

// EndsInFile reports whether the last part of a mail is an attached file, and neither text nor a picture between texts. A mail that was cut there
// had its text read: mail programs put files behind it.
func (m Mail) EndsInFile() bool {
	if len(m.Parts) == 0 {
		return false
	}
	last := m.Parts[len(m.Parts)-1]
	disposition, _ := parseMedia(last.Header.Get("content-disposition"))
	if last.outermost || last.Group > 0 || disposition == "inline" {
		return false
	}
	for _, shown := range []string{"text/", "image/", "message/", "multipart/"} {
		if strings.HasPrefix(last.MediaType, shown) {
			return false
		}
	}
	return true
}
