package registry

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/registry/holidayfiles"
)

// Loaded is a registry with the files that it was read from. The zero Loaded has none.
type Loaded struct {
	Registry *model.Registry

	sources      []*source
	holidays     holidayfiles.Set
	organisation *organisation
	newlyRefused int // values that are refused since this version, and stay as they are
}

// LoadFiles reads a registry and keeps its files for editing. Values that are refused since this version are read as the version before did.
func LoadFiles(paths []string) (*Loaded, []model.Problem) {
	l := Loader{LikeBefore: true}
	registry, problems := l.Load(paths)
	if registry == nil {
		return nil, problems
	}
	return &Loaded{Registry: registry, sources: l.files, holidays: l.holidays, organisation: l.organisation, newlyRefused: len(problems)}, nil
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

// Content is the new content of a file of a registry, or one more file.
type Content struct {
	Name string
	Data []byte
}

// With returns the registry as it is with another content of one file, or with one more file.
func (l *Loaded) With(name string, content []byte) (*Loaded, []model.Problem) {
	return l.WithAll([]Content{{name, content}})
}

// WithAll does what With does for several files. A change of a file may not bring in a value that is
// refused; files that are more than those loaded are read as LoadFiles reads them.
func (l *Loaded) WithAll(contents []Content) (*Loaded, []model.Problem) {
	changed := &Loaded{sources: slices.Clone(l.sources), holidays: l.holidays}
	edited := false
	for _, c := range contents {
		s := parse(c.Name, c.Data)
		s.unsaved, s.content = true, c.Data
		if index := l.index(c.Name); index >= 0 {
			s.origin = l.sources[index].origin
			changed.sources[index], edited = s, true
		} else {
			changed.sources = append(changed.sources, s)
		}
	}
	var problems []model.Problem
	if changed.Registry, changed.organisation, problems = assemble(changed.sources, changed.holidays, nil, nil, l.organisation); changed.Registry == nil || edited && len(problems) > l.newlyRefused {
		return nil, slices.Concat(newlyRefused(problems, false), newlyRefused(problems, true))
	}
	changed.newlyRefused = len(problems)
	return changed, nil
}

// newlyRefused returns the problems that the version before did not have, or the others.
func newlyRefused(problems []model.Problem, newly bool) []model.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p model.Problem) bool { return p.NewlyRefused != newly })
}

func (l *Loaded) index(name string) int {
	return slices.IndexFunc(l.sources, func(s *source) bool { return s.file == name })
}
