package ownwords_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse/ownwords"
)

const sent = "Buyer AG holds you as its contact for orders:\n  Order desk, orders@acme.example, +49 89 1234567\n\nIs this still right? Please reply \"yes\", or tell us who it is now."

// TestMark holds that our words are quoted however they are broken and marked, and that what others write between them is not.
func TestMark(t *testing.T) {
	ours := ownwords.Of(sent)
	for name, text := range map[string]string{
		"broken":     strings.ReplaceAll(sent, " ", "\n"),
		"barred":     "| " + strings.ReplaceAll(sent, "\n", "\n| "),
		"hyphenated": strings.ReplaceAll(sent, "contact", "con-\ntact"),
		"with NULs":  strings.ReplaceAll(sent, " ", "\x00 "),
	} {
		marked, _ := ours.Mark("Hello\n" + text + "\nNo, sorry\n")
		for line := range strings.SplitSeq(marked, "\n") {
			if line = strings.Trim(line, "| "); line != "" && !strings.HasPrefix(line, ">") && line != "Hello" && line != "No, sorry" {
				t.Errorf("%s: %q is not ours in %q", name, line, marked)
			}
		}
		if !strings.Contains(marked, "\nNo, sorry") {
			t.Errorf("%s: the answer is lost in %q", name, marked)
		}
	}
	for _, own := range []string{"I am still your contact for orders.", "Please tell us who it is now"} {
		if marked, _ := ours.Mark("Yes. " + own); strings.Contains(marked, ">") {
			t.Errorf("%q is taken for ours: %q", own, marked)
		}
	}
}

// TestWithoutKeepsWhatFillsSlots holds that only our own words are left out where an account may be hidden.
func TestWithoutKeepsWhatFillsSlots(t *testing.T) {
	ours := ownwords.Of("You reach us for all your questions and orders at " + string(ownwords.Slot) + " and, if it is really very urgent, by telephone.")
	text := "You reach us for all your questions and orders at DE89370400440532013000 and, if it is really very urgent, by telephone."
	if got := strings.TrimSpace(ours.Without(text)); strings.Trim(got, " .\n") != "DE89370400440532013000" {
		t.Errorf("%q remains", got)
	}
}
