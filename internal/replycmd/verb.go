package replycmd

import "strings"

// spellings are the words by which each verb is known, without hyphens.
var spellings = []struct {
	words string
	verb  Verb
}{
	{"ack", Ack},
	{"acknowledge", Ack},
	{"acknowledged", Ack},
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

// verbOf returns the verb at the beginning of the words, and how many words it takes.
func verbOf(words []string) (Verb, int) {
	for _, s := range spellings {
		if n, ok := begins(words, strings.Fields(s.words)); ok {
			return s.verb, n
		}
	}
	return None, 0
}

// begins reports whether words begin with others. A word of the answer may hold several by hyphens: no-answer.
func begins(words, with []string) (used int, ok bool) {
	for used < len(words) && len(with) > 0 {
		for _, part := range strings.FieldsFunc(bare(words[used]), func(r rune) bool { return r == '-' || r == '_' }) {
			if len(with) == 0 || part != with[0] {
				return 0, false
			}
			with = with[1:]
		}
		used++
	}
	return used, len(with) == 0 && used > 0
}

// bare takes case and punctuation off a word.
func bare(word string) string { return strings.ToLower(strings.Trim(word, ".,:;!?\"'()<>[]*`")) }
