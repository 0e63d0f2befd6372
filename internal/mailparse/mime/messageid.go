package mime

import (
	"slices"
	"strings"
)

// Limits of identifiers: one is as long as a line at most (RFC 5322, 2.1.1).
const (
	maxID  = 998
	maxIDs = 100
)

// MessageIDs returns the identifiers of fields without their angle brackets.
func MessageIDs(values ...string) []string {
	var found []string
	for _, value := range values {
		for _, id := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("<>,;", r) || r <= ' ' }) {
			if strings.Contains(id, "@") && len(id) <= maxID && !slices.Contains(found, id) && len(found) < maxIDs {
				found = append(found, id)
			}
		}
	}
	return found
}

// FirstMessageID returns the first identifier of fields; empty if there is none.
func FirstMessageID(values ...string) string {
	if found := MessageIDs(values...); len(found) > 0 {
		return found[0]
	}
	return ""
}
