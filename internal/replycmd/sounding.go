package replycmd

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// soundings are what people write who take an alert, and what programs make of it, without being the command. They are answered with the
// question whether it was meant: to take them for an acknowledgement would let nobody act.
var soundings = []string{
	"ok", "okay", "okey", "k", "yes", "yep", "yeah", "sure", "fine", "done", "will do", "thanks", "thank you", "thx", "cheers", "noted", "got it", "roger",
	"copy", "seen", "read", "received", "understood", "confirmed receipt", "on it", "mine", "i have it", "i've got it", "i have got it", "i'll take it",
	"i will take it", "i take it", "taking it", "i'm on it", "i am on it", "we are on it", "looking into it", "i'm looking", "i am looking", "i will look",
	"i'll look", "i'll handle", "i will handle", "handling", "working on it", "acked", "acking", "acknowledging", "acknowledgement", "acknowledgment", "please ack",
	"ja", "jo", "passt", "danke", "gesehen", "gelesen", "verstanden", "erledige ich", "mache ich", "mach ich", "ich kümmere mich", "kümmere mich", "übernehme",
	"ich übernehme", "meins", "habe ich", "quittiert", "quittiere", "bestätigt", "bin dran", "ich bin dran", "wird erledigt", "zur kenntnis genommen",
	"oui", "merci", "d'accord", "vu", "bien reçu", "je m'en occupe", "je prends", "c'est pour moi", "pris en charge",
	"sì", "si", "grazie", "visto", "ricevuto", "va bene", "me ne occupo", "ci penso", "preso in carico",
	"sí", "gracias", "recibido", "vale", "me encargo", "lo tomo", "entendido", "de acuerdo",
	"bedankt", "dank", "gezien", "begrepen", "ik pak", "voor mij", "ik doe", "akkoord", "geregeld",
	"liked", "loved", "reacted", "gefällt",
}

// pictures are those that people send in place of words.
var pictures = []string{"👍", "✅", "✔", "☑", "🆗", "👌", "🙏", "🫡", "💪", "❤", "🎉"}

// slips are one keystroke away from ack.
var slips = []string{"akc", "cak", "ac", "ak", "ck", "ackk", "aack", "acck", "akk", "acl", "acj", "avk", "axk", "sck", "qck", "ach", "aknowledge", "aknowledged"}

// soundingWords is how many words a text may have that sounds like an acknowledgement. More tell something.
const soundingWords = 12

// SoundsLikeAck reports whether a text that is not a command may have been meant as an acknowledgement.
func SoundsLikeAck(text string) bool {
	for _, line := range lines(text) {
		if verb, _ := verbOf(line); verb == Ack {
			return true
		}
	}
	written := strings.Fields(text)
	if len(written) == 0 || len(written) > soundingWords {
		return false
	}
	words := make([]string, len(written))
	for i, w := range written {
		words[i] = bare(w)
		if words[i] == string(Ack) {
			return true
		}
	}
	joined := strings.TrimSpace(strings.Join(words, " ")) + " "
	begins := func(s string) bool { return strings.HasPrefix(joined, lexicon.Fold(s)+" ") }
	return slices.ContainsFunc(slips, begins) || slices.ContainsFunc(soundings, begins) ||
		slices.ContainsFunc(pictures, func(p string) bool { return strings.HasPrefix(strings.TrimSpace(text), p) })
}
