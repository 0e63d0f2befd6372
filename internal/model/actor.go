package model

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// LongestActor is how many bytes the name of whoever acts may have.
const LongestActor = 254

// reservedActors are the names under which this program itself records facts, or could be thought to. Case does not matter.
var reservedActors = []string{ActorWatchdog, "supplierwatch", "supplier watch"}

// CheckActor returns an error if a text cannot name whoever acts: a person, a team or another program.
func CheckActor(name string) error {
	switch {
	case !IsActor(name):
		return fmt.Errorf("must be one line of at most %d bytes that names a person, such as jane.doe@buyer.example", LongestActor)
	case slices.Contains(reservedActors, strings.ToLower(strings.TrimSpace(name))):
		return fmt.Errorf("must name a person: the name %q is reserved for supplierwatch itself", name)
	}
	return nil
}

// IsActor reports whether a text has the form of a name: one line, not too long, and every character is visible.
func IsActor(name string) bool {
	return strings.TrimSpace(name) != "" && len(name) <= LongestActor && IsVisibleLine(name)
}

// IsVisibleLine reports whether a text is one line without control characters and characters that nobody sees.
func IsVisibleLine(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) })
}
