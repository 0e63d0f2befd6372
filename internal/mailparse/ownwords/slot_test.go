package ownwords_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse/ownwords"
)

// TestWhatFillsASlotIsQuoted holds that a name between two runs of our words, before the first and behind the last of them is quoted with them, and
// that an answer in the same place is not.
func TestWhatFillsASlotIsQuoted(t *testing.T) {
	const slot = string(ownwords.Slot)
	ours := ownwords.Of(slot + " holds you as its contact for all of its orders and asks\n" + slot + "\nwhether that is still right and whether anything is coming. Kind regards,\n" + slot)
	for text, want := range map[string]string{
		"Buyer AG holds you as its contact for all of its orders and asks Jane Doe whether that is still right and whether anything is coming. Kind regards, Joe, Buyer AG":                                            "",
		"Buyer AG holds you as its contact for all of its orders and asks\nNo! Ask somebody else about such things, not me.\nwhether that is still right and whether anything is coming. Kind regards,\nJoe, Buyer AG": "No! Ask somebody else about such things, not me.",
		"Yes, all that holds you as its contact for all of its orders and asks Jane":                                                                                                                                   "Yes, all that / Jane",
		"Buyer AG holds you as its contact for all of its orders and asks jane@acme.example, +49 89 1234567, and nobody else whether that is still right and whether anything is coming. Kind regards,\nyes":           "and nobody else / yes",
	} {
		marked, _ := ours.Mark(text)
		var own []string
		for line := range strings.Lines(marked) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, ">") {
				own = append(own, line)
			}
		}
		if got := strings.Join(own, " / "); got != want {
			t.Errorf("%q:\n%q is not ours, want %q", text, got, want)
		}
	}
}
