package ownwords

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Run is a part of a text that is ours.
type Run struct{ Start, End int }

// span is a run among the characters of a text, and where it is in our texts.
type span struct {
	start, end int   // in the text's characters
	places     []int // of its beginning in ours
}

const (
	minWithin = 40 // letters of a run that begins or ends in the middle of somebody's line
	minLine   = 20 // letters of a run that is the whole of its lines
	minWords  = 4  // words of such a run
)

// maxText limits how much of a text is searched, in bytes.
const maxText = 64 << 10

// In returns the parts of a text that are ours, in their order. Between two of them that only a slot parts, what fills the slot is ours too.
func (x *Texts) In(text string) []Run {
	text = text[:min(len(text), maxText)]
	spans, all, taken := x.search(text)
	return x.joined(text, spans, all, taken)
}

// Without returns a text without our words. What fills slots in them remains: anybody could write something there.
func (x *Texts) Without(text string) string {
	_, all, taken := x.search(text[:min(len(text), maxText)])
	var out strings.Builder
	at := 0
	for i, r := range all {
		if taken[i] {
			out.WriteString(text[at:r.Start] + "\n")
			at = r.End
		}
	}
	out.WriteString(text[at:])
	return out.String()
}

// search finds the runs of a text, and which of them are ours.
func (x *Texts) search(text string) (spans []span, all []Run, taken []bool) {
	s := squeezed(text)
	spans = x.spans(s.letters)
	all = make([]Run, len(spans))
	taken = make([]bool, len(spans))
	for i, r := range spans {
		all[i] = wholeWords(text, Run{int(s.origin[r.start]), s.after(text, r.end)})
		taken[i] = isOurs(text, all[i], x.followsSlot(r))
	}
	x.takeNear(spans, all, taken)
	if countTrue(taken) >= manyRuns {
		for i, r := range all {
			taken[i] = taken[i] || isLong(text[r.Start:r.End])
		}
		x.takeNear(spans, all, taken)
	}
	return spans, all, taken
}

// manyRuns are enough to show that a text holds one of our whole mails, and not some words as people use them too.
const manyRuns = 3

func countTrue(all []bool) (n int) {
	for _, one := range all {
		if one {
			n++
		}
	}
	return n
}

