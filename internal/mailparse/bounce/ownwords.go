package bounce

import (
	"cmp"
	"strings"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailparse/lexicon"
)

// withoutOwnWords returns a server's notice without what we wrote: the subject
// that its summary repeats, and lines that it quotes. Subject is that of the mail
// that came back, if it is known; echoed is the one that the summary names.
func withoutOwnWords(notice, subject string) (text, echoed string) {
	var out strings.Builder
	inSubject := false
	for line := range strings.Lines(notice) {
		trimmed := strings.TrimSpace(line)
		value, isSubject := summarySubject(trimmed)
		switch {
		case isSubject:
			inSubject, echoed = true, cmp.Or(echoed, value)
			continue
		case inSubject && trimmed != "" && isIndented(line) && !isSummaryField(trimmed):
			continue // the subject goes on
		}
		inSubject = false
		if !isQuotation(trimmed) {
			out.WriteString(line)
		}
	}
	return withoutPhrase(withoutPhrase(out.String(), subject), echoed), echoed
}

func isIndented(line string) bool { return line[0] == ' ' || line[0] == '\t' }

// summarySubject returns the subject that a line of a summary names.
func summarySubject(line string) (value string, found bool) {
	name, value, colon := strings.Cut(line, ":")
	if !colon || len(name) > 40 || !lexicon.SummarySubject[strings.Trim(lexicon.Fold(name), "*- ")] {
		return "", false
	}
	return strings.TrimSpace(value), true
}

// isSummaryField reports whether a line looks like a field.
func isSummaryField(line string) bool {
	name, _, colon := strings.Cut(line, ":")
	return colon && len(name) < 30 && strings.Count(name, " ") < 3
}

// isQuotation reports whether a line quotes words. What servers list behind the
// same mark, addresses and commands, is not one.
func isQuotation(line string) bool {
	rest, quoted := strings.CutPrefix(line, ">")
	return quoted && !strings.HasPrefix(rest, ">") && !strings.Contains(rest, "@") && codeAt(strings.TrimSpace(rest)) == ""
}

// shortSubject is how short a subject is that other people may have written as well.
const shortSubject = 8

// withoutPhrase removes a subject from a text that repeats it, however its lines
// were broken.
func withoutPhrase(text, phrase string) string {
	words := strings.Fields(phrase)
	if len(words) == 0 || len(phrase) < shortSubject {
		return text
	}
	for from := 0; from < len(text); {
		at := strings.Index(text[from:], words[0])
		if at < 0 {
			break
		}
		at += from
		if n := lengthOfWords(text[at:], words); n > 0 {
			text = text[:at] + "~" + text[at+n:]
		}
		from = at + 1
	}
	return text
}

// lengthOfWords returns the length of words at the beginning of a text, whatever
// blanks separate them; 0 if they are not there.
func lengthOfWords(text string, words []string) int {
	rest := text
	for i, word := range words {
		if i > 0 {
			rest = strings.TrimLeft(rest, " \t\r\n")
		}
		after, found := strings.CutPrefix(rest, word)
		if !found {
			return 0
		}
		rest = after
	}
	return len(text) - len(rest)
}

// serversSubject returns what in the subject of a report may be the server's own
// words, and not what it repeats. A server that names the reason in its
// subject does so behind its own name for the report, as sendmail does. Behind any
// other colon is the subject of our mail.
func serversSubject(subject string, ours ...string) string {
	for _, known := range ours {
		if folded := lexicon.Fold(known); len(folded) >= shortSubject {
			if at := strings.Index(subject, folded); at >= 0 {
				return subject[:at]
			}
		}
	}
	if strings.HasPrefix(subject, "returned mail:") {
		return subject
	}
	own, _, _ := strings.Cut(subject, ":")
	return own
}

// namesAddress reports whether a folded text names one of some addresses.
func namesAddress(text string, addresses []string) bool {
	for _, address := range addresses {
		if address != "" && strings.Contains(text, lexicon.Fold(address)) {
			return true
		}
	}
	return false
}

// namesDomain reports whether a folded text names a domain by itself, not as a part
// of a longer name.
func namesDomain(text, domain string) bool {
	for from := 0; domain != ""; {
		at := strings.Index(text[from:], domain)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(domain)
		if (at == 0 || !ascii.IsAlnum(text[at-1]) && !joins(text[at-1])) && (end == len(text) || !ascii.IsAlnum(text[end]) && text[end] != '-') {
			return true
		}
		from = end
	}
	return false
}
