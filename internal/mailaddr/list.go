package mailaddr

import (
	"slices"
	"strings"
)

// Recipients returns the addresses in fields that list recipients, each once. It reads every mailbox of a list whole, like an author's, and
// leaves out what is not one: our address that is only the beginning of another one was not written to.
func Recipients(fields []string) []string {
	var found []string
	for _, field := range fields {
		for _, one := range splitList(field) {
			found = appendAddress(found, Sole(one))
		}
	}
	return found
}

// appendAddress adds an address that is not among those found yet, as long as there is room.
func appendAddress(found []string, address string) []string {
	if address == "" || slices.Contains(found, address) || len(found) == maxAddresses {
		return found
	}
	return append(found, address)
}

// splitList divides a list of mailboxes at its commas, and at the colon and semicolons of groups (RFC 5322, 3.4).
func splitList(field string) []string {
	var found []string
	begin, bracketed, unended := 0, false, false
	comments := commentsIn(field)
	for i := 0; i < len(field); {
		n := 1
		switch c := field[i]; {
		case c == '"' && !unended:
			length := lengthOfQuoted(field[i:])
			n, unended = max(1, length), length == 0 // where one never ends, no later one does
		case c == '(':
			n = max(1, comments[i])
		case c == '<':
			bracketed = true
		case c == '>':
			bracketed = false
		case !bracketed && (c == ',' || c == ';' || c == ':'):
			found = append(found, field[begin:i])
			begin = i + 1
		}
		i += n
	}
	return append(found, field[begin:])
}

// commentsIn returns the length of each comment of a field that ends, by where it begins. It goes through the field once, however many never end.
func commentsIn(field string) map[int]int {
	if strings.IndexByte(field, '(') < 0 {
		return nil
	}
	lengths := map[int]int{}
	var open []int
	for i := 0; i < len(field); i++ {
		switch field[i] {
		case '\\':
			i++
		case '(':
			open = append(open, i)
		case ')':
			if last := len(open) - 1; last >= 0 {
				lengths[open[last]] = i + 1 - open[last]
				open = open[:last]
			}
		}
	}
	return lengths
}

// DeliveredTo returns the address in a field in which a server notes one recipient, such as Delivered-To. Some write a type before it
// ("rfc822; a@b.example", RFC 3798).
func DeliveredTo(fields []string) []string {
	var found []string
	for _, field := range fields {
		if kind, address, typed := strings.Cut(field, ";"); typed && !strings.Contains(kind, "@") {
			field = address
		}
		found = appendAddress(found, Sole(strings.TrimSpace(field)))
	}
	return found
}
