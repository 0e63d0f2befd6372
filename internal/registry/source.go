package registry

import (
	"bytes"
	"crypto/sha256"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/strictyaml"
)

// source is a file with the documents in it.
type source struct {
	file       string // as people know it
	origin     files.File
	sum        [sha256.Size]byte
	docs       []rawDocument
	problems   []model.Problem
	unreadable bool // its content is not known
}

// parse reads the content of a file.
func parse(file string, data []byte) *source {
	if isBlank(data) {
		return &source{file: file, sum: sha256.Sum256(data), problems: []model.Problem{blankFile(file)}, unreadable: true}
	}
	docs, problems, whole := strictyaml.Decode[rawDocument](file, data, nil)
	return &source{file: file, sum: sha256.Sum256(data), docs: docs, problems: problems, unreadable: !whole}
}

// isForeign reports whether no line may be shown of a file: it has problems, and the decoder showed no line of any.
func (s *source) isForeign() bool {
	return len(s.problems) > 0 && !slices.ContainsFunc(s.problems, func(p model.Problem) bool { return p.Excerpt != "" })
}

// isBlank reports whether a file has no text at all, not even a comment.
func isBlank(data []byte) bool {
	return len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))) == 0
}

// blankFile refuses a file without text. A failed copy or a full disk leaves such a file behind, and its suppliers would be watched no longer. People
// who want an empty file write a comment.
func blankFile(file string) model.Problem {
	return model.Problem{
		Position: model.Position{File: file, Line: 1, Column: 1},
		Message:  "the file has no text: restore its content if writing it failed; otherwise delete the file, or write a comment such as `# no suppliers yet`",
	}
}
