package registry

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/model"
)

var update = flag.Bool("update", false, "rewrite the expected output and the schema")

// TestOK loads everything that is right, without a word.
func TestOK(t *testing.T) {
	entries, err := os.ReadDir("testdata/ok")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		t.Run(e.Name(), func(t *testing.T) {
			r, problems := Load([]string{filepath.Join("testdata/ok", e.Name())})
			for _, p := range problems {
				t.Error(p)
			}
			if r == nil || len(r.Suppliers) == 0 || len(r.Hash) != 64 {
				t.Errorf("registry = %+v", r)
			}
		})
	}
}

// TestErr holds what is said about everything that is wrong against the .out file beside it.
func TestErr(t *testing.T) {
	files, err := filepath.Glob("testdata/err/*.yaml")
	if err != nil || len(files) < 45 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			r, problems := Load([]string{file})
			if r != nil || len(problems) == 0 {
				t.Fatalf("loaded: %+v", r)
			}
			compare(t, strings.TrimSuffix(file, ".yaml")+".out", lines(problems))
		})
	}
}

func lines(problems []model.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

// compare holds got against a file or, with -update, writes it.
func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
