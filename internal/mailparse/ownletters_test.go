package mailparse_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// TestOurOwnTextIsNoEvidence holds that a bounce that repeats one of our
// verification mails in its text, marked or not, is read as it is without it.
func TestOurOwnTextIsNoEvidence(t *testing.T) {
	files, err := filepath.Glob("../compose/verificationmail/testdata/verification/*.txt")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d texts of verification mails: %v", len(files), err)
	}
	const head = "From: MAILER-DAEMON@a.example\nReturn-Path: <>\nTo: desk@b.example\nSubject: failure notice\nContent-Type: text/plain; charset=utf-8\n\n" +
		"Your message to sales@a.example could not be delivered.\n\n"
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		ours := string(text)
		for name, repeated := range map[string]string{
			"quoted": "> " + strings.ReplaceAll(ours, "\n", "\n> "), "below a line": "--- Original message ---\n\n" + ours, "in the text": ours,
		} {
			if m := mailparse.Read([]byte(head + repeated + "\n")); m.Kind != mailparse.KindBounce || m.Verdict != mailparse.Ambiguous {
				t.Errorf("%s, %s: %s %s: %q", filepath.Base(file), name, m.Kind, m.Verdict, m.Evidence)
			}
		}
	}
}
