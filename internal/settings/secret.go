package settings

import (
	"fmt"
	"io"
	"log/slog"
)

// hidden stands wherever a secret would be printed.
const hidden = "<secret>"

// Secret is text that must not be seen: a password, a token, a key, a URL that works as one. Whatever prints it, by any verb or
// encoding, prints <secret>; only Reveal returns the text. The text is behind a pointer because printing a struct with unexported
// fields bypasses all methods.
type Secret struct{ text *string }

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{text: &text} }

// Reveal returns the text; empty if there is none.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// String returns <secret>, or nothing if there is none.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return hidden
}

// Format prints what String gives, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) {
	// A state of fmt collects into memory; there is nothing to do about an error.
	_, _ = io.WriteString(f, s.String())
}

// MarshalText writes what String gives; JSON and YAML use it.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue logs what String gives.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
