package ownwords

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/mailparse/lexicon"
)

// Slot takes the place of what differs from mail to mail, such as a name or a date, in the text of a mail.
const Slot = '\x00'

// gram is how many letters and digits of a row are looked up; a run of our words has at least as many.
const gram = 12

// maxPlaces limits in how many places a row of letters is looked for.
const maxPlaces = 16

// Texts are our texts, prepared for being found.
type Texts struct {
	text   []byte           // letters and digits of all texts, a Slot for each slot and between two texts
	places map[uint64][]int // by the hash of a row of letters, where it begins
}

// Of prepares texts.
func Of(texts ...string) *Texts {
	x := &Texts{text: []byte{Slot}, places: map[uint64][]int{}}
	for _, text := range texts {
		x.text = append(x.text, squeezed(text).letters...)
		x.text = append(x.text, Slot)
	}
	row := rolling{}
	for at := 0; at+gram <= len(x.text); at++ {
		key := row.at(x.text, at)
		if !slices.Contains(x.text[at:at+gram], Slot) && len(x.places[key]) < maxPlaces {
			x.places[key] = append(x.places[key], at)
		}
	}
	return x
}

// rolling is the hash of a row of letters, which moves on by one letter at the cost of one.
type rolling struct {
	hash uint64
	next int // where the row would begin that it moves on to; 0: none yet
}

// base and leaving are the factors of the character that comes and of the one that goes.
const base = 1099511628211

var leaving = func() uint64 {
	power := uint64(1)
	for range gram {
		power *= base
	}
	return power
}()

// at returns the hash of the row that begins at an index.
func (r *rolling) at(letters []byte, at int) uint64 {
	if at > 0 && r.next == at {
		r.hash = r.hash*base + uint64(letters[at+gram-1]) - leaving*uint64(letters[at-1])
	} else {
		r.hash = 0
		for _, c := range letters[at : at+gram] {
			r.hash = r.hash*base + uint64(c)
		}
	}
	r.next = at + 1
	return r.hash
}

// squeezedText is a text without anything but letters and digits.
type squeezedText struct {
	letters []byte
	origin  []int32 // for each of them, where it is in the text
}

// squeezed folds a text and leaves out all but letters, digits and slots.
func squeezed(text string) squeezedText {
	s := squeezedText{letters: make([]byte, 0, len(text)), origin: make([]int32, 0, len(text))}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == Slot {
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
