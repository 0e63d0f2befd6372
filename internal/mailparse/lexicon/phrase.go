package lexicon

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"supplierwatch/internal/ascii"
)

// phrase is what to look for in a folded text: pieces in their order, each near
// the one before. One piece is the rule.
type phrase []string

// Phrases is a table of phrases. It is compiled when it is first asked: most
// commands of a program never read a mail.
type Phrases struct{ compiled func() *index }

// index files Phrases under the word that each begins with, so that a text is
// read once and not once for each. A phrase begins and ends at the border of a
// word; in scripts without blanks it may be anywhere.
type index struct {
	byWord   map[string][]phrase // longest first
	lengths  [256]uint64         // of those words, by their first byte: a bit for each length
	anywhere []phrase
}

// beginning returns the phrases that begin with a word. Most words of a text begin none: that is seen by their first byte and length.
func (x *index) beginning(word string) []phrase {
	if word == "" || x.lengths[word[0]]&lengthBit(word) == 0 {
		return nil
	}
	return x.byWord[word]
}

// lengthBit returns the bit for the length of a word. Very long ones share the last.
func lengthBit(word string) uint64 { return 1 << min(len(word), 63) }

// maxGap is how far the pieces of a phrase may be from each other, in bytes.
const maxGap = 60

// oneWord is the piece of a phrase in place of which any word may be.
const oneWord = "?"

// tableOf makes a table of phrases, which are written as people write them; a
// star between two pieces allows other words there, a question mark exactly one.
func tableOf(lists ...[]string) Phrases {
	return Phrases{sync.OnceValue(func() *index { return indexOf(slices.Concat(lists...)) })}
}

// tableWith makes a table of phrases and of others that are put together when the table is first needed.
func tableWith(list []string, more ...func() []string) Phrases {
	return Phrases{sync.OnceValue(func() *index {
		all := slices.Clone(list)
		for _, texts := range more {
			all = append(all, texts()...)
		}
		return indexOf(all)
	})}
}

func indexOf(texts []string) *index {
	found := &index{byWord: map[string][]phrase{}}
	for _, text := range texts {
		pieces := phrase(strings.Split(strings.ReplaceAll(Fold(text), " ? ", " *?* "), "*"))
		for i := range pieces {
			pieces[i] = strings.TrimSpace(pieces[i])
		}
		if r, _ := utf8.DecodeRuneInString(pieces[0]); r >= firstIdeograph {
			found.anywhere = append(found.anywhere, pieces)
			continue
		}
		word := FirstWord(pieces[0])
		found.byWord[word] = append(found.byWord[word], pieces)
		if word != "" {
			found.lengths[word[0]] |= lengthBit(word)
		}
	}
	for _, filed := range found.byWord {
		slices.SortStableFunc(filed, func(a, b phrase) int { return len(b[0]) - len(a[0]) })
	}
	return found
}

// firstIdeograph is where the scripts begin that write words without blanks.
const firstIdeograph = 0x2e80

// FirstWord returns the word that a text begins with, or its first byte.
func FirstWord(text string) string {
	n := 0
	for n < len(text) && IsWord(text[n]) {
		n++
	}
	return text[:max(n, min(1, len(text)))]
}

// Find returns the first phrase of the table in a folded text.
func (table Phrases) Find(text string) (string, bool) {
	known := table.compiled()
	for at := 0; at < len(text); {
		word := FirstWord(text[at:])
		for _, p := range known.beginning(word) {
			if p.at(text[at:]) {
				return p.String(), true
			}
		}
		at += len(word)
	}
	for _, p := range known.anywhere {
		if strings.Contains(text, p[0]) {
			return p[0], true
		}
	}
	return "", false
}

// Index returns where the first phrase of the table at or behind an index of a folded text begins and ends.
func (table Phrases) Index(text string, from int) (start, end int, found bool) {
	known := table.compiled()
	for at := from; at < len(text); {
		word := FirstWord(text[at:])
		for _, p := range known.beginning(word) {
			if n := p.length(text[at:]); n > 0 && (at == 0 || !IsWord(text[at-1])) {
				return at, at + n, true
			}
		}
		at += len(word)
	}
	return 0, 0, false
}

// In reports whether a folded text holds a phrase of the table.
func (table Phrases) In(text string) bool {
	_, found := table.Find(text)
	return found
}

// Prefix returns the length of the longest phrase that a folded text begins with.
func (table Phrases) Prefix(text string) (int, bool) {
	return table.compiled().prefix(text, FirstWord(text))
}

