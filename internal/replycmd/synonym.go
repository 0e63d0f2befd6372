package replycmd

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	if len(words) == 1 && isInitials(words[0], local) {
		return true
	}
	return found && len(words) <= mostNames && !slices.ContainsFunc(words, func(w string) bool {
		return len(bare(w)) < shortest || !slices.Contains(namesIn(local), bare(w))
	})
}

// namesIn returns the parts of the local part of an address.
func namesIn(local string) []string {
	return strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune("._-+", r) })
}

// isInitials reports whether a word in capitals consists of the first letters of the names in a local part: JD of jane.doe.
func isInitials(word, local string) bool {
	initials := ""
	for _, name := range namesIn(local) {
		initials += name[:1]
	}
	return len(initials) > 1 && bare(word) == initials && strings.ToUpper(word) == word
}

// isSignature reports whether a line is the name of its author, as far as the address shows it: the first of its words is in the address, and the
// others are written as names are.
func isSignature(words []string, author string) bool {
	if len(words) > mostNames || !isNameOf(words[0], author) {
		return isNameOf(strings.Join(words, " "), author)
	}
	return !slices.ContainsFunc(words, func(word string) bool {
		first, _ := utf8.DecodeRuneInString(strings.TrimFunc(word, isMark))
		return !unicode.IsUpper(first)
	})
}