// isLong reports whether a run is long enough where it is the whole of its lines, or where the text holds one of our whole mails.
func isLong(run string) bool {
	return lettersIn(run) >= minLine && len(strings.Fields(run)) >= minWords
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

// joined returns the runs that are taken, with what fills the slots between and around them.
func (x *Texts) joined(text string, spans []span, all []Run, taken []bool) []Run {
	var runs []Run
	last := -1
	for i, run := range all {
		if !taken[i] {
			continue
		}
		switch {
		case last >= 0:
			runs[len(runs)-1].End += x.filling(text[all[last].End:run.Start], spans[last], spans[i])
		case last < 0 && x.followsSlot(spans[i]):
			run.Start = lineStart(text, run.Start)
		}
		runs = append(runs, run)
		last = i
	}
	if n := len(runs); n > 0 && x.precedesSlot(spans[last]) {
		runs[n-1].End = afterSignature(text, runs[n-1].End)
	}
	return runs
}

// takeNear takes short runs too that are near one that is taken, and are so in our texts.
func (x *Texts) takeNear(spans []span, all []Run, taken []bool) {
	isNear := func(a, b int) bool {
		between := all[b].Start - all[a].End
		return between <= maxFilling && follows(spans[a], spans[b]) || between <= maxContacts && x.onlySlotsBetween(spans[a], spans[b])
	}
	for i := 1; i < len(all); i++ {
		taken[i] = taken[i] || taken[i-1] && isNear(i-1, i)
	}
	for i := len(all) - 2; i >= 0; i-- {
		taken[i] = taken[i] || taken[i+1] && isNear(i, i+1)
	}
}

// follows reports whether a run comes soon after another one in our texts.
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

// wholeWords returns a run without the parts of words at its ends.
func wholeWords(text string, r Run) Run {
	if before, _ := utf8.DecodeLastRuneInString(text[:r.Start]); !isMark(before) && r.Start > 0 {
		for r.Start < r.End {
			c, size := utf8.DecodeRuneInString(text[r.Start:])
			if isMark(c) {
				break
			}
			r.Start += size
		}
	}
	if behind, _ := utf8.DecodeRuneInString(text[r.End:]); !isMark(behind) && r.End < len(text) {
		for r.Start < r.End {
			c, size := utf8.DecodeLastRuneInString(text[:r.End])
			if isMark(c) {
				break
			}
			r.End -= size
		}
	}
	return r
}

// followsSlot reports whether a slot is before a run in our texts, precedesSlot whether one is behind it.
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

// maxNames is how many words there are before our first word on its line, and in the line with which we sign.
const maxNames = 8

// lineStart returns where the line begins on which a run does, if all before it are a few names.
func lineStart(text string, at int) int {
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

// after returns where in a text the character before an index of its letters ends.
func (s squeezedText) after(text string, end int) int {
	at := int(s.origin[end-1])
	_, size := utf8.DecodeRuneInString(text[at:])
	return at + size
}

// spans returns the longest runs of letters that are ours, without overlaps.
func (x *Texts) spans(letters []byte) []span {
	var found []span
	row := rolling{}
	for at := 0; at+gram <= len(letters); {
		best := span{start: at, end: at + gram - 1}
		for _, place := range x.places[row.at(letters, at)] {
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

// isOurs reports whether a run is long enough for its place: people use some of our words too, in sentences of their own.
func isOurs(text string, r Run, slotBefore bool) bool {
	run := text[r.Start:r.End]
	if lettersIn(run) >= minWithin {
		return true
	}
	begins := strings.TrimFunc(lineBefore(text, r.Start), isMark) == "" || slotBefore && lineStart(text, r.Start) < r.Start
	return begins && isLong(run) && strings.TrimFunc(lineAfter(text, r.End), isMark) == ""
}

// lineBefore returns what is on the line before an index.
func lineBefore(text string, at int) string {
	return text[strings.LastIndexByte(text[:at], '\n')+1 : at]
}

// lineAfter returns what is on the line from an index on.
func lineAfter(text string, at int) string {
	if end := strings.IndexByte(text[at:], '\n'); end >= 0 {
		return text[at : at+end]
	}
	return text[at:]
}

// isMark reports whether a character belongs to no word.
func isMark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

const (
	maxFilling  = 60  // of a name, a number or a date between two runs, in bytes
	maxContacts = 600 // of a list of contacts
)

// filling returns how much of what is between two runs, from its beginning, fills the slot between their places. An answer between our questions
// does not: what we fill in is an address or a number with a name before it, or a few words on the lines of the runs themselves.
func (x *Texts) filling(between string, a, b span) int {
	if !x.onlySlotsBetween(a, b) {
		return 0
	}
	if n := afterContact(between); n > 0 && n <= maxContacts {
		if strings.TrimFunc(between[n:], isMark) == "" {
			return len(between)
		}
		return n
	}
	if len(between) <= maxFilling && strings.Count(between, "\n") < 2 && !strings.ContainsAny(between, "?!") {
		return len(between)
	}
	return 0
}

// maxBetweenSlots is how many letters there may be between two slots that one gap fills.
const maxBetweenSlots = 60

// onlySlotsBetween reports whether nothing but slots, and short words between slots, is between two runs in our texts.
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

// Mark returns a text in which what is ours is quoted, on lines of its own, and apart from that what is between our words and may fill slots
// in them. Lines that are quoted already stay as they are, and what was written between them is not ours.
func (x *Texts) Mark(text string) (marked, between string) {
	searched := text[:min(len(text), maxText)]
	spans, all, taken := x.search(searched)
	runs := x.joined(searched, spans, all, taken)
	if len(runs) == 0 {
		return text, ""
	}
	var filled, out strings.Builder
	filled.WriteString(x.lastFilling(searched, spans, all, taken))
	for i, r := range runs[1:] {
		filling := text[runs[i].End:r.Start]
		if isQuoted(text, runs[i].End) && isQuoted(text, r.Start) {
			filling = entries(filling)
		}
		filled.WriteString(filling + "\n")
	}
	at := 0
	for line := range strings.Lines(text) {
		start, end := at, at+len(line)
		at = end
		for len(runs) > 0 && runs[0].End <= start {
			runs = runs[1:]
		}
		if len(runs) == 0 || runs[0].Start >= end || strings.HasPrefix(strings.TrimSpace(line), ">") {
			out.WriteString(line)
			continue
		}
		markLine(&out, text, start, end, runs)
	}
	return out.String(), filled.String()
}

// lastFilling returns what fills the slot behind the last run, in the paragraph that it is in.
func (x *Texts) lastFilling(text string, spans []span, all []Run, taken []bool) string {
	for i := len(all) - 1; i >= 0; i-- {
		if !taken[i] {
			continue
		}
		if !x.precedesSlot(spans[i]) || isQuoted(text, all[i].End) {
			return ""
		}
		filling, _, _ := strings.Cut(text[all[i].End:], "\n\n")
		return filling + "\n"
	}
	return ""
}

// entries returns the lines of a text that are entries of a list of contacts, as our mails about several have it.
func entries(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "- ") && strings.Contains(line, "@") {
			out.WriteString(line)
		}
	}
	return out.String()
}

// isQuoted reports whether the line that an index is on is quoted.
func isQuoted(text string, at int) bool {
	line := strings.TrimLeft(text[strings.LastIndexByte(text[:at], '\n')+1:], " \t\r")
	return strings.HasPrefix(line, ">")
}

// markLine writes a line in which some runs are, each part on a line of its own.
func markLine(out *strings.Builder, text string, start, end int, runs []Run) {
	for _, r := range runs {
		if r.Start >= end {
			break
		}
		writeOwn(out, text[start:max(start, r.Start)])
		out.WriteString("> " + strings.TrimSpace(text[max(start, r.Start):min(end, r.End)]) + "\n")
		start = min(end, r.End)
	}
	writeOwn(out, text[start:end])
}

// writeOwn writes a part of a line that is not ours, unless it is nothing but marks.
func writeOwn(out *strings.Builder, own string) {
	if own = strings.TrimLeft(own, ".?!:;,)\"'»”“ \t"); strings.TrimFunc(own, isMark) == "" {
		return
	}
	out.WriteString(strings.TrimRight(own, "\n") + "\n")
}
