package content

import (
	"strings"

	"supplierwatch/internal/action"
	"supplierwatch/internal/replycmd"
)

// Verbs are the words by which the API and forms name what can be done about an alert.
var Verbs = wordsOf(
	replycmd.Ack, replycmd.Snooze, action.Note, replycmd.NotMine, replycmd.Requested, replycmd.Placed, replycmd.Confirmed, replycmd.Waived, replycmd.Keep,
	replycmd.NoticeGiven, replycmd.Renewed, replycmd.Verified, replycmd.NoAnswer, replycmd.WrongNumber, replycmd.Informed, replycmd.Accept,
)

func wordsOf(all ...replycmd.Verb) map[string]replycmd.Verb {
	words := map[string]replycmd.Verb{}
	for _, verb := range all {
		words[WordOf(verb)] = verb
	}
	return words
}

// WordOf returns a verb as one word of an address.
func WordOf(verb replycmd.Verb) string { return strings.ReplaceAll(string(verb), " ", "-") }
