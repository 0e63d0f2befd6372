package rolemail

import (
	"regexp"
	"strings"

	"supplierwatch/internal/mailparse"
)

// ownWords are the words of a mail that its sender wrote, apart from what they quote: a subject behind "Re:" and a quotation are mostly ours.
type ownWords struct {
	subject   string // empty behind a prefix of answers
	text      string
	answers   bool // it has a prefix of answers
	forwarded bool // it has a prefix of forwarded mail: what is quoted is what they send
	quotes    bool // the text has a part of its own beside a quotation
}

var (
	answerPrefix  = regexp.MustCompile(`(?i)^\s*(re|aw|antw|antwort|sv|r|rif|res|ref|odp|rv)\s?(\[\d+\])?\s?[:：]`)
	forwardPrefix = regexp.MustCompile(`(?i)^\s*(fw|fwd|wg|tr|i|enc|doorst|inoltra|rv)\s?(\[\d+\])?\s?[:：]`)
)

// ownWordsOf separates what a sender wrote from what they quote.
func ownWordsOf(m mailparse.Message) ownWords {
	w := ownWords{subject: m.Subject, text: m.Text}
	w.forwarded = forwardPrefix.MatchString(m.Subject)
	w.answers = !w.forwarded && answerPrefix.MatchString(m.Subject)
	if w.answers {
		w.subject = ""
	}
	own, quoted := strings.TrimSpace(m.Own), strings.TrimSpace(m.Quoted)
	if own != "" && quoted != "" {
		w.quotes = true
		if !w.forwarded {
			w.text = own
		}
	}
	return w
}
