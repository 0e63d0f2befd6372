package imap

import (
	"encoding/base64"
	"fmt"
	"strings"

	"supplierwatch/internal/evidence"
)

// transcript collects what was done and what came of it, without secrets.
type transcript struct {
	lines  []string
	hidden []string // what must not be shown, each followed by its replacement
}

// newTranscript returns a transcript that hides the account's password, in
// each form in which it goes over the wire.
func newTranscript(a Account) *transcript {
	t := &transcript{}
	if plain := string(a.Password); plain != "" {
		response := "\x00" + a.Username + "\x00" + plain
		t.hide(
			base64.StdEncoding.EncodeToString([]byte(response)),
			strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(plain),
			plain,
		)
	}
	return t
}

// hide keeps texts out of what is noted from now on. Where one holds another,
// the longer one comes first.
func (t *transcript) hide(secrets ...string) {
	for _, secret := range secrets {
		if secret != "" {
			t.hidden = append(t.hidden, secret, hidden)
		}
	}
}

func (t *transcript) note(format string, args ...any) {
	t.lines = append(t.lines, t.clean(fmt.Sprintf(format, args...)))
}

// clean returns one printable line without secrets, and not too long.
func (t *transcript) clean(text string) string {
	return evidence.Line(strings.NewReplacer(t.hidden...).Replace(text))
}

// maskedError is an error in the words of a transcript.
type maskedError struct {
	text string
	err  error
}

func (t *maskedError) Error() string { return t.text }
func (t *maskedError) Unwrap() error { return t.err }

// mask returns an error without secrets.
func (t *transcript) mask(err error) error {
	if err == nil {
		return nil
	}
	return &maskedError{text: t.clean(err.Error()), err: err}
}

func (t *transcript) String() string { return strings.Join(t.lines, "\n") }
