package ownwords

import (
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/mailparse/lexicon"
)

// squeezedText is a text without anything but letters and digits.
type squeezedText struct {
	letters []byte
	origin  []int32 // for each of them, where it is in the text
}

// squeezed folds a text and leaves out all but letters and digits. A NUL that somebody wrote is not a Slot.
func squeezed(text string) squeezedText {
	s := squeezedText{letters: make([]byte, 0, len(text)), origin: make([]int32, 0, len(text))}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
				s.add(i, c)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			s.add(i, []byte(lexicon.Fold(text[i:i+size]))...)
		}
		i += size
	}
	return s
}

func (s *squeezedText) add(at int, letters ...byte) {
	for _, c := range letters {
		s.letters = append(s.letters, c)
		s.origin = append(s.origin, int32(at))
	}
}

// after returns where in a text the character before an index of its letters ends.
func (s squeezedText) after(text string, end int) int {
	at := int(s.origin[end-1])
	_, size := utf8.DecodeRuneInString(text[at:])
	return at + size
}

// cutsWord reports whether a word goes on across an index. Where a program has lost a line end, a capital letter or another one behind a digit begins
// another word.
func cutsWord(text string, at int) bool {
	if at == 0 || at == len(text) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	behind, _ := utf8.DecodeRuneInString(text[at:])
	return !isMark(before) && !isMark(behind) && unicode.IsDigit(before) == unicode.IsDigit(behind) && (unicode.IsUpper(before) || !unicode.IsUpper(behind))
}

// isMark reports whether a character belongs to no word.
func isMark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
