package reply

import (
	"regexp"
	"slices"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// maxWritten limits how much is kept of what somebody wrote, and of what they
// quoted: the beginning and the end of each.
const maxWritten = 32 << 10

// splitText divides a text into what was written in it and what is quoted:
// lines behind ">", and everything below the header of the other mail.
// Text between quoted lines is an answer too.
func splitText(text string) (own, quoted string) {
	own, quoted, _ = Split(text)
	return own, quoted
}

// Split does what splitText does, and reports whether something of what was written was left out.
func Split(text string) (own, quoted string, cut bool) { return SplitAnswer(text, nil) }

// SplitAnswer does what Split does. Some programs put the header of our mail above the answer: where one of our addresses is in the header that a text
// begins with, what is below is not quoted by that alone.
func SplitAnswer(text string, isOurs func(address string) bool) (own, quoted string, cut bool) {
	text, header := withoutLeadingHeader(text, isOurs)
	written, cited := mime.Excerpt{Limit: maxWritten}, mime.Excerpt{Limit: maxWritten}
	cited.WriteString(header)
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); {
		if own, rest := onSameLine(lines[i:]); rest != "" {
			written.WriteString(own + "\n")
			lines[i] = rest
		}
		n := attribution(lines[i:])
		line := strings.TrimSpace(lines[i])
		switch {
		case n == 0 && strings.HasPrefix(line, ">"), isTitle(line) && quotedBelow(lines[i+1:]):
			cited.WriteString(line + "\n")
			i++
		case line == mime.QuotedBelow || isTitle(line) || isHeader(lines[i:]) || lexicon.IsQuestion(line) || n > 0 && !quotedBelow(lines[i+n:]):
			cited.WriteString(strings.Join(lines[i:], "\n"))
			return splitResult(&written, &cited)
		default:
			if n == 0 {
				written.WriteString(strings.TrimRight(lines[i], " \t\r") + "\n")
			}
			i += max(n, 1)
		}
	}
	return splitResult(&written, &cited)
}

// splitResult returns what was collected.
func splitResult(written, cited *mime.Excerpt) (own, quoted string, cut bool) {
	own, quoted = written.String(), cited.String()
	return own, quoted, written.IsCut()
}

// isTitle recognizes "-----Original Message-----" and its like.
func isTitle(line string) bool {
	if line == "" || len(line) > 100 || !strings.ContainsAny(line[:1], "-*=_") && !strings.HasPrefix(line, "\u2010") && !strings.HasSuffix(line, ":") {
		return false
	}
	_, begins := lexicon.OriginalTitle.Prefix(strings.TrimLeft(lexicon.Fold(line), "-*=_ "))
	return begins
}

// isHeader recognizes the header of a mail in a text: a sender and two more
// fields in a few lines, in any of the languages.
func isHeader(lines []string) bool {
	if !isField(lines[0], lexicon.FromField) && !isField(lines[0], lexicon.QuotedField) {
		return false
	}
	senders, fields := 0, 0
	for _, line := range lines[:min(len(lines), 10)] {
		switch {
		case isField(line, lexicon.FromField):
			senders++
		case isField(line, lexicon.QuotedField):
			fields++
		}
	}
	return senders > 0 && fields > 1
}

// withoutLeadingHeader cuts the header of our mail off the beginning of a text.
func withoutLeadingHeader(text string, isOurs func(address string) bool) (below, header string) {
	trimmed := strings.TrimLeft(text, " \t\r\n")
	lines := strings.Split(trimmed[:min(len(trimmed), maxHeader)], "\n")
	if isOurs == nil || !isHeader(lines) {
		return text, ""
	}
	at, ours := 0, false
	for _, line := range lines {
		from := isField(line, lexicon.FromField)
		if !from && !isField(line, lexicon.QuotedField) {
			break
		}
		ours = ours || from && slices.ContainsFunc(mailaddr.In(line), isOurs)
		at += len(line) + 1
	}
	if !ours {
		return text, ""
	}
	at = min(at, len(trimmed))
	return trimmed[at:], trimmed[:at]
}

// maxHeader is how long the header of a mail in a text is, in bytes.
const maxHeader = 2000

func isField(line string, names map[string]bool) bool {
	name, _, found := strings.Cut(line, ":")
	return found && len(name) < 30 && names[strings.Trim(lexicon.Fold(name), "*>| ")]
}

// attribution returns how many lines from the first on say who wrote what is
// quoted below, such as "On … wrote:"; 0 if they say something else.
func attribution(lines []string) int {
	joined := ""
	if precedesQuote(lines[0]) || isGroupWise(lines[0]) {
		return 1
	}
	for n, line := range lines[:min(len(lines), 5)] {
		line = unframed(line)
		if line == "" || n > 0 && endsSentence(joined) || len(joined) > 500 {
			return 0
		}
		joined += " " + line
		if n == 0 && !opensAttribution(lexicon.Fold(line)) {
			return 0
		}
		if strings.HasSuffix(line, ":") {
			if isAttribution(lexicon.Fold(joined)) {
				return n + 1
			}
			return 0
		}
	}
	return 0
}

