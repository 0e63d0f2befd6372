package registry

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/parallel"
	"supplierwatch/internal/registry/cache"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/registry/holidayfiles"
	"supplierwatch/internal/registry/problemlist"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/strictyaml"
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
	// LikeBefore reads values that are refused since this version as the version before did, and returns the problems beside the registry.
	LikeBefore bool
	// Cache has what was built of the same files before; nil: nothing is kept between two programs.
	Cache *cache.Cache
	// Timezone is where the days of teams without a calendar begin, and of what no team owns: that of the schedule. Nil is UTC.
	Timezone *time.Location

	known        map[string]*source // of the last time, by their names
	files        []*source          // of the last time, in order
	holidays     holidayfiles.Set   // of the last time
	organisation *organisation      // of the last time
	last         *model.Registry    // what they came to; nil if it cannot be used
	lastSaid     []model.Problem    // about it
}

// mostReadings is how often a registry is read that changes while it is read.
const mostReadings = 3

// Load does what the function Load does.
func (l *Loader) Load(paths []string) (*model.Registry, []model.Problem) {
	from := l.Cache
	for n := 0; n < mostReadings && l.use(l.read(paths, from)); n++ {
		from = nil // what it has does not fit to the files
	}
	l.Cache.Release()
	if l.last == nil || len(l.lastSaid) > 0 && !l.LikeBefore {
		return nil, l.lastSaid
	}
	// Whoever asks may set the limits of what they get, not of what others hold.
	registry := *l.last
	return &registry, l.lastSaid
}

// reading is what was read of a registry at one time, before suppliers are built.
type reading struct {
	sources  []*source
	holidays holidayfiles.Set
	problems []model.Problem // of files that are not there
}

// read reads all files, and takes what has not changed from the last time or from a cache.
func (l *Loader) read(paths []string, from *cache.Cache) reading {
	listed, problems := files.List(paths)
	sources := l.sources(listed, from)
	return reading{sources, readHolidayFiles(sources, listed, l.holidays, holidayfiles.ThisYear()), problems}
}

// use makes the registry of what was read, unless that is what was read the last time. It reports whether a file was needed a second time and
// had changed by then: so may have the others, and all must be read again.
func (l *Loader) use(r reading) (changed bool) {
	if l.last == nil || len(r.problems)+len(r.holidays.Problems) > 0 || !slices.Equal(r.sources, l.files) || !slices.Equal(r.holidays.InOrder, l.holidays.InOrder) {
		l.last, l.organisation, l.lastSaid = assemble(r.sources, r.holidays, l.Timezone, r.problems, l.organisation)
		l.lastSaid = problemlist.Limit(l.lastSaid, func(listed []model.Problem) { addExcerpts(listed, r.sources) })
		l.remember(r.sources)
	}
	l.holidays = r.holidays
	return slices.ContainsFunc(r.sources, func(s *source) bool { return s.changed })
}

// readHolidayFiles reads the files that the calendars name, and parses only what has changed since the last time.
func readHolidayFiles(sources []*source, listed []files.File, last holidayfiles.Set, year int) holidayfiles.Set {
	found := holidayfiles.Set{}
	for _, s := range sources {
		for _, named := range s.holidayFiles() {
			ref := holidayfiles.Ref{In: s.file, Name: named.V}
			if found.ByRef[ref] != nil {
				continue
			}
			file, err := last.Read(s.origin, listed, named.V, year)
			if err != nil {
				found.Problems = append(found.Problems, model.Problem{
					Position: named.In(s.file), Message: fmt.Sprintf("`file`: %q cannot be read: %s", named.V, files.Reason(err)),
				})
				continue
			}
			found.Add(ref, file)
		}
	}
	return found
}

// assemble makes the registry of all files and lists all problems: those found while reading, given here, and those found in the content. There is
// no registry where the version before would have refused it. Suppliers that were built for the last organisation are taken as they are, if it is still
// the same. The sources are replaced by ones with their suppliers.
func assemble(sources []*source, holidays holidayfiles.Set, zone *time.Location, problems []model.Problem, last *organisation) (*model.Registry, *organisation, []model.Problem) {
	partial := len(problems) > 0
	if !partial && len(holidays.Problems) == 0 && isEmpty(sources) && !slices.ContainsFunc(sources, (*source).isWrong) {
		return nil, nil, []model.Problem{problemlist.EmptyRegistry(sources[0].file, len(sources))}
	}
	o := last
	for again := true; again; {
		broken := partial || slices.ContainsFunc(sources, func(s *source) bool { return s.unreadable })
		if !o.isOf(sources, holidays, zone, broken) {
			o = newOrganisation(sources, holidays, zone, broken)
		}
		whole := o.buildSuppliers(sources)
		for _, i := range whole {
			sources[i] = sources[i].whole()
		}
		again = len(whole) > 0
	}
	hash := sha256.New()
	for _, s := range sources {
		problems = append(problems, s.problems...)
		hash.Write(s.sum[:])
	}
	for _, h := range holidays.InOrder {
		hash.Write(h.Sum[:])
	}
	suppliers, found := linkSuppliers(sources, o.checker.partial)
	problems = problemlist.Sort(slices.Concat(problems, holidays.Problems, o.checker.problems.list, found))
	if !model.OnlyNewlyRefused(problems) {
		return nil, o, problems
	}
	registry := *o.checker.reg
	registry.Suppliers, registry.Limits, registry.Hash = suppliers, rulebook.DefaultLimits(), hex.EncodeToString(hash.Sum(nil))
	return &registry, o, problems
}

func (s *source) isWrong() bool { return len(s.problems) > 0 }

// isEmpty reports whether no file has a document.
func isEmpty(sources []*source) bool {
	return len(sources) > 0 && !slices.ContainsFunc(sources, func(s *source) bool { return len(s.docs) > 0 })
}

// addExcerpts reads the files again that have problems. Of a file that has changed since, or that is not ours, no line is shown.
func addExcerpts(problems []model.Problem, sources []*source) {
	for _, s := range sources {
		first := slices.IndexFunc(problems, func(p model.Problem) bool { return p.File == s.file })
		if first < 0 || s.unreadable || s.isForeign() {
			continue
		}
		last := first
		for last < len(problems) && problems[last].File == s.file {
			last++
		}
		if data, err := s.origin.Read(); err == nil && sha256.Sum256(data) == s.sum {
			strictyaml.Excerpts(data, problems[first:last])
		}
	}
}

// remember remembers exactly the given sources, for the next time.
func (l *Loader) remember(sources []*source) {
	l.files = sources
	l.known = make(map[string]*source, len(sources))
	for _, s := range sources {
		l.known[s.file] = s
	}
}

// sources reads all files.
func (l *Loader) sources(listed []files.File, from *cache.Cache) []*source {
	sources := make([]*source, len(listed))
	parallel.Do(len(listed), func(i int) { sources[i] = l.source(listed[i], from) })
	return sources
}

// source reads a file, unless it has not changed since the last time.
func (l *Loader) source(file files.File, from *cache.Cache) *source {
	data, err := file.Read()
	if err != nil {
		return unreadable(file, err)
	}
	sum := sha256.Sum256(data)
	known := l.known[file.Name]
	switch {
	case known == nil || known.unreadable || known.sum != sum:
		s := parseOrCached(file.Name, data, from, sum)
		s.origin = file
		return s
	case !known.origin.SamePlace(file): // a link leads to another folder with the same file
		moved := *known
		moved.origin = file
		return &moved
	}
	return known
}
