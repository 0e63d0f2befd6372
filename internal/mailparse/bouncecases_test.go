package mailparse_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// sharedCase is a mail of the shared cases and what it must be read as.
type sharedCase struct {
	file, kind string
	verdicts   []string // any of these; a hyphen where there is none
}

// bounceCases returns the cases about deliveries.
func bounceCases(t *testing.T) []sharedCase {
	t.Helper()
	folder := filepath.Join(sharedFolder(), "cases")
	text, err := os.ReadFile(filepath.Join(folder, "mail", "expected.tsv"))
	if err != nil {
		t.Skipf("NOT TESTED against the shared cases of mail, they are absent: %v", err)
	}
	var cases []sharedCase
	for line := range strings.Lines(string(text)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) >= 3 && slices.Contains([]string{"bounce", "delay", "delivered", "complaint"}, columns[1]) {
			cases = append(cases, sharedCase{filepath.Join(folder, "mail", columns[0]), columns[1], strings.Split(columns[2], "|")})
		}
	}
	disabled, err := filepath.Glob(filepath.Join(folder, "15-*", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range disabled {
		cases = append(cases, sharedCase{file, "bounce", []string{"gone"}})
	}
	return cases
}

// TestSharedBounceCases reads the shared cases of bounces, delays, success
// reports and complaints: all of them must be right.
func TestSharedBounceCases(t *testing.T) {
	cases, right := bounceCases(t), 0
	for _, c := range cases {
		raw, err := os.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		m := mailparse.Read(raw)
		verdict := string(m.Verdict)
		if verdict == "" {
			verdict = "-"
		}
		if string(m.Kind) != c.kind || !slices.Contains(c.verdicts, verdict) {
			t.Errorf("%s is %s %s, want %s %q: %q", filepath.Base(c.file), m.Kind, verdict, c.kind, c.verdicts, m.Evidence)
			continue
		}
		right++
	}
	t.Logf("%d of %d are right", right, len(cases))
}
