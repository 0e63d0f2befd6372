package replycmd

import (
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestAWordIsDividedAsByItsBeginnings compares cutGlued with a search that looks at the whole beginning in front of each character. A word has no blank.
func TestAWordIsDividedAsByItsBeginnings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.SampledFrom([]rune("aÄ2ack:;,!#+&(–—.-\u0301\u200b👍*ß\ufffd")), 0, 12, -1).Draw(t, "word")
		if rapid.Bool().Draw(t, "cut") {
			word = word[:rapid.IntRange(0, len(word)).Draw(t, "at")] // bytes that are no text
		}
		first, rest := cutGlued(word)
		if wantFirst, wantRest := cutByBeginnings(word); first != wantFirst || rest != wantRest {
			t.Fatalf("%q is divided into %q and %q, want %q and %q", word, first, rest, wantFirst, wantRest)
		}
	})
}

func cutByBeginnings(word string) (first, rest string) {
	for i, r := range word {
		_, size := utf8.DecodeRuneInString(word[i:])
		after := word[i+size:]
		switch {
		case bare(word[:i]) == "":
		case r == '#':
			return word[:i], word[i:]
		case strings.ContainsRune(glue, r), r == '-' && startsNumber(after), r == '.' && !startsLower(after):
			return word[:i], after
		}
	}
	return word, ""
}

// TestALongWordIsReadOnce checks what reading a word of 5,000 characters allocates: a copy of each of its beginnings would take 12 MB.
func TestALongWordIsReadOnce(t *testing.T) {
	for _, word := range []string{strings.Repeat("x", 5000), strings.Repeat("!", 5000)} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		cutGlued(word)
		runtime.ReadMemStats(&after)
		if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 1<<20 {
			t.Errorf("a word of %d %q takes %d bytes", len(word), word[:1], bytes)
		}
	}
}
