package yamlformat

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"a: 1\n", "a: 1\n", ""},
		{"a: 1 \nb: 2\n", "a: 1\nb: 2\n", "--- f\n+++ f\n@@ -1,2 +1,2 @@\n-a: 1 \n+a: 1\n b: 2\n"},
		{"a: 1", "a: 1\n", "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a: 1\n\\ No newline at end of file\n+a: 1\n"},
		{"a: 1\n\n\n", "a: 1\n", "--- f\n+++ f\n@@ -1,3 +1,1 @@\n a: 1\n-\n-\n"},
	} {
		if got := Diff("f", []byte(c.before), []byte(c.after)); got != c.want {
			t.Errorf("%q → %q: got\n%s\nwant\n%s", c.before, c.after, got, c.want)
		}
	}
}

// TestGitAppliesDiffs has git make the formatted text out of the old one.
func TestGitAppliesDiffs(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("without git")
	}
	long := strings.Repeat("a:\n    - b: 1\n"+strings.Repeat("    - c: 2 \n\n# d\n", 2)+strings.Repeat("x: 1\n", 9), 3)
	texts := []string{long, long + "\n\n\n", strings.Repeat("x: 1\n", 20) + "y: 2 ", strings.ReplaceAll(long, "\n", "\r\n") + "z: 1\n"}
	for _, c := range small {
		texts = append(texts, c[0])
	}
	for _, before := range texts {
		after, err := Format([]byte(before))
		if err != nil {
			t.Fatal(err)
		}
		diff := Diff("f", []byte(before), after)
		if diff == "" {
			continue
		}
		folder := t.TempDir()
		write(t, filepath.Join(folder, "f"), before)
		cmd := exec.Command("git", "apply", "-p0", "--whitespace=nowarn", "-")
		cmd.Dir, cmd.Stdin = folder, strings.NewReader(diff)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s\n%s", err, out, diff)
		}
		if got := read(t, filepath.Join(folder, "f")); string(got) != string(after) {
			t.Errorf("git made %q, want %q", got, after)
		}
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
