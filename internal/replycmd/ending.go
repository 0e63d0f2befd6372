package replycmd

import (
	"regexp"
	"slices"
	"strings"
)

// The words before the end of an acknowledgement or a snooze, in six languages, folded.
var (
	untilWords = phrases(
		"until", "untill", "till", "til", "bis", "bis zum", "jusqu'à", "jusqu'au", "jusque", "fino a", "fino al", "fino alla", "sino a", "sino al",
		"hasta", "hasta el", "tot",
	)
	forWords = phrases("for", "für", "zum", "pour", "pendant", "au", "per", "al", "por", "durante", "voor", "gedurende", "tegen")
)

// otherEnds are what follows a word for "until" that does not name an end: farewells such as "bis dann" and phrases such as "tot nu toe".
var otherEnds = map[string][]string{
	"bis":     {"bald", "dahin", "dann", "dato", "denne", "gleich", "jetzt", "nachher", "spater"},
	"jusqu'a": {"maintenant", "present"},
	"fino a":  {"adesso", "ora"},
	"hasta":   {"ahora", "entonces", "luego", "pronto"},
	"tot":     {"dan", "dusver", "gauw", "later", "nu", "straks", "ziens", "zo"},
}

// CutUntil returns a text without the word for "until" that it begins with, and whether it begins with one. A farewell is none.
func CutUntil(text string) (rest string, found bool) {
	words := strings.Fields(text)
	n, behind := longestOf(untilWords, words)
	if n == 0 || len(behind) > 0 && slices.Contains(otherEnds[phrase(words[:n])], bare(behind[0])) {
		return text, false
	}
	return strings.Join(behind, " "), true
}

// CutFor returns a text without the word for "for" that it begins with, and whether it begins with one.
func CutFor(text string) (rest string, found bool) {
	n, behind := longestOf(forWords, strings.Fields(text))
	if n == 0 {
		return text, false
	}
	return strings.Join(behind, " "), true
}

// BeginsEnd reports whether a word is one after which the end of an acknowledgement follows.
func BeginsEnd(word string) bool {
	begins := func(phrase []string) bool { return phrase[0] == bare(word) }
	return slices.ContainsFunc(untilWords, begins) || slices.ContainsFunc(forWords, begins)
}

// phrase returns some words as they are compared.
func phrase(words []string) string {
	folded := make([]string, len(words))
	for i, word := range words {
		folded[i] = bare(word)
	}
	return strings.Join(folded, " ")
}

// namesEnd reports whether a text begins with the end of an acknowledgement: "until", or "for" and a period.
func namesEnd(text string) bool {
	if _, until := CutUntil(text); until {
		return true
	}
	rest, found := CutFor(text)
	_, _, period := leadingPeriod(rest)
	return found && (period || isFraction(rest))
}

// shortWeekdays are abbreviations of two or three letters that also mean something else, in German, French, Italian, Spanish and Dutch. They count only
// behind a word for "until".
var shortWeekdays = map[string]string{}

func init() {
	for day, words := range map[string]string{
		"monday":    "mo lun ma",
		"tuesday":   "di",
		"wednesday": "mi mer mie wo",
		"thursday":  "do jeu gio jue",
		"friday":    "fr ven vie vr",
		"saturday":  "sa sam sab za",
		"sunday":    "so dim dom zo",
	} {
		for word := range strings.FieldsSeq(words) {
			shortWeekdays[word] = day
		}
	}
}

// withWholeWeekday returns a text with the whole name of the weekday that it begins with, if that is abbreviated and leaves no doubt: nothing follows it, a
// point or a comma follows it, or the date does.
func withWholeWeekday(text string) string {
	first, rest, _ := strings.Cut(text, " ")
	day, known := shortWeekdays[bare(first)]
	if !known || rest != "" && !endsClause(first) && !startsNumber(rest) {
		return text
	}
	return joined(day, rest)
}

// fraction is a number that is not whole, with its unit where that is written without a blank.
var fraction = regexp.MustCompile(`^\d+[.,]\d+([a-z]*)$`)

// isFraction reports whether a text begins with a period that is not whole: 1.5 days. Read as a date it would be the first of May.
func isFraction(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 {
		return false
	}
	parts := fraction.FindStringSubmatch(bare(words[0]))
	switch {
	case parts == nil:
		return false
	case parts[1] != "":
		return isUnit(parts[1])
	}
	return len(words) > 1 && isUnit(bare(words[1]))
}
