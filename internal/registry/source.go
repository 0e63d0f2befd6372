package registry

import (
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
	docs, problems, whole := strictyaml.Decode[rawDocument](file, data, nil)
	return &source{file: file, sum: sha256.Sum256(data), docs: docs, problems: problems, unreadable: !whole}
}

// isForeign reports whether no line may be shown of a file: it has problems, and the decoder showed no line of any.
func (s *source) isForeign() bool {
	return len(s.problems) > 0 && !slices.ContainsFunc(s.problems, func(p model.Problem) bool { return p.Excerpt != "" })
}
