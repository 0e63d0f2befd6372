package internal_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	testInDocs = regexp.MustCompile("`((?:Test|Fuzz)[A-Z][A-Za-z0-9_]*)`")
	testInCode = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Z][A-Za-z0-9_]*)\(`)
)

// TestTestsNamedInTheDocsExist proves that whoever looks for a test that a document names finds it.
func TestTestsNamedInTheDocsExist(t *testing.T) {
	known := testsOf(t)
	for _, name := range []string{"security.md", "reliability.md", "upgrade.md"} {
		text, err := os.ReadFile(filepath.Join("..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		named := testInDocs.FindAllSubmatch(text, -1)
		if len(named) == 0 {
			t.Errorf("%s names no test", name)
		}
		for _, found := range named {
			if test := string(found[1]); !known[test] {
				line := 1 + bytes.Count(text[:bytes.Index(text, found[0])], []byte("\n"))
				t.Errorf("%s, line %d names %s, which does not exist", name, line, test)
			}
		}
	}
}

// testsOf returns the names of all tests.
func testsOf(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, top := range []string{"../cmd", "../internal"} {
		err := filepath.WalkDir(top, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, found := range testInCode.FindAllSubmatch(text, -1) {
				known[string(found[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return known
}
