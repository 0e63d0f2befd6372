package verification

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"supplierwatch/internal/mailparse/bank"
)

const (
	// replyLimit is how many characters of an answer are kept.
	replyLimit = 1000
	// evidenceLimit is how many characters of what a verdict rests on are kept.
	evidenceLimit = 300
)

// named makes a fact's id from the message and what the fact is about, whatever the verdict: one that is read again by better rules makes
// no second fact either.
func (a answer) named(parts ...string) string {
	name := cmp.Or(a.MessageID, a.ID, a.From+"\x00"+a.at.UTC().String()+"\x00"+a.Subject)
	sum := sha256.Sum256([]byte(name + "\x00" + strings.Join(parts, "\x00")))
	return "answer-" + hex.EncodeToString(sum[:12])
}

// evidence says what the verdict rests on.
func (a answer) evidence() string {
	said := "mail from " + cmp.Or(a.From, "<>")
	if reasons := strings.Join(a.Evidence, "; "); reasons != "" {
		said += ": " + reasons
	}
	return excerpt(bank.Masked(said), evidenceLimit)
}

// excerpt gives the beginning of a text.
func excerpt(text string, limit int) string {
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > limit {
		return strings.TrimSpace(string(runes[:limit-1])) + "…"
	}
	return text
}
