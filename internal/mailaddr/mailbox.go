package mailaddr

import (
	"strings"
)

// Author returns the address that a mail is from, or "" where that is not certain. A mail without a From field, with several fields or with
// several authors is nobody's: mail servers disagree on which of them they checked (RFC 7489, 6.6.1).
func Author(fields []string) string {
	if len(fields) != 1 {
		return ""
	}
	return Sole(fields[0])
}

// Sole returns the address of a field that holds exactly one mailbox (RFC 5322, 3.4): the whole text between < and >, or the whole
// field. Whatever a program could read in another way is nobody's address: a second address in front of the brackets, anything but comments
// behind them, groups, quotes that never end.
func Sole(field string) string {
	s, ok := scanMailbox(field)
	if !ok {
		return ""
	}
	if !s.bracketed {
		if s.uncertain {
			return ""
		}
		return canonicalAddress(strings.Trim(s.plain, " "))
	}
	address := canonicalAddress(s.spec)
	if shown := strings.Trim(s.plain, " "); strings.Contains(shown, "@") && canonicalAddress(shown) != address {
		return ""
	}
	return address
}

// mailboxSyntax is a mailbox taken apart.
type mailboxSyntax struct {
	bracketed bool
	spec      string // between < and >
	plain     string // outside brackets, quotes and comments
	uncertain bool   // without brackets, programs read this in different ways
}

// scanMailbox takes a mailbox apart; ok is false where it is not one.
func scanMailbox(field string) (s mailboxSyntax, ok bool) {
	var plain strings.Builder
	for rest := field; rest != ""; {
		n := 1
		switch c := rest[0]; {
		case c == '"' && !s.bracketed:
			n, s.uncertain = lengthOfQuoted(rest), true
			plain.WriteByte(' ')
		case c == '(':
			// A comment that touches a word is part of it for programs that do not know comments.
			n, s.uncertain = lengthOfComment(rest), s.uncertain || plain.Len() > 0 && !strings.HasSuffix(plain.String(), " ")
		case c == '<' && !s.bracketed:
			n = strings.IndexByte(rest, '>') + 1
			if n > 0 {
				s.bracketed, s.spec, s.plain = true, rest[1:n-1], plain.String()
				plain.Reset()
			}
		case c == ' ' || c == '\t':
			plain.WriteByte(' ')
		case s.bracketed, strings.IndexByte(`<>:;\`, c) >= 0:
			return s, false
		default:
			plain.WriteByte(c)
		}
		if n <= 0 {
			return s, false
		}
		rest = rest[n:]
	}
	if !s.bracketed {
		s.plain = plain.String()
	}
	return s, true
}

// lengthOfQuoted returns the length of the quoted string that s begins with; 0 if it never ends.
func lengthOfQuoted(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// lengthOfComment returns the length of the comment, which may hold others, that s begins with; 0 if it never ends.
func lengthOfComment(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
