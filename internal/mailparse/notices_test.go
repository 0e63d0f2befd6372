package mailparse_test

import (
	"os"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// notice is a labelled mail of testdata/notices.txt.
type notice struct{ kind, verdict, name, mail string }

// notices reads the mails of testdata/notices.txt: each below a line that says its
// kind, its verdict (a hyphen for none) and what it shows.
func notices(t testing.TB) []notice {
	t.Helper()
	text, err := os.ReadFile("testdata/notices.txt")
	if err != nil {
		t.Fatal(err)
	}
	var found []notice
	for block := range strings.SplitSeq(strings.TrimPrefix(string(text), "### "), "\n### ") {
		head, mail, _ := strings.Cut(block, "\n")
		words := strings.SplitN(head, " ", 3)
		if len(words) != 3 {
			t.Fatalf("the head %q lacks a kind, a verdict or a name", head)
		}
		found = append(found, notice{words[0], strings.TrimPrefix(words[1], "-"), words[2], mail + "\n"})
	}
	return found
}

// TestNotices reads what servers of many makes say about a delivery.
func TestNotices(t *testing.T) {
	for _, want := range notices(t) {
		m := mailparse.Read([]byte(want.mail))
		if string(m.Kind) != want.kind || string(m.Verdict) != want.verdict {
			t.Errorf("%s: %s %s, want %s %s: %q", want.name, m.Kind, m.Verdict, want.kind, want.verdict, m.Evidence)
		}
	}
}
