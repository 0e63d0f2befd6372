package departure

import (
	"strings"
	"unicode"

	"supplierwatch/internal/mailparse/lexicon"
)

// In returns the first sentence that reports that a person has left, as written; empty if none does. Company are folded names of the company
// that the person may have left.
func In(sentences []lexicon.Sentence, company []string) string {
	named := false // a thing that a pronoun may be about
	for _, s := range sentences {
		if reports(s, company, named) {
			return s.Written()
		}
		named = named || namesThing(s.Folded)
	}
	return ""
}

// reports reports whether a sentence says that a person has left.
func reports(s lexicon.Sentence, company []string, thingNamed bool) bool {
	for from := 0; from < len(s.Folded); {
		start, end, found := lexicon.Left.Index(s.Folded, from)
		if !found {
			break
		}
		if !denied(s, start, end) && subjectOf(s, start, end, thingNamed) == person {
			return true
		}
		from = start + 1
	}
	return leavesByName(s, company, thingNamed)
}

// leavesByName reports whether a person leaves a company that the sentence names: the verb is before the name, or at the end behind it.
func leavesByName(s lexicon.Sentence, company []string, thingNamed bool) bool {
	for from := 0; from < len(s.Folded); {
		start, end, found := lexicon.Leaves.Index(s.Folded, from)
		if !found {
			return false
		}
		for _, name := range company {
			if denied(s, start, end) {
				break
			}
			behind := strings.TrimLeft(s.Folded[end:], " ")
			before := strings.TrimRight(s.Folded[:start], " ")
			if (lexicon.BeginsWithWord(behind, name) || lexicon.EndsWithWord(before, name)) && subjectOf(s, max(0, start-len(name)-1), start, thingNamed) == person {
				return true
			}
		}
		from = start + 1
	}
	return false
}

// subject is who or what leaves.
type subject int

const (
	unknown subject = iota
	person
	name // of a person, unless an article or a word for something else is before it
	other
)

// subjectOf returns the subject of the phrase between two places of a sentence: of all that is named before it, and inside, what is nearest to
// its end.
func subjectOf(s lexicon.Sentence, start, end int, thingNamed bool) subject {
	found, before, named := unknown, "", false
	for at := nextWord(s.Folded, 0); at < end; {
		word := lexicon.FirstWord(s.Folded[at:])
		next := nextWord(s.Folded, at+len(word))
		what := kindOf(s, at, word)
		switch {
		case at < start && yours[before] && fellows[word]:
			found = other
		case at >= start:
			switch {
			case pronouns[word] || mine[word] || what == person && !gendered[word]:
				found = person
			case what == other && !companies[word] && !isCompany(s, at, word) && !strings.ContainsAny(word, "0123456789"):
				found = other
			}
		case mine[word] && next >= start:
			found = person
		case what == unknown && articles[word] && (next >= start || prepositions[before] || named): // "Piet de Vries"
		case what == unknown && articles[word]:
			found = other
		case gendered[word] && thingNamed:
			found = other
		case what == name && found == other:
		case what == name || gendered[word]:
			found = person
		case what != unknown:
			found = what
		}
		before, at, named = word, next, what == name
	}
	return found
}

// kindOf returns what a word names.
func kindOf(s lexicon.Sentence, at int, word string) subject {
	switch {
	case word == "":
		return unknown
	case isThing(word), others[word], companies[word], strings.ContainsAny(word, "0123456789") && (len(word) > 3 || word[0] > '9'):
		return other
	case pronouns[word] && !articles[word], verbsOfMine[word], people[word], lexicon.PersonTitle.Begins(s.Folded[at:]), isPronounHere(s.Folded, at, word):
		return person
	case isCompany(s, at, word):
		return other
	case isName(s, at, word):
		return name
	}
	return unknown
}

// isPronounHere recognizes the French "il", which is an article in Italian, by the verb behind it.
func isPronounHere(folded string, at int, word string) bool {
	rest := folded[min(len(folded), at+len(word)):]
	return word == "il" && lexicon.HasAnyPrefix(rest, []string{" a ", " est ", " n'", " ne ", " nous ", " quitte ", " part "})
}

// isName reports whether a word may be the name of a person: it is capitalized, and no other word that is.
func isName(s lexicon.Sentence, at int, word string) bool {
	return len(word) > 1 && unicode.IsUpper(s.Letter(at)) && !notNames[word] && !articles[word] && (at == 0 || !lexicon.IsMonth(word)) && !lexicon.Weekday.Begins(word)
}

// isCompany reports whether a word is written in capitals only, as companies are.
func isCompany(s lexicon.Sentence, at int, word string) bool {
	written := s.Part(at, at+len(word))
	return len(word) > 2 && strings.ToUpper(written) == written && strings.ToLower(written) != written
}

func nextWord(text string, at int) int {
	for at < len(text) && !lexicon.IsWord(text[at]) {
		at++
	}
	return at
}

// namesThing reports whether a folded sentence names a thing.
func namesThing(folded string) bool {
	for at := nextWord(folded, 0); at < len(folded); {
		word := lexicon.FirstWord(folded[at:])
		if isThing(word) {
			return true
		}
		at = nextWord(folded, at+len(word))
	}
	return false
}
