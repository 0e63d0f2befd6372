package mailparse

import "strings"

var wordsGreeting = spoken(func(l language) []string { return l.greeting })

// isGreeting says whether a folded line greets and says nothing else.
func isGreeting(folded string) bool {
	return withoutGreeting(folded) == ""
}

// withoutGreeting gives what follows a greeting on its line.
func withoutGreeting(folded string) string {
	n, begins := wordsGreeting.begins(folded)
	if !begins {
		return folded
	}
	if comma := strings.IndexAny(folded[n:], ",!:"); comma >= 0 && words(folded[n:n+comma]) <= 3 {
		return strings.TrimSpace(folded[n+comma+1:])
	}
	if words(folded[n:]) <= 4 {
		return ""
	}
	return folded
}
