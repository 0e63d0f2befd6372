package mime

import (
	"bytes"
	"strings"
)

// Excerpt collects a text of which at most limit bytes are kept: its beginning and its end. People write above or below what they quote, so
// that the middle of a long mail is what can be left out.
type Excerpt struct {
	Limit int
	head  []byte
	tail  []byte
	cut   bool // something between them was left out
}

// WriteString adds a text.
func (b *Excerpt) WriteString(s string) {
	free := max(0, b.Limit/2-len(b.head))
	n := min(free, len(s))
	b.head = append(b.head, s[:n]...)
	b.tail = append(b.tail, s[n:]...)
	if len(b.tail) > b.Limit {
		b.trim()
	}
}

// trim drops what of the tail is too far from the end.
func (b *Excerpt) trim() {
	if most := b.Limit / 2; len(b.tail) > most {
		b.tail = append(b.tail[:0], b.tail[len(b.tail)-most:]...)
		b.cut = true
	}
}

// IsCut reports whether something was left out.
func (b *Excerpt) IsCut() bool { return b.cut }

func (b *Excerpt) isEmpty() bool { return len(b.head) == 0 }

// String returns what is kept. Where something is left out, no line is torn, unless it is longer than all that is kept.
func (b *Excerpt) String() string {
	if b.trim(); !b.cut {
		return string(b.head) + string(b.tail)
	}
	head, tail := b.head, b.tail
	if i := bytes.LastIndexByte(head, '\n'); i >= 0 {
		head = head[:i]
	}
	if i := bytes.IndexByte(tail, '\n'); i >= 0 && i < len(tail)-1 {
		tail = tail[i+1:]
	}
	return strings.ToValidUTF8(string(head)+"\n"+string(tail), "")
}

// ExcerptOf returns the beginning and the end of a text.
func ExcerptOf(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	b := Excerpt{Limit: limit}
	b.WriteString(text)
	return b.String()
}
