package listimport

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestExamples imports the lists of ERP systems with their map files: every column is read or known, and a second import would change nothing.
func TestExamples(t *testing.T) {
	lists, err := filepath.Glob("../../examples/import/*.csv")
	if err != nil || len(lists) != 4 {
		t.Fatal(lists, err)
	}
	for _, list := range lists {
		into := filepath.Join(t.TempDir(), "registry")
		request := Request{Files: []string{list}, Map: strings.TrimSuffix(list, ".csv") + ".yaml", Into: into}
		result := Prepare(request)
		if len(result.Document.Errors)+len(result.Document.Skipped) > 0 || len(result.Document.Changes) < 2 {
			t.Fatalf("%s: %v, %v, %d changes", list, result.Document.Errors, result.Document.Skipped, len(result.Document.Changes))
		}
		if err := result.Plan.Write(); err != nil {
			t.Fatal(err)
		}
		if again := Prepare(request); len(again.Document.Changes)+len(again.Document.Errors) > 0 || again.Document.Unchanged != len(result.Document.Changes) {
			t.Errorf("%s: the second import changes %v, %v", list, again.Document.Changes, again.Document.Errors)
		}
	}
}
