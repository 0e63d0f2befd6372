package forms

import (
	"testing"

	"supplierwatch/internal/replycmd"
)

// TestAFormNamesTheNumberItAsksFor checks that a reader is told which number is wanted, and sees one as it looks.
func TestAFormNamesTheNumberItAsksFor(t *testing.T) {
	for verb, want := range map[replycmd.Verb][2]string{
		replycmd.Requested: {"Number of the purchase request", "Enter the number of the purchase request, such as PR-1234."},
		replycmd.Placed:    {"Order number", "Enter the order number, such as 4500012345."},
	} {
		if f := actionForms[verb].Fields[0]; f.Label != want[0] || f.Missing != want[1] {
			t.Errorf("%s asks for %q and %q", verb, f.Label, f.Missing)
		}
	}
}
