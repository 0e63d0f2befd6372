package checkrun_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/checkrun"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
)

// TestLogWriter checks that a line is harmless in whatever parts it is written, and that JSON stays the same document.
func TestLogWriter(t *testing.T) {
	for _, c := range []struct{ format, want string }{
		{"text", "a\n  : :error::x\nb ## [add-mask]y"},
		{"json", "a\n  ::error::x\nb #\\u0023[add-mask]y"},
	} {
		const text = "a\n  ::error::x\nb ##[add-mask]y"
		for size := 1; size <= len(text); size++ {
			var out bytes.Buffer
			w := checkrun.NewLogWriter(&out, c.format)
			for rest := text; rest != ""; {
				n := min(size, len(rest))
				if _, err := w.Write([]byte(rest[:n])); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			if err := w.Close(); err != nil || out.String() != c.want {
				t.Errorf("%s in parts of %d: %q, %v", c.format, size, out.String(), err)
			}
		}
	}
}

// TestAppendSummary checks that a summary keeps what is there, and that all of it stays below the limit of GitHub.
func TestAppendSummary(t *testing.T) {
	result := oneshot.CheckResult{Document: apidoc.CheckDocument{Summary: &apidoc.Summary{}, Findings: apidoc.Findings{{Rule: "contract-expired", Severity: model.Critical, Message: "Expired."}}}}
	for _, c := range []struct {
		name  string
		there int
		added bool
	}{{"empty", 0, true}, {"half", 500 << 10, true}, {"full", 1000 << 10, false}, {"above", 1<<20 - 1, false}} {
		file := filepath.Join(t.TempDir(), "summary.md")
		before := strings.Repeat("x", c.there)
		if err := os.WriteFile(file, []byte(before), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := (checkrun.Output{Format: "github"}).AppendSummary(file, result); err != nil {
			t.Fatal(err)
		}
		after, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(after), before) || strings.Contains(string(after), "Expired.") != c.added || len(after) >= 1<<20 {
			t.Errorf("%s: %d bytes, added %t", c.name, len(after), strings.Contains(string(after), "Expired."))
		}
	}
}
