package ownwords

import (
	"slices"
	"strings"
)

// gram is how many letters and digits of a row are looked up; a run of our words has at least as many.
const gram = 12

// maxPlaces limits in how many places a row of letters is looked for.
const maxPlaces = 16

// Slot takes the place of what differs from mail to mail, such as a name or a date, in the text of a mail.
const Slot = '\x00'

// Texts are our texts, prepared for being found.
type Texts struct {
	text   []byte             // letters and digits of all texts, a Slot for each slot and between two texts
	places map[uint64][]int   // by the hash of a row of letters, where it begins
	seen   [sieve / 64]uint64 // a bit for each hash in places: most rows of a text are in none of our texts
}

// sieve is how many bits tell rows of letters apart.
const sieve = 1 << 18

// bitOf returns the bit of a hash. Its upper bits depend on all letters of the row.
func bitOf(hash uint64) (word, bit uint64) {
	n := hash * 0x9e3779b97f4a7c15 >> (64 - 18)
	return n / 64, 1 << (n % 64)
}

// placesOf returns where a row of letters begins.
func (x *Texts) placesOf(hash uint64) []int {
	if word, bit := bitOf(hash); x.seen[word]&bit == 0 {
		return nil
	}
	return x.places[hash]
}

// Of prepares texts.
func Of(texts ...string) *Texts {
	x := &Texts{text: []byte{Slot}, places: map[uint64][]int{}}
	for _, text := range texts {
		for part := range strings.SplitSeq(text, string(Slot)) {
			x.text = append(x.text, squeezed(part).letters...)
			x.text = append(x.text, Slot)
		}
	}
	row := rolling{}
	for at := 0; at+gram <= len(x.text); at++ {
		key := row.at(x.text, at)
		if !slices.Contains(x.text[at:at+gram], Slot) && len(x.places[key]) < maxPlaces {
			x.places[key] = append(x.places[key], at)
			word, bit := bitOf(key)
			x.seen[word] |= bit
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
