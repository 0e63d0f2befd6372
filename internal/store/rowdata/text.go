package rowdata

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// instantLayout has one width, so that texts sort as instants do.
const instantLayout = "2006-01-02T15:04:05.000000000Z"

// NoInstant is how no instant is written.
const NoInstant = "0001-01-01T00:00:00.000000000Z"

// Instant writes t in UTC to the nanosecond, in a text of one width.
func Instant(t time.Time) string { return t.UTC().Format(instantLayout) }

// ParseInstant reads what Instant wrote.
func ParseInstant(s string) (time.Time, error) {
	t, err := time.Parse(instantLayout, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("read instant: %w", err)
	}
	return t, nil
}

// Clean replaces what a database cannot keep in a text: bytes that are not UTF-8, and NUL. Evidence is quoted from strangers.
func Clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// Document writes v as JSON without the escapes that are meant for HTML.
func Document(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}
