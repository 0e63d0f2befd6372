package ownwords

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxFilling      = 60  // of a name, a number or a date between two runs, in bytes
	maxContacts     = 600 // of a list of contacts, in bytes
	maxBetweenSlots = 60  // letters between two slots that one gap fills
	maxNames        = 8   // words before our first word on its line, and in the line with which we sign
)

// followsSlot reports whether a slot is before a span in our texts, precedesSlot whether one is behind it.
func (x *Texts) followsSlot(a span) bool {
	for _, place := range a.places {
		if x.text[place-1] == Slot {
			return true
		}
	}
	return false
}

func (x *Texts) precedesSlot(a span) bool {
	for _, place := range a.places {
		if x.text[place+a.end-a.start] == Slot {
			return true
		}
	}
	return false
}

// onlySlotsBetween reports whether nothing but slots, and short words between slots, is between two spans in our texts.
func (x *Texts) onlySlotsBetween(a, b span) bool {
	for _, first := range a.places {
		for _, second := range b.places {
			end := first + a.end - a.start
			if second > end && second-end <= maxBetweenSlots && x.text[end] == Slot && x.text[second-1] == Slot {
				return true
			}
		}
	}
	return false
}

// withFillings returns the runs that are ours, with what fills the slots between and around them.
func (x *Texts) withFillings(text string, runs []run) []run {
	var filled []run
	var last run // as it was found
	for _, r := range runs {
		if !r.ours {
			continue
		}
		found := r
		switch n := len(filled); {
		case n > 0:
			filled[n-1].end += x.filling(text[last.end:r.start], last.letters, r.letters)
		case x.followsSlot(r.letters):
			r.start = startOfNames(text, r.start)
		}
		filled, last = append(filled, r), found
	}
	if n := len(filled); n > 0 && x.precedesSlot(last.letters) {
		filled[n-1].end = afterSignature(text, filled[n-1].end)
	}
	return filled
}

// filling returns how much of what is between two runs, from its beginning, fills the slot between their places. An answer between our questions
// does not: what we fill in is an address or a number with a name before it, or a few words on the lines of the runs themselves.
func (x *Texts) filling(between string, a, b span) int {
	if !x.onlySlotsBetween(a, b) {
		return 0
	}
	if n := afterContact(between); n > 0 && n <= maxContacts {
		if endsFilling(between[n:]) {
			return len(between)
		}
		return n
	}
	if len(between) <= maxFilling && strings.Count(between, "\n") < 2 && !strings.ContainsAny(between, "?!") {
		return len(between)
	}
	return 0
}

// endsFilling reports whether what is behind our address or number is part of what we fill in: nothing, what the mailbox is for, or the end of
// a number that was broken.
func endsFilling(rest string) bool {
	rest = strings.TrimSpace(rest)
	words := strings.TrimFunc(rest, isMark)
	return words == "" || strings.HasPrefix(rest, "(") && isPurpose(words) || strings.HasSuffix(rest, ".") && isEndOfNumber(rest)
}

// maxNumberEnd is how many digits of one of our numbers a program puts on the next line.
const maxNumberEnd = 6

// isEndOfNumber reports whether a part of a line before our words is nothing but a few digits: the end of our number that was broken.
func isEndOfNumber(part string) bool {
	digits := strings.TrimFunc(part, isMark)
	return digits != "" && len(digits) <= maxNumberEnd && strings.Trim(digits, "0123456789") == ""
}

// contact is an address or a telephone number.
var contact = regexp.MustCompile(`[^\s,;<>()]+@[^\s,;<>()]+|\+?\d[\d ()./-]{5,20}\d`)

// afterContact returns where the last address or number of a text ends; 0 if there is none.
func afterContact(text string) int {
	all := contact.FindAllStringIndex(text, -1)
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1][1]
}

// startOfNames returns where the line begins on which a run does, if all before it are a few names.
func startOfNames(text string, at int) int {
	before := lineBefore(text, at)
	if len(before) > maxFilling {
		return at
	}
	if words := strings.Fields(before); len(words) > maxNames || !areNames(words) {
		return at
	}
	return at - len(before)
}

// afterSignature returns where the line ends behind a run with which we sign: a few names with commas between.
func afterSignature(text string, end int) int {
	rest := strings.TrimLeft(text[end:], " \t\r\n.,;:!?\"'»”>|")
	line, _, _ := strings.Cut(rest, "\n")
	words := strings.Fields(line)
	if len(words) < 2 || len(words) > maxNames || !strings.Contains(line, ",") || !areNames(words) {
		return end
	}
	return len(text) - len(rest) + len(line)
}

// areNames reports whether words begin with capital letters or are none.
func areNames(words []string) bool {
	for _, word := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimFunc(word, isMark))
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}
