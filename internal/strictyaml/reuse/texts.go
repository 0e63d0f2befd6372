package reuse

import (
	"hash/maphash"
	"strings"
)

// Texts keeps texts apart from the file that they are part of, which would otherwise stay in memory as a whole. A text that came shortly before is kept only
// once. A nil Texts keeps each.
type Texts struct {
	recent [recentTexts]string // by hash
	buffer []byte
}

const (
	recentTexts = 1024
	longestKept = 40 // bytes: longer texts hardly come again
)

var textSeed = maphash.MakeSeed()

// Keep returns a text that does not share its memory with the file.
func (t *Texts) Keep(text string) string {
	if t == nil || len(text) > longestKept {
		return strings.Clone(text)
	}
	known := &t.recent[maphash.String(textSeed, text)%recentTexts]
	if *known != text {
		*known = strings.Clone(text)
	}
	return *known
}

// Bytes returns a text as bytes that are valid until the next call.
func (t *Texts) Bytes(text string) []byte {
	if t == nil {
		return []byte(text)
	}
	t.buffer = append(t.buffer[:0], text...)
	return t.buffer
}
