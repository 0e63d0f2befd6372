package mailparse

import (
	"slices"
	"strings"
)

// maxWritten bounds how much is kept of what somebody wrote, and of what they
// quoted: the beginning and the end of each.
const maxWritten = 32 << 10

var (
	wordsWrites   = tableOf(foreignWrites, listed(func(l language) []string { return l.writes }))
	wordsOriginal = spoken(func(l language) []string { return l.original })
	wordsFrom     = namesOf(foreignFrom, listed(func(l language) []string { return l.from }))
	wordsField    = namesOf(foreignFields, listed(func(l language) []string { return l.fields }))
	// wordsDated begin the line above a quotation.
	wordsDated = tableOf([]string{"on", "am", "le", "il", "el", "op", "em", "den", "dne", "w dniu"})
)

// Mail programs quote in the language of their user, which may be another one
// than the answer's.
var (
	foreignWrites = []string{
		"skrev", "pisze", "napisał", "napisała", "napsal", "napsala", "escreveu", "kirjoitti", "a scris", "írta", "yazdı", "написал",
		"пишет",
	}
	foreignFrom   = []string{"fra", "från", "od", "lähettäjä", "feladó", "kimden", "от", "发件人", "寄件者", "差出人"}
	foreignFields = []string{
		"assunto", "enviada", "enviada em", "skickat", "till", "ämne", "sendt", "til", "emne", "wysłano", "data", "do", "temat", "odesláno",
		"komu", "předmět", "lähetetty", "vastaanottaja", "aihe", "dátum", "címzett", "tárgy", "дата", "кому", "тема", "发送时间", "收件人", "主题",
		"送信日時", "宛先", "件名",
	}
)

// namesOf makes a set of folded field names.
func namesOf(lists ...[]string) map[string]bool {
	names := map[string]bool{}
	for _, name := range slices.Concat(lists...) {
		names[fold(name)] = true
	}
	return names
}

// separate divides a text into what was written in it and what is quoted:
// lines behind ">", and all that stands below the header of the other mail.
// Text between quoted lines is an answer too.
func separate(text string) (own, quoted string) {
	own, quoted, _ = separated(text)
	return own, quoted
}

// separated does what separate does, and says whether something of what was
// written was left out.
func separated(text string) (own, quoted string, cut bool) {
	written, cited := bothEnds{limit: maxWritten}, bothEnds{limit: maxWritten}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); {
		line := strings.TrimSpace(lines[i])
		switch n := attribution(lines[i:]); {
		case strings.HasPrefix(line, ">"), isTitle(line) && quotedBelow(lines[i+1:]):
			cited.WriteString(line + "\n")
			i++
		case line == quotedFromHere || isTitle(line) || isHeader(lines[i:]) || isQuestion(line) || n > 0 && !quotedBelow(lines[i+n:]):
			cited.WriteString(strings.Join(lines[i:], "\n"))
			return ended(&written, &cited)
		default:
			if n == 0 {
				written.WriteString(strings.TrimRight(lines[i], " \t\r") + "\n")
			}
			i += max(n, 1)
		}
	}
	return ended(&written, &cited)
}

// ended gives what was collected.
func ended(written, cited *bothEnds) (own, quoted string, cut bool) {
	own, quoted = written.String(), cited.String()
	return own, quoted, written.cut
}

// isTitle recognizes "-----Original Message-----" and its like.
func isTitle(line string) bool {
	if line == "" || len(line) > 100 || !strings.ContainsAny(line[:1], "-*=_") && !strings.HasSuffix(line, ":") {
		return false
	}
	_, begins := wordsOriginal.begins(strings.TrimLeft(fold(line), "-*=_ "))
	return begins
}

// isHeader recognizes the header of a mail in a text: a sender and two more
// fields in a few lines, in any of the languages.
func isHeader(lines []string) bool {
	if !isField(lines[0], wordsFrom) && !isField(lines[0], wordsField) {
		return false
	}
	senders, fields := 0, 0
	for _, line := range lines[:min(len(lines), 10)] {
		switch {
		case isField(line, wordsFrom):
			senders++
		case isField(line, wordsField):
			fields++
		}
	}
	return senders > 0 && fields > 1
}

func isField(line string, names map[string]bool) bool {
	name, _, found := strings.Cut(line, ":")
	return found && len(name) < 30 && names[strings.Trim(fold(name), "*>| ")]
}

// attribution gives how many lines from the first on say who wrote what is
// quoted below, such as "On … wrote:"; 0 if they say something else.
func attribution(lines []string) int {
	joined := ""
	for n, line := range lines[:min(len(lines), 5)] {
		line = strings.TrimSpace(line)
		if line == "" || n > 0 && strings.HasSuffix(joined, ".") || len(joined) > 500 {
			return 0
		}
		joined += " " + line
		if n == 0 && !opensAttribution(fold(line)) {
			return 0
		}
		if strings.HasSuffix(line, ":") {
			if isAttribution(fold(joined)) {
				return n + 1
			}
			return 0
		}
	}
	return 0
}

func opensAttribution(folded string) bool {
	_, dated := wordsDated.begins(folded)
	return dated || folded != "" && folded[0] >= '0' && folded[0] <= '9' || strings.ContainsAny(folded, "@<") || wordsWrites.in(folded)
}

func isAttribution(folded string) bool {
	if strings.HasSuffix(folded, ">:") && folded[0] >= '0' && folded[0] <= '9' {
		return true
	}
	return wordsWrites.in(folded) && strings.ContainsAny(folded, "0123456789@<")
}

// quotedBelow says whether the next line that is not empty is a quoted one.
func quotedBelow(lines []string) bool {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			return strings.HasPrefix(line, ">")
		}
	}
	return false
}
