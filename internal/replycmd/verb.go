package replycmd

import "strings"

// spellings are the words by which each verb is known, without hyphens.
var spellings = []struct {
	words string
	verb  Verb
}{
	{"ack", Ack},
	{"acknowledge", Ack},
	{"snooze", Snooze},
	{"requested", Requested},
	{"placed", Placed},
	{"ordered", Placed},
	{"confirmed", Confirmed},
	{"waived", Waived},
	{"waive", Waived},
	{"keep", Keep},
	{"kept", Keep},
	{"notice given", NoticeGiven},
	{"renewed", Renewed},
	{"verified", Verified},
	{"no answer", NoAnswer},
	{"noanswer", NoAnswer},
	{"wrong number", WrongNumber},
	{"not mine", NotMine},
	{"notmine", NotMine},
	{"accept", Accept},
	{"accepted", Accept},
	{"send", Send},
	{"help", Help},
}

// verbOf returns the verb at the beginning of the words, and the words behind it. What is written behind the verb without a blank is divided
// from it: ack:2.
func verbOf(words []string) (verb Verb, rest []string) {
	words = withoutMarks(words)
	for _, s := range spellings {
		rest, ok := behind(words, strings.Fields(s.words))
		if ok {
			return s.verb, rest
		}
	}
	return None, words
}

// behind returns what follows some words if it begins with others. A word of the answer may hold several by hyphens: no-answer.
func behind(words, with []string) (rest []string, ok bool) {
	for len(with) > 0 {
		words = unglued(words)
		if len(words) == 0 {
			return nil, false
		}
		for _, part := range strings.FieldsFunc(bare(words[0]), func(r rune) bool { return r == '-' || r == '_' }) {
			if len(with) == 0 || part != with[0] {
				return nil, false
			}
			with = with[1:]
		}
		words = words[1:]
	}
	return words, true
}
