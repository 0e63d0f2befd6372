package listcommands

import (
	"fmt"
	"slices"
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/listimport"
)

// TestHintsNameTenFiles counts the files that were written beyond those that are named.
func TestHintsNameTenFiles(t *testing.T) {
	doc := apidoc.ImportDocument{Changes: []apidoc.ImportChange{{}}}
	for i := range 12 {
		doc.Written = append(doc.Written, fmt.Sprintf("r/%d.yaml", i))
	}
	got := importFlags{Request: listimport.Request{Into: "r"}}.hints(doc)
	if len(got) != 12 || got[9] != "written to r/9.yaml" || got[10] != "and to 2 further files" {
		t.Error(got)
	}
	doc.Written = doc.Written[:10]
	if got := (importFlags{}).hints(doc); slices.ContainsFunc(got, func(hint string) bool { return hint == "and to 0 further files" }) || len(got) != 11 {
		t.Error(got)
	}
}
