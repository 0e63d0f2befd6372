package replycmd

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// synonyms are what people write who take an alert, and who write nothing else. The list is closed: thanks, "noted" and "yes" take nothing.
var synonyms = foldedAll(
	"ok", "okay", "ok will do", "okay will do", "mine", "on it", "I have it", "I've got it", "I'll take it", "acked", "acknowledged",
	"ich kümmere mich", "ich kuemmere mich", "übernehme ich", "uebernehme ich", "meins", "habe ich", "quittiert",
	"je m'en occupe", "je prends", "c'est pour moi",
	"me ne occupo io", "ci penso io",
	"me encargo", "lo tomo yo",
	"ik pak het op", "voor mij",
)

func foldedAll(texts ...string) []string {
	folded := make([]string, len(texts))
	for i, text := range texts {
		folded[i] = lexicon.Fold(text)
	}
	return folded
}

// MeansAck reports whether a reply consists of nothing but one of the words that people write in place of "ack". A question is none, and neither is a picture
// beside the words. The author is the address of whoever wrote: their own name below is a signature.
func MeansAck(text, author string) bool {
	var written []string
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 0 && !isReference(words) {
			written = append(written, strings.Join(words, " "))
		}
	}
	for len(written) > 1 && isNameOf(written[len(written)-1], author) {
		written = written[:len(written)-1]
	}
	if len(written) != 1 {
		return false
	}
	words := strings.FieldsFunc(lexicon.Fold(written[0]), func(r rune) bool { return strings.ContainsRune(" .,;:!-\"", r) })
	return slices.Contains(synonyms, strings.Join(words, " "))
}

// isNameOf reports whether a line is a name: each of its words, of three letters or more, is in the local part of the address.
func isNameOf(line, author string) bool {
	const shortest = 3
	local, _, found := strings.Cut(lexicon.Fold(author), "@")
	words := strings.Fields(line)
	return found && len(words) <= mostNames && !slices.ContainsFunc(words, func(w string) bool {
		return len(bare(w)) < shortest || !slices.Contains(strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune("._-+", r) }), bare(w))
	})
}
