package registry

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
)

// Load reads the registry in files and folders. Either it returns the registry, or all problems of all files, sorted by file
// and line.
func Load(paths []string) (*model.Registry, []model.Problem) {
	var l Loader
	return l.Load(paths)
}

// Loader loads the same registry again and again, and parses only what has changed. The zero Loader is ready; it is not for concurrent
// use.
type Loader struct {
	cache    map[string]*source
	files    []*source       // of the last time, in order
	holidays holidayFiles    // of the last time
	last     *model.Registry // what they came to; nil if there were problems
}

// Load does what the function Load does.
func (l *Loader) Load(paths []string) (*model.Registry, []model.Problem) {
	listed, problems := files.List(paths)
	sources := make([]*source, len(listed))
	inParallel(len(listed), func(i int) { sources[i] = l.source(listed[i]) })
	holidays := readHolidayFiles(sources, listed, l.holidays, thisYear())
	if l.last == nil || len(problems) > 0 || !slices.Equal(sources, l.files) || !slices.Equal(holidays.inOrder, l.holidays.inOrder) || len(holidays.problems) > 0 {
		l.remember(sources)
		l.last, problems = assemble(sources, holidays, problems)
	}
	l.holidays = holidays
	if l.last == nil {
		return nil, problems
	}
	// Whoever asks may set the limits of what they get, not of what others hold.
	registry := *l.last
	return &registry, nil
}

// assemble makes the registry of all files, or all problems: those found while reading, given here, and those found in the content.
func assemble(sources []*source, holidays holidayFiles, problems []model.Problem) (*model.Registry, []model.Problem) {
	broken := len(problems) > 0
	hash := sha256.New()
	for _, s := range sources {
		problems = append(problems, s.problems...)
		broken = broken || s.unreadable
		hash.Write(s.sum[:])
	}
	for _, h := range holidays.inOrder {
		hash.Write(h.sum[:])
	}
	problems = append(problems, holidays.problems...)
	c := newChecker(broken)
	c.holidays = holidays
	registry := c.build(sources)
	problems = append(problems, c.problems.list...)
	if len(problems) > 0 {
		return nil, sortProblems(problems)
	}
	registry.Hash = hex.EncodeToString(hash.Sum(nil))
	return registry, nil
}

// remember remembers exactly the given sources, for the next time.
func (l *Loader) remember(sources []*source) {
	l.files = sources
	l.cache = make(map[string]*source, len(sources))
	for _, s := range sources {
		l.cache[s.file] = s
	}
}

// source reads a file, unless it has not changed since the last time.
func (l *Loader) source(file files.File) *source {
	data, err := file.Read()
	if err != nil {
		p := model.Problem{Position: model.Position{File: file.Name, Line: 1, Column: 1}, Message: "cannot be read: " + files.Reason(err)}
		return &source{file: file.Name, origin: file, problems: []model.Problem{p}, unreadable: true}
	}
	sum := sha256.Sum256(data)
	known := l.cache[file.Name]
	switch {
	case known == nil || known.unreadable || known.sum != sum:
		s := parse(file.Name, data)
		s.origin = file
		return s
	case !known.origin.SamePlace(file): // a link leads to another folder with the same file
		moved := *known
		moved.origin = file
		return &moved
	}
	return known
}

// sortProblems sorts problems by file, line and column, and leaves out repetitions.
func sortProblems(problems []model.Problem) []model.Problem {
	slices.SortStableFunc(problems, func(a, b model.Problem) int { return a.Compare(b.Position) })
	return slices.Compact(problems)
}