// prefix is Prefix of a text of which the first word is known.
func (x *index) prefix(text, word string) (int, bool) {
	for _, p := range x.beginning(word) {
		if strings.HasPrefix(text, p[0]) && EndsWord(text, len(p[0])) {
			return len(p[0]), true
		}
	}
	return 0, false
}

// IsWhole reports whether a folded text is a phrase of the table.
func (table Phrases) IsWhole(text string) bool {
	n, begins := table.Prefix(text)
	return begins && n == len(text)
}

// Begins reports whether a folded text begins with a phrase of the table.
func (table Phrases) Begins(text string) bool {
	_, begins := table.Prefix(text)
	return begins
}

// Suffix returns the length of the longest phrase that a folded text ends with.
func (table Phrases) Suffix(text string) int {
	known := table.compiled()
	for at := 0; at < len(text); {
		word := FirstWord(text[at:])
		for _, p := range known.beginning(word) {
			if text[at:] == p[0] {
				return len(p[0])
			}
		}
		at += len(word)
	}
	return 0
}

// Blanked returns a folded text with a mark in place of the table's phrases.
func (table Phrases) Blanked(text string) string {
	known := table.compiled()
	var out strings.Builder
	copied := 0 // up to where the text is in out
	for at := 0; at < len(text); {
		word := FirstWord(text[at:])
		if n, begins := known.prefix(text[at:], word); begins {
			out.WriteString(text[copied:at] + "~")
			at += n
			copied = at
			continue
		}
		at += len(word)
	}
	if copied == 0 {
		return text
	}
	return out.String() + text[copied:]
}

// String returns the pieces of a phrase with a mark between them.
func (p phrase) String() string {
	return strings.ReplaceAll(strings.Join(p, " … "), "… "+oneWord+" …", "…")
}

// at reports whether a phrase is at the beginning of a text.
func (p phrase) at(text string) bool { return p.length(text) > 0 }

// length returns how long a phrase is at the beginning of a text; 0 if it is not there.
func (p phrase) length(text string) int {
	if !strings.HasPrefix(text, p[0]) || !EndsWord(text, len(p[0])) {
		return 0
	}
	end := len(p[0])
	for i := 1; i < len(p); i++ {
		piece, at := p[i], 0
		if piece == oneWord && i+1 < len(p) {
			i++
			piece, at = p[i], afterWord(text[end:])
			if !BeginsWithWord(text[min(len(text), end+at):], piece) {
				return 0
			}
		} else {
			at = indexWord(text[end:min(len(text), end+maxGap+len(piece))], piece)
		}
		if at < 0 {
			return 0
		}
		end += at + len(piece)
	}
	return end
}

// afterWord returns where the second word begins of a text that begins with a blank.
func afterWord(text string) int {
	rest := strings.TrimLeft(text, " ")
	_, behind, _ := strings.Cut(rest, " ")
	return len(text) - len(behind)
}

// indexWord finds a piece between borders of words.
func indexWord(text, piece string) int {
	for from := 0; from <= len(text); {
		at := strings.Index(text[from:], piece)
		if at < 0 {
			return -1
		}
		at += from
		if (at == 0 || !IsWord(text[at-1]) || !IsWord(piece[0])) && EndsWord(text, at+len(piece)) {
			return at
		}
		from = at + 1
	}
	return -1
}

// EndsWord reports whether a word ends at an index.
func EndsWord(text string, at int) bool {
	return at >= len(text) || !IsWord(text[at]) || !IsWord(text[at-1])
}

// IsWord reports whether a byte of a folded text belongs to a word.
func IsWord(c byte) bool { return ascii.IsAlnum(c) || c >= utf8.RuneSelf }

// BeginsWithWord reports whether a folded text begins with some words.
func BeginsWithWord(text, words string) bool {
	return words != "" && strings.HasPrefix(text, words) && EndsWord(text, len(words))
}

// EndsWithWord reports whether a folded text ends with some words.
func EndsWithWord(text, words string) bool {
	at := len(text) - len(words)
	return words != "" && strings.HasSuffix(text, words) && (at == 0 || !IsWord(text[at-1]))
}

// HasAnyPrefix reports whether a text begins with one of some words.
func HasAnyPrefix(s string, words []string) bool {
	for _, word := range words {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// maxQuote limits how much is quoted as evidence, in bytes.
const maxQuote = 400

// Quote returns words in quotes, as evidence; of very many the first ones, with a sign that more follow.
func Quote(words string) string {
	if len(words) <= maxQuote {
		return `"` + words + `"`
	}
	cut := words[:maxQuote]
	if blank := strings.LastIndexByte(cut, ' '); blank > 0 {
		cut = cut[:blank]
	}
	return `"` + strings.ToValidUTF8(cut, "") + `" …`
}
