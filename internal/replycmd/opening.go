package replycmd

import (
	"strings"
)

// greetings are how a reply begins, in six languages. A name may follow.
var greetings = phrases(
	"hi", "hello", "hey", "dear", "good morning", "good afternoon", "good evening", "good day", "morning",
	"hallo", "guten tag", "guten morgen", "guten abend", "moin", "servus", "grüß gott", "sehr geehrte", "sehr geehrter", "liebe", "lieber",
	"bonjour", "bonsoir", "salut", "cher", "chère", "chers", "madame", "monsieur",
	"buongiorno", "buonasera", "buon giorno", "ciao", "salve", "gentile", "gentili",
	"hola", "buenos días", "buenas tardes", "buenas", "estimado", "estimada", "estimados",
	"goedemorgen", "goedemiddag", "goedenavond", "goedendag", "goeiemorgen", "beste", "geachte", "dag", "hoi",
)

// assents are words of assent and of thanks, which mean nothing by themselves and may precede a command.
var assents = phrases(
	"ok", "okay", "okey", "k", "yes", "yep", "yeah", "yup", "sure", "thanks", "thank you", "thx", "ty", "many thanks", "thanks a lot", "thank you very much",
	"ja", "jawohl", "jo", "danke", "danke schön", "dankeschön", "vielen dank", "besten dank", "schönen dank", "herzlichen dank", "alles klar",
	"oui", "merci", "merci beaucoup", "d'accord",
	"sì", "grazie", "grazie mille", "molte grazie", "va bene",
	"gracias", "muchas gracias", "vale", "de acuerdo",
	"oké", "bedankt", "dank je", "dank je wel", "dankjewel", "dank u", "dank u wel", "akkoord",
)

// phrases returns some phrases as words, folded.
func phrases(texts ...string) [][]string {
	all := make([][]string, len(texts))
	for i, text := range texts {
		for word := range strings.FieldsSeq(text) {
			all[i] = append(all[i], bare(word))
		}
	}
	return all
}

// longestOf returns how many words the longest of some phrases has that the words begin with. What is written behind the phrase without a blank
// is divided from it.
func longestOf(all [][]string, words []string) (n int, rest []string) {
	for _, phrase := range all {
		if len(phrase) <= n || len(phrase) > len(words) {
			continue
		}
		last := len(phrase) - 1
		tail := unglued(words[last:])
		matches := bare(tail[0]) == phrase[last]
		for i := range last {
			matches = matches && bare(words[i]) == phrase[i]
		}
		if matches {
			n, rest = len(phrase), tail[1:]
		}
	}
	return n, rest
}

// mostNames is how many words a name behind a greeting has.
const mostNames = 3

// afterOpening returns the words of a line behind greetings, words of assent and thanks; none are left of a line that holds nothing else.
func afterOpening(words []string) []string {
	for {
		words = withoutMarks(words)
		if n, rest := longestOf(assents, words); n > 0 {
			words = rest
			continue
		}
		n, rest := longestOf(greetings, words)
		if n == 0 {
			return words
		}
		if !endsClause(words[n-1]) {
			rest = afterName(rest)
		}
		words = rest
	}
}

// mostGreeting is how many words a line has that greets somebody.
const mostGreeting = 8

// isGreetingLine reports whether a line greets somebody and says nothing else, however long their names are.
func isGreetingLine(words []string) bool {
	n, _ := longestOf(greetings, words)
	if n == 0 || len(words) > mostGreeting || !strings.ContainsAny(words[len(words)-1][len(words[len(words)-1])-1:], ",!:") {
		return false
	}
	for i := range words {
		if verb, _ := verbOf(words[i:]); verb != None {
			return false
		}
	}
	return true
}

// afterName returns the words behind the name of whoever is greeted. Without punctuation it ends before a command that nobody is called.
func afterName(words []string) []string {
	for i, word := range words[:min(len(words), mostNames)] {
		verb, _ := verbOf(words[i:])
		if verb == Ack || verb == Snooze || verb == NotMine || verb != None && i == 0 {
			return words[i:]
		}
		if endsClause(word) {
			return words[i+1:]
		}
	}
	if len(words) <= mostNames {
		return nil
	}
	return words
}

// endsClause reports whether punctuation follows a word.
func endsClause(word string) bool {
	return bare(word) == "" || strings.ContainsAny(word[len(word)-1:], ",!:;.-") || strings.HasSuffix(word, "–") || strings.HasSuffix(word, "—")
}

// lines returns the lines of a reply that hold a word, without its opening: the first one is that in which the command is.
func lines(text string) [][]string {
	var all [][]string
	for line := range strings.Lines(text) {
		words := wordsOf(line)
		if len(all) == 0 && isGreetingLine(words) {
			continue
		}
		if len(all) == 0 {
			words = afterOpening(words)
		}
		if len(words) > 0 && !isReference(words) {
			all = append(all, words)
		}
	}
	return all
}

// isReference reports whether a line is the one by which our mail is known where our server knows no plus addresses. The buttons of a mail write it.
func isReference(words []string) bool {
	const parts = 2
	return len(words) == parts && strings.EqualFold(words[0], "Ref:")
}
