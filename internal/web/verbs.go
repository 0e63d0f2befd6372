package web

import (
	"strings"

	"supplierwatch/internal/action"
	"supplierwatch/internal/replycmd"
)

// verbs are the words by which the API and forms name what can be done about an alert.
var verbs = wordsOf(
	replycmd.Ack, replycmd.Snooze, action.Note, replycmd.NotMine, replycmd.Requested, replycmd.Placed, replycmd.Confirmed, replycmd.Waived, replycmd.Keep,
	replycmd.NoticeGiven, replycmd.Renewed, replycmd.Verified, replycmd.NoAnswer, replycmd.WrongNumber, replycmd.Informed, replycmd.Accept,
)

func wordsOf(all ...replycmd.Verb) map[string]replycmd.Verb {
	words := map[string]replycmd.Verb{}
	for _, verb := range all {
		words[wordOf(verb)] = verb
	}
	return words
}

// wordOf returns a verb as one word of an address.
func wordOf(verb replycmd.Verb) string { return strings.ReplaceAll(string(verb), " ", "-") }
