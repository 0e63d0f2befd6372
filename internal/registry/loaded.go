package registry

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
)

// Loaded is a registry with the files that it was read from. The zero Loaded has none.
type Loaded struct {
	Registry *model.Registry

	sources  []*source
	holidays holidayFiles
}

// LoadFiles reads a registry as Load does and keeps its files for editing.
func LoadFiles(paths []string) (*Loaded, []model.Problem) {
	var l Loader
	registry, problems := l.Load(paths)
	if registry == nil {
		return nil, problems
	}
	return &Loaded{Registry: registry, sources: l.files, holidays: l.holidays}, nil
}

// File returns one of the files with its content, which must not have changed since it was loaded.
func (l *Loaded) File(name string) (files.File, []byte, error) {
	index := l.index(name)
	if index < 0 {
		return files.File{}, nil, fmt.Errorf("edit %s: it is not a file of the registry", name)
	}
	s := l.sources[index]
	data, err := s.origin.Read()
	if err != nil {
		return files.File{}, nil, fmt.Errorf("edit %s: %s", name, files.Reason(err))
	}
	if sha256.Sum256(data) != s.sum {
		return files.File{}, nil, fmt.Errorf("edit %s: %w", name, files.ErrChanged)
	}
	return s.origin, data, nil
}

// With returns the registry as it is with another content of one file, or with one more file.
func (l *Loaded) With(name string, content []byte) (*Loaded, []model.Problem) {
	s := parse(name, content)
	changed := &Loaded{sources: slices.Clone(l.sources), holidays: l.holidays}
	if index := l.index(name); index >= 0 {
		s.origin = l.sources[index].origin
		changed.sources[index] = s
	} else {
		changed.sources = append(changed.sources, s)
	}
	var problems []model.Problem
	if changed.Registry, problems = assemble(changed.sources, changed.holidays, nil); changed.Registry == nil {
		return nil, problems
	}
	return changed, nil
}

func (l *Loaded) index(name string) int {
	return slices.IndexFunc(l.sources, func(s *source) bool { return s.file == name })
}