// precedesQuote recognizes a line that begins with a whole attribution and goes on with the beginning of what is quoted, as the Yahoo app for Android
// writes it: "On Wed, 23 Sep 2026 at 11:05, Jane<jane@buyer.example> wrote:   Hello".
func precedesQuote(line string) bool {
	line = strings.ToLower(strings.TrimSpace(line[:min(len(line), maxSameLine)]))
	dated, _ := lexicon.Dated.Prefix(line[:min(len(line), 8)])
	address := strings.IndexByte(line, '>')
	if dated == 0 || address < 0 || !strings.Contains(line[:address], "@") || !startsDay(line[dated:]) {
		return false
	}
	wrote, rest, found := strings.Cut(line[address+1:], ":")
	return found && strings.TrimSpace(rest) != "" && len(wrote) < maxWrote && lexicon.Wrote.In(lexicon.Fold(wrote+":"))
}

// maxWrote is how long the words between the address and the colon of an attribution are, in bytes.
const maxWrote = 24

// isGroupWise recognizes the line above what GroupWise quotes without a mark: ">>> Jane Doe 23.11.2026 09:00 >>>".
func isGroupWise(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) > len(">>>>>>") && strings.HasPrefix(line, ">>> ") && strings.HasSuffix(line, " >>>") && strings.ContainsAny(line, "0123456789")
}

// onSameLine divides a line on which an attribution follows an answer; rest is empty if none does.
func onSameLine(lines []string) (own, rest string) {
	line := lines[0]
	if first := strings.ToLower(strings.TrimSpace(line)); first == "" || lexicon.Dated.Begins(first[:min(len(first), 8)]) || first[0] >= '0' && first[0] <= '9' {
		return "", ""
	}
	if len(line) > maxSameLine || strings.HasPrefix(strings.TrimSpace(line), ">") || !strings.ContainsAny(line, "0123456789") {
		return "", ""
	}
	tried := 0
	for at := strings.IndexByte(line, ' '); at >= 0 && tried < maxTried; {
		behind := line[at+1:]
		if dated, _ := lexicon.Dated.Prefix(strings.ToLower(behind[:min(len(behind), 8)])); dated > 0 && startsDay(behind[dated:]) {
			tried++
			if attribution(append([]string{behind}, lines[1:min(len(lines), 5)]...)) > 0 {
				return line[:at], behind
			}
		}
		next := strings.IndexByte(behind, ' ')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return "", ""
}

const (
	maxSameLine = 2000 // of a line that is searched for an attribution, in bytes
	maxTried    = 5    // of the places of a line where one may begin
)

// startsDay reports whether a text begins with a weekday or a number.
func startsDay(text string) bool {
	text = strings.TrimLeft(text, " ,")
	if text == "" {
		return false
	}
	word := lexicon.FirstWord(lexicon.Fold(text[:min(len(text), 16)]))
	return text[0] >= '0' && text[0] <= '9' || lexicon.WeekdayName(word) || lexicon.IsMonth(word)
}

func opensAttribution(folded string) bool {
	_, dated := lexicon.Dated.Prefix(folded)
	return dated || folded != "" && folded[0] >= '0' && folded[0] <= '9' || strings.ContainsAny(folded, "@<") || lexicon.Wrote.In(folded)
}

// unframed returns a line of an attribution without the dashes that a program puts around it, and with a colon at its end in place of a wide one.
func unframed(line string) string {
	line = strings.TrimSpace(line)
	if inner := strings.Trim(line, "-"); len(line)-len(inner) >= minFrame && strings.HasPrefix(line, "--") && strings.HasSuffix(line, "--") {
		return strings.TrimSpace(inner) + ":"
	}
	if inner, wide := strings.CutSuffix(line, "\uff1a"); wide {
		return inner + ":"
	}
	return line
}

// minFrame is how many dashes there are around an attribution.
const minFrame = 6

// clock is a time of the day.
var clock = regexp.MustCompile(`\b\d{1,2}[:.]\d\d\b`)

func isAttribution(folded string) bool {
	if strings.HasSuffix(folded, ">:") && folded[0] >= '0' && folded[0] <= '9' {
		return true
	}
	if at := strings.LastIndex(folded, ">"); at > 0 && strings.Contains(folded[:at], "<") && strings.Contains(folded, "@") && clock.MatchString(folded) {
		return true // in whatever language
	}
	return lexicon.Wrote.In(folded) && strings.ContainsAny(folded, "0123456789@<") || lexicon.Sent.In(folded) && strings.Contains(folded, "@")
}

// endsSentence reports whether a line of an attribution ends with a point that is not that of a day, as in "am Mo., 23." or of a month.
func endsSentence(line string) bool {
	before := strings.TrimSuffix(line, ".")
	if before == line || before == "" {
		return false
	}
	last := before[len(before)-1]
	words := strings.Fields(before)
	return (last < '0' || last > '9') && !lexicon.IsMonth(lexicon.Fold(words[len(words)-1]))
}

// quotedBelow reports whether the next line that is not empty is a quoted one.
func quotedBelow(lines []string) bool {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			return strings.HasPrefix(line, ">")
		}
	}
	return false
}
