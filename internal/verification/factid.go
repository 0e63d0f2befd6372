package verification

import (
	"cmp"
	"strings"

	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/model"
)

const (
	// replyLimit is how many characters of an answer are kept.
	replyLimit = 1000
	// evidenceLimit is how many characters of what a verdict rests on are kept.
	evidenceLimit = 300
)

// factID returns a fact's id from the message and what the fact is about, whatever the verdict: one that is read again by better rules makes
// no second fact either.
func (a answer) factID(parts ...string) string {
	name := cmp.Or(a.message.MessageID, a.received.ID, a.message.From+"\x00"+a.at.UTC().String()+"\x00"+a.message.Subject)
	return "answer-" + model.Digest(name, strings.Join(parts, "\x00"))[:24]
}

// evidence returns what the verdict is based on.
func (a answer) evidence() string {
	said := "mail from " + cmp.Or(a.message.From, "<>")
	if reasons := strings.Join(a.message.Evidence, "; "); reasons != "" {
		said += ": " + reasons
	}
	return excerpt(bank.Masked(said), evidenceLimit)
}

// excerpt returns the beginning of a text.
func excerpt(text string, limit int) string {
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > limit {
		return strings.TrimSpace(string(runes[:limit-1])) + "…"
	}
	return text
}
