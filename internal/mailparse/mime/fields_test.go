package mime

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// onlyNamed returns the fields of some names.
func onlyNamed(h Header, names Names) Header {
	return slices.DeleteFunc(slices.Clone(h), func(f Field) bool { return names[f.Name] == "" })
}

func checkFields(t interface {
	Helper()
	Fatalf(format string, values ...any)
}, raw []byte,
) {
	t.Helper()
	names := NamesOf("from", "subject", "received", "x-f", strings.Repeat("n", longestName+1))
	got, want := ReadFields(raw, names), onlyNamed(ReadHeader(raw), names)
	if len(got)+len(want) > 0 && !cmp.Equal(got, want) {
		t.Fatalf("%q:\n%s", raw[:min(len(raw), 2000)], cmp.Diff(got, want))
	}
}

// TestFieldsAreThoseOfTheHeader compares reading some fields with reading the whole header: of mails, and of lines in any order.
func TestFieldsAreThoseOfTheHeader(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled mails: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkFields(t, raw)
	}
	lines := []string{
		"From: a@x.example", "FROM : b@x.example", "from:", "From\x00: c@x.example", "From\u200b: d@x.example", "Subject: =?utf-8?q?=C3=A4?=", "X: y", "X-Other: z",
		" folded", "\tfolded", " ", "", "\x0c", "not a field", ">From e@x.example Mon", "From e@x.example Mon Sep 21", "Received: from x", ":", " : y", "Sub ject: x",
		strings.Repeat("n", longestName) + ": x", strings.Repeat("N", longestName+1) + ": x", strings.Repeat("n", longestName+2) + ": x",
		"From: " + strings.Repeat(" ", maxValue) + "f@x.example", "X: " + strings.Repeat("y", maxValue+9), "X-F: " + strings.Repeat("y", MaxHeader),
		strings.Repeat("X-F: y\n", maxFields-3), strings.Repeat("X-G: y\n", maxFields-2),
	}
	rapid.Check(t, func(t *rapid.T) {
		end := rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "end")
		checkFields(t, []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(lines), 0, 9).Draw(t, "lines"), end)))
	})
}
