package ownwords

import (
	"strings"
	"unicode/utf8"
)

// maxText limits how much of a text is searched, in bytes.
const maxText = 64 << 10

const (
	minWithin = 40 // letters of a run that begins or ends in the middle of somebody's line
	minLine   = 20 // letters of a run that is the whole of its lines
	minWords  = 4  // words of such a run
)

// manyRuns are enough to show that a text holds one of our whole mails, and not some words as people use them too.
const manyRuns = 3

// find returns the runs of a text in their order.
func (x *Texts) find(text string) []run {
	s := squeezed(text)
	spans := x.spans(s.letters)
	runs := make([]run, len(spans))
	for i, letters := range spans {
		r := run{start: int(s.origin[letters.start]), end: s.after(text, letters.end), letters: letters}
		r.trim(text)
		r.ours = r.isLongForItsPlace(text, x.followsSlot(letters))
		runs[i] = r
	}
	x.takeNear(runs)
	if countOurs(runs) >= manyRuns {
		for i, r := range runs {
			runs[i].ours = r.ours || isLong(text[r.start:r.end])
		}
		x.takeNear(runs)
	}
	return runs
}

func countOurs(runs []run) (n int) {
	for _, r := range runs {
		if r.ours {
			n++
		}
	}
	return n
}

// spans returns the longest runs of letters that are in our texts, without overlaps.
func (x *Texts) spans(letters []byte) []span {
	var found []span
	row := rolling{}
	for at := 0; at+gram <= len(letters); {
		best := span{start: at, end: at + gram - 1}
		for _, place := range x.placesOf(row.at(letters, at)) {
			n := 0
			for at+n < len(letters) && letters[at+n] == x.text[place+n] && x.text[place+n] != Slot {
				n++
			}
			switch end := at + n; {
			case end > best.end:
				best.end, best.places = end, []int{place}
			case end == best.end && best.places != nil:
				best.places = append(best.places, place)
			}
		}
		if best.places == nil {
			at++
			continue
		}
		found = append(found, best)
		at = best.end
	}
	return found
}

// trim leaves the parts of words at the ends out of a run.
func (r *run) trim(text string) {
	if cutsWord(text, r.start) {
		for r.start < r.end {
			c, size := utf8.DecodeRuneInString(text[r.start:])
			if isMark(c) {
				break
			}
			r.start += size
		}
	}
	if cutsWord(text, r.end) {
		for r.start < r.end {
			c, size := utf8.DecodeLastRuneInString(text[:r.end])
			if isMark(c) {
				break
			}
			r.end -= size
		}
	}
}

// isLongForItsPlace reports whether a run is so long that nobody but us wrote it where it is: less is enough for the whole of a line, but for what
// fills a slot before it.
func (r *run) isLongForItsPlace(text string, slotBefore bool) bool {
	words := text[r.start:r.end]
	if lettersIn(words) >= minWithin {
		return true
	}
	begins := strings.TrimFunc(lineBefore(text, r.start), isMark) == "" || slotBefore && startOfNames(text, r.start) < r.start
	return begins && isLong(words) && strings.TrimFunc(lineAfter(text, r.end), isMark) == ""
}

// isLong reports whether a run is long enough where it is the whole of its lines, or where the text holds one of our whole mails.
func isLong(words string) bool {
	return lettersIn(words) >= minLine && len(strings.Fields(words)) >= minWords
}

// lettersIn returns how many letters and digits a text has.
func lettersIn(text string) (n int) {
	for _, c := range text {
		if !isMark(c) {
			n++
		}
	}
	return n
}

// takeNear takes short runs for ours too that are near one that is.
func (x *Texts) takeNear(runs []run) {
	for i := 1; i < len(runs); i++ {
		runs[i].ours = runs[i].ours || runs[i-1].ours && x.isNear(runs[i-1], runs[i])
	}
	for i := len(runs) - 2; i >= 0; i-- {
		runs[i].ours = runs[i].ours || runs[i+1].ours && x.isNear(runs[i], runs[i+1])
	}
}

// isNear reports whether a run comes soon after another one, in the text and in ours.
func (x *Texts) isNear(a, b run) bool {
	between := b.start - a.end
	return between <= maxFilling && follows(a.letters, b.letters) || between <= maxContacts && x.onlySlotsBetween(a.letters, b.letters)
}

// follows reports whether a span comes soon after another one in our texts.
func follows(a, b span) bool {
	for _, first := range a.places {
		for _, second := range b.places {
			if between := second - first - (a.end - a.start); between >= 0 && between <= maxBetweenSlots {
				return true
			}
		}
	}
	return false
}
