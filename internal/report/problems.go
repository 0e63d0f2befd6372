package report

import (
	"fmt"
	"io"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Problems writes each problem with its place and its line of the file, and how many there are.
func Problems(w io.Writer, problems []model.Problem) {
	problemList(w, problems)
	fmt.Fprintf(w, "\n%s\n", nothingChecked(problems))
}

// RejectedReload writes the problems of a registry that a daemon has rejected, and how many there are.
func RejectedReload(w io.Writer, problems []model.Problem) {
	problemList(w, problems)
	fmt.Fprintf(w, "\n%s; the registry read before remains in use.\n", errorCount(problems))
}

// problemList writes each problem with its place and its line of the file.
func problemList(w io.Writer, problems []model.Problem) {
	for _, p := range problems {
		fmt.Fprintln(w, clean(p.String()))
		if p.Excerpt != "" {
			for line := range strings.SplitSeq(p.Excerpt, "\n") {
				fmt.Fprintln(w, clean(line))
			}
		}
	}
}

// ProblemsInShort writes how many problems there are, and the first of them, beside a document that has them all.
func ProblemsInShort(w io.Writer, problems []model.Problem) {
	fmt.Fprintf(w, "supplierwatch: %s\nsupplierwatch: the first error is %s\n", nothingChecked(problems), clean(problems[0].String()))
}

// nothingChecked returns how many problems prevented the check.
func nothingChecked(problems []model.Problem) string {
	return errorCount(problems) + "; nothing was checked."
}

// errorCount returns how many problems there are, with those that are only counted.
func errorCount(problems []model.Problem) string {
	all := len(problems)
	for _, p := range problems {
		all += max(p.Omitted-1, 0)
	}
	return prose.Count(all, "error")
}
