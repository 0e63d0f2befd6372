package mailparse_test

import (
	"slices"
	"testing"

	"supplierwatch/internal/mailparse"
)

// A mail that is none of what we look for says what it lacks.
func TestOtherSaysWhatIsMissing(t *testing.T) {
	const head = "From: jane@acme.test\nSubject: Offers\n"
	for raw, want := range map[string]string{
		"":                       "no header fields: it is not a mail",
		"just a note\n":          "no header fields: it is not a mail",
		head + "\n":              "it has no text",
		head + "\nOur offers.\n": "it answers none of our mails: no In-Reply-To, no References, no quotation, no token",
		head + "List-Unsubscribe: <mailto:x@acme.test>\n\nOur offers.\n":                                          "written by a program, or sent to many recipients as newsletters and lists are",
		"From: no-reply@acme.test\nSubject: Offers\nIn-Reply-To: <1@buyer.test>\n\nOur offers are in the shop.\n": "sent from an address that no person uses",
	} {
		m := mailparse.Read([]byte(raw))
		if m.Kind != mailparse.KindOther || !slices.Equal(m.Evidence, []string{want}) {
			t.Errorf("%q: got %s %q, want %q", raw, m.Kind, m.Evidence, want)
		}
	}
}
