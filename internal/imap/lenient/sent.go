package lenient

import (
	"bytes"
	"strings"
	"sync"
)

// Sent keeps in mind which commands the library has sent and the server has not answered. A server that answers others, or asks for the rest of a
// command that is complete, would end the connection: the library fails on that. It is safe for concurrent use.
type Sent struct {
	mu      sync.Mutex
	verbs   map[string]string // of the open commands, by tag; of a FETCH what it asks for
	literal bool              // a literal is announced, and the server is to ask for it
	goodbye string            // with which the server ended the session unasked
}

// Note takes in bytes that the library sends.
func (s *Sent) Note(b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.literal = bytes.HasSuffix(b, []byte("}\r\n"))
	for line := range bytes.Lines(b) {
		tag, rest := cutWord(string(line[:min(len(line), longestBegin)]))
		if isOwnTag(tag) {
			if s.verbs == nil {
				s.verbs = map[string]string{}
			}
			verb, _ := cutWord(rest)
			s.verbs[tag] = strings.ToUpper(strings.TrimSpace(verb))
			if asked := askedFor(line); asked != "" {
				s.verbs[tag] = asked
			}
		}
	}
}

// askedFor returns what a FETCH asks for that no update of flags has: the text of messages, else their size; empty for other commands.
func askedFor(line []byte) string {
	for _, item := range []string{"BODY", "RFC822.SIZE"} {
		if bytes.Contains(line, []byte(" FETCH ")) && bytes.Contains(line, []byte(item)) {
			return item
		}
	}
	return ""
}

// isUpdate reports whether a response is what the server says of a message unasked while a FETCH is open that asks for something else: for its text, or for
// its size and date.
func (s *Sent) isUpdate(hasText, hasSizeOrDate bool) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, asked := range s.verbs {
		if asked == "BODY" && !hasText || asked == "RFC822.SIZE" && !hasSizeOrDate {
			return true
		}
	}
	return false
}

// Goodbye returns the words with which the server ended the session although nobody logged out; empty if it did not.
func (s *Sent) Goodbye() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.goodbye
}

// ends takes in that the server ends the session, and reports whether it does so unasked.
func (s *Sent) ends(words string) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, verb := range s.verbs {
		if verb == "LOGOUT" {
			return false
		}
	}
	s.goodbye = words
	return true
}

// longestBegin is how many bytes of a command are looked at: its tag and its verb.
const longestBegin = 64

// isOwnTag reports whether a word is a tag as the library makes them: T and a number.
func isOwnTag(word string) bool { return strings.HasPrefix(word, "T") && isNumber(word[1:]) }

// answers reports whether a response with a tag ends a command that is open, which it is no longer then. Without Sent every response does.
func (s *Sent) answers(tag string) bool {
	if s == nil {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, open := s.verbs[tag]
	delete(s.verbs, tag)
	return open
}

// continues reports whether a request for the rest of a command is due: a literal is announced, or a command is open that has further lines.
func (s *Sent) continues() bool {
	if s == nil {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.literal {
		s.literal = false
		return true
	}
	for _, verb := range s.verbs {
		if verb == "AUTHENTICATE" || verb == "IDLE" {
			return true
		}
	}
	return false
}
