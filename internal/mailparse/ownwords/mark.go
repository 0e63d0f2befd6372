package ownwords

import "strings"

// Without returns a text without our words. What fills slots in them remains: anybody could write something there.
func (x *Texts) Without(text string) string {
	var out strings.Builder
	at := 0
	for _, r := range x.find(text[:min(len(text), maxText)]) {
		if r.ours {
			out.WriteString(text[at:r.start] + "\n")
			at = r.end
		}
	}
	out.WriteString(text[at:])
	return out.String()
}

// Mark returns a text in which what is ours is quoted, on lines of its own, and apart from that what is between our words and may fill slots
// in them. Lines that are quoted already stay as they are, and what was written between them is not ours.
func (x *Texts) Mark(text string) (marked, between string) {
	searched := text[:min(len(text), maxText)]
	found := x.find(searched)
	runs := x.withFillings(searched, found)
	if len(runs) == 0 {
		return text, ""
	}
	return quoted(text, runs), x.lastFilling(searched, found) + betweenRuns(text, runs)
}

// quoted returns a text in which the runs are quoted.
func quoted(text string, runs []run) string {
	var out strings.Builder
	at := 0
	for line := range strings.Lines(text) {
		start, end := at, at+len(line)
		at = end
		for len(runs) > 0 && runs[0].end <= start {
			runs = runs[1:]
		}
		if len(runs) == 0 || runs[0].start >= end || strings.HasPrefix(strings.TrimSpace(line), ">") {
			out.WriteString(line)
			continue
		}
		quoteIn(&out, text, start, end, runs)
	}
	return out.String()
}

// quoteIn writes a line in which some runs are, each part on a line of its own.
func quoteIn(out *strings.Builder, text string, start, end int, runs []run) {
	for _, r := range runs {
		if r.start >= end {
			break
		}
		if part := text[start:max(start, r.start)]; !isEndOfNumber(part) {
			writeOthers(out, part)
		}
		out.WriteString("> " + strings.TrimSpace(text[max(start, r.start):min(end, r.end)]) + "\n")
		start = min(end, r.end)
	}
	writeOthers(out, text[start:end])
}

// writeOthers writes a part of a line that is not ours, unless it is nothing but marks.
func writeOthers(out *strings.Builder, part string) {
	if part = strings.TrimLeft(part, ".?!:;,)\"'»”“ \t"); strings.TrimFunc(part, isMark) == "" {
		return
	}
	out.WriteString(strings.TrimRight(part, "\n") + "\n")
}

// betweenRuns returns what is between the runs: of what is between quoted lines only the entries of a list of contacts.
func betweenRuns(text string, runs []run) string {
	var out strings.Builder
	for i, r := range runs[1:] {
		between := text[runs[i].end:r.start]
		if isQuoted(text, runs[i].end) && isQuoted(text, r.start) {
			between = entries(between)
		}
		out.WriteString(between + "\n")
	}
	return out.String()
}

// lastFilling returns what fills the slot behind the last run that is ours, in the paragraph that it is in.
func (x *Texts) lastFilling(text string, runs []run) string {
	for i := len(runs) - 1; i >= 0; i-- {
		r := runs[i]
		if !r.ours {
			continue
		}
		if !x.precedesSlot(r.letters) || isQuoted(text, r.end) {
			return ""
		}
		filling, _, _ := strings.Cut(text[r.end:], "\n\n")
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
