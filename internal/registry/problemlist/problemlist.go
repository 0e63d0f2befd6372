// Package problemlist has what is common to the problems of all files of a registry: their order, how many are listed, and files without any content.
package problemlist

import (
	"bytes"
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// Sort sorts problems by file, line and column, and leaves out repetitions.
func Sort(problems []model.Problem) []model.Problem {
	slices.SortStableFunc(problems, func(a, b model.Problem) int { return a.Compare(b.Position) })
	return slices.Compact(problems)
}

// Limit lists at most strictyaml.MaxProblems problems, and how many more there are. The function adds to each the line that it is about.
func Limit(problems []model.Problem, addLines func(listed []model.Problem)) []model.Problem {
	omitted := 0
	var first model.Problem
	listed := make([]model.Problem, 0, min(len(problems), strictyaml.MaxProblems+1))
	for _, p := range problems {
		if p.Omitted == 0 && len(listed) < strictyaml.MaxProblems {
			listed = append(listed, p)
			continue
		}
		if omitted == 0 {
			first = p
		}
		omitted += max(p.Omitted, 1)
		first.NewlyRefused = first.NewlyRefused && p.NewlyRefused
	}
	addLines(listed)
	if omitted > 0 {
		first.Omitted, first.Message, first.Excerpt = omitted, strictyaml.MoreProblems(omitted), ""
		listed = append(listed, first)
	}
	return listed
}

// EmptyRegistry refuses a registry of files that have no document.
func EmptyRegistry(first string, files int) model.Problem {
	message := strictyaml.EmptyFile
	if files > 1 {
		message = fmt.Sprintf("the registry is empty: none of its %d files has a document", files)
	}
	return model.Problem{Position: model.Position{File: first, Line: 1, Column: 1}, Message: message}
}

// IsBlank reports whether a file has no text at all, not even a comment.
func IsBlank(data []byte) bool {
	return len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))) == 0
}

// BlankFile refuses a file without text. A failed copy or a full disk leaves such a file behind, and its suppliers would be watched no longer. People
// who want an empty file write a comment.
func BlankFile(file string) model.Problem {
	return model.Problem{
		Position: model.Position{File: file, Line: 1, Column: 1},
		Message:  "the file has no text: restore its content if writing it failed; otherwise delete the file, or write a comment such as `# no suppliers yet`",
	}
}
