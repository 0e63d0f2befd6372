package oneshot

import "strings"

// advice is what to do about words that a server says.
type advice struct{ words, next string }

// googleAdvice is about the refusals of Google's token server. The words are ours; see package oauth.
var googleAdvice = []advice{
	{"domain-wide delegation is missing", "In the Google Admin console, under Security > Access and data control > API controls > Domain-wide delegation, " +
		"add the client ID of the service account with the scope https://mail.google.com/; this takes effect within 24 hours."},
	{"the clock of this machine is wrong", "Synchronize the clock of this machine by NTP, and check the mailbox in username or subject."},
	{"is not a mailbox of your Google Workspace", "Write the primary address of a licensed mailbox as username (or as subject of the entry under oauth), not an alias or a group."},
	{"create a new key file", "Create a key of the type JSON for the service account, and write its file as key of the entry under oauth."},
}

// afterToken is what to do about a token server that gives no token for the login under key.
func afterToken(words, key string) string {
	if next := lookUp(googleAdvice, words); next != "" {
		return next
	}
	return "Check the entry that " + key + ".oauth names: token_url, client_id, client_secret, scopes."
}

// lookUp returns the first advice about words, whatever their case, or nothing.
func lookUp(known []advice, words string) string {
	words = strings.ToLower(words)
	for _, a := range known {
		if strings.Contains(words, strings.ToLower(a.words)) {
			return a.next
		}
	}
	return ""
}
