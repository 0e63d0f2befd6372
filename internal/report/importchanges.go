package report

import (
	"bytes"
	"fmt"
	"io"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// ImportText writes what lists change in a registry: a line for each new supplier with its values below, and one for each value that differs.
func ImportText(w io.Writer, doc apidoc.ImportDocument, style Style) error {
	var out bytes.Buffer
	added := 0
	for _, c := range doc.Changes {
		word := "~"
		if c.New {
			word = "+"
			added++
		}
		fmt.Fprintf(&out, "%s %s  %s\n", word, style.heading(clean(c.Supplier)), clean(c.Name))
		for _, v := range c.Values {
			writeChangedValue(&out, c.New, v)
		}
	}
	if len(doc.Changes) > 0 {
		fmt.Fprintln(&out)
	}
	fmt.Fprintf(&out, "%s new, %d changed, %d unchanged", prose.Count(added, "supplier"), len(doc.Changes)-added, doc.Unchanged)
	if len(doc.Absent) > 0 {
		fmt.Fprintf(&out, "; not in the list and kept: %s", prose.Count(len(doc.Absent), "supplier"))
	}
	fmt.Fprintln(&out)
	_, err := w.Write(out.Bytes())
	return err
}

func writeChangedValue(out *bytes.Buffer, added bool, v apidoc.ChangedValue) {
	key := v.Key
	if v.Contact != "" {
		key = v.Contact + " " + key
	}
	switch {
	case added:
		fmt.Fprintf(out, "    %s: %s\n", clean(key), clean(v.New))
	case v.New == "":
		fmt.Fprintf(out, "    %s: %s removed, since it is about the old value\n", clean(key), clean(*v.Old))
	case v.Old == nil:
		fmt.Fprintf(out, "    %s: %s (new)\n", clean(key), clean(v.New))
	default:
		fmt.Fprintf(out, "    %s: %s → %s\n", clean(key), clean(*v.Old), clean(v.New))
	}
}

// ListProblems writes each problem with its place, how many there are, and what was not done because of them, such as "written".
func ListProblems(w io.Writer, problems []model.Problem, undone string) {
	problemList(w, problems)
	fmt.Fprintf(w, "\n%s; nothing was %s.\n", errorCount(problems), undone)
}

// ListProblemsInShort writes how many problems there are, beside a document that has them all.
func ListProblemsInShort(w io.Writer, problems []model.Problem, undone string) {
	fmt.Fprintf(w, "supplierwatch: %s; nothing was %s\nsupplierwatch: the first error is %s\n", errorCount(problems), undone, clean(problems[0].String()))
}
