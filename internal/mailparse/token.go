package mailparse

import (
	"slices"
	"strings"

	"supplierwatch/internal/ascii"
)

// tokenLength is how many base32 characters (RFC 4648) our token has.
const tokenLength = 26

// maxTokens limits how many candidates one mail may name.
const maxTokens = 50

// Tokens returns every candidate for our token, lower-cased, each once, in
// the order of trust: plus tags of the addresses it was delivered to, the mail
// it answers, the mail it brings back, and last its text. Whether one is ours
// only its signature tells.
func Tokens(m Message) []string {
	var found []string
	add := func(texts ...string) {
		for _, text := range texts {
			found = appendTokens(found, text)
		}
	}
	for _, address := range slices.Concat(m.DeliveredTo, m.To, m.Cc) {
		local, _, _ := strings.Cut(address, "@")
		if _, tag, tagged := strings.Cut(local, "+"); tagged {
			add(tag)
		}
	}
	add(m.InReplyTo...)
	for _, id := range slices.Backward(m.References) {
		add(id)
	}
	if m.Original != nil {
		add(m.Original.MessageID, m.Original.ReturnPath, m.Original.From)
	}
	add(m.Text)
	return found
}

// appendTokens adds the words of a text that have the form of a token.
func appendTokens(found []string, text string) []string {
	for start := 0; start < len(text) && len(found) < maxTokens; {
		if !ascii.IsAlnum(text[start]) {
			start++
			continue
		}
		end := start
		for end < len(text) && ascii.IsAlnum(text[end]) {
			end++
		}
		if token := strings.ToLower(text[start:end]); isToken(token) && !slices.Contains(found, token) {
			found = append(found, token)
		}
		start = end
	}
	return found
}

func isToken(word string) bool {
	return len(word) == tokenLength && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz234567") == ""
}
