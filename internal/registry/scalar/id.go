package scalar

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// ID is a name that never changes.
type ID string

const idPattern = `^[a-z0-9-]+$`

var notID = regexp.MustCompile(`[^a-z0-9]+`)

// isID reports whether a text matches idPattern.
func isID(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < 'a' || c > 'z') && !isDigit(c) && c != '-' {
			return false
		}
	}
	return text != ""
}

// UnmarshalText refuses everything but small letters, digits and hyphens.
func (i *ID) UnmarshalText(b []byte) error {
	*i = ID(b)
	return CheckID(string(b))
}

// Pattern implements the schema's part of package strict, as do its namesakes below.
func (ID) Pattern() string { return idPattern }

// CheckID returns an error unless the text is a valid id.
func CheckID(text string) error {
	if isID(text) {
		return nil
	}
	message := "is not a valid id: use only lower-case letters a-z, digits and hyphens"
	if better := strings.Trim(notID.ReplaceAllString(strings.ToLower(text), "-"), "-"); better != "" {
		message += fmt.Sprintf(", e.g. %s", better)
	}
	return errors.New(message)
}

// KeyedByID returns the entries of a table ids for names.
type KeyedByID struct{}

// NamePattern implements strictyaml.Named.
func (KeyedByID) NamePattern() string { return idPattern }

// CheckName implements strictyaml.Named.
func (KeyedByID) CheckName(name string) error { return CheckID(name) }

// Recipient is who a step of an escalation policy tells.
type Recipient string

const recipientPattern = `^([a-z0-9-]+|webhook:[A-Za-z0-9_.-]+)$`

var recipientForm = regexp.MustCompile(recipientPattern)

// UnmarshalText reads a team's id, owner, responsible or webhook:NAME.
func (r *Recipient) UnmarshalText(b []byte) error {
	if !recipientForm.Match(b) {
		return errors.New("is not a valid recipient: expected the id of a team, owner, responsible or webhook:NAME")
	}
	*r = Recipient(b)
	return nil
}

// Pattern belongs to the schema.
func (Recipient) Pattern() string { return recipientPattern }
