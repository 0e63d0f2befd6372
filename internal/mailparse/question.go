package mailparse

var wordsQuestion = spoken(func(l language) []string { return l.question })

// isQuestion recognizes our own question where a mail program quotes it without
// a mark, so that its "yes" is never read as the answer.
func isQuestion(line string) bool {
	return len(line) > 15 && wordsQuestion.in(fold(line))
}
