package files

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"supplierwatch/internal/filekind"
	"supplierwatch/internal/model"
)

// maxFolders is how deep folders may lie in each other.
const maxFolders = 100

// File is a file of a registry.
type File struct {
	Name string // as people know it: a given path, and what follows below it, joined with /
	at   location
}

// SamePlace reports whether both files have the same path without links.
func (f File) SamePlace(other File) bool { return f.at == other.at }

// givenPath is a path that was given.
type givenPath struct {
	name   string
	real   string // without links
	folder bool
	seen   int // files and problems found in it
}

// link is a symbolic link that was found below a given path.
type link struct {
	name, path string // as people know it, and without links but itself
	depth      int
	in         *givenPath
}

// listing collects the files to read.
type listing struct {
	files    []File
	problems []model.Problem
	given    []*givenPath
	visited  map[string]bool // files and folders by their paths without links
	// links are followed last, so that a file is known by its own name and not by that of a link to it.
	links []link
}

// List finds the files that the given paths name: each file itself, and below each folder every *.yaml and *.yml that is not hidden. A
// given path may be a link, see Resolve. A link inside it may lead to whatever lies below any of the given paths, and nowhere else: who may
// edit a registry may not thereby read other files. Each file and folder counts once.
func List(paths []string) ([]File, []model.Problem) {
	l := listing{visited: map[string]bool{}}
	if len(paths) == 0 {
		l.report("registry", "no file or folder is given")
	}
	for _, path := range paths {
		l.resolve(path)
	}
	for _, g := range l.given {
		l.visit(g)
	}
	for i := 0; i < len(l.links); i++ { // a link to a folder may add more
		l.follow(l.links[i])
	}
	for _, g := range l.given {
		if g.folder && g.seen == 0 && !l.hasFiles(g) {
			l.report(g.name, "the folder holds no registry: expected files that end in .yaml or .yml")
		}
	}
	slices.SortFunc(l.files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	if l.tooLargeInAll() {
		return nil, l.problems
	}
	return l.files, l.problems
}

// tooLargeInAll reports whether all files together are larger than they may be, and which of them is the largest. A file that is too large by itself
// is refused when it is read.
func (l *listing) tooLargeInAll() bool {
	var total, largest int64
	name, counted := "", 0
	for _, f := range l.files {
		info, err := f.at.info()
		if err != nil || info.Size() > maxSize {
			continue
		}
		total, counted = total+info.Size(), counted+1
		if info.Size() > largest {
			name, largest = f.Name, info.Size()
		}
	}
	if total <= maxSizeInAll {
		return false
	}
	l.report(name, "the %d files of the registry have %s in all, and at most %s are allowed; this is the largest, with %s: move what does not belong to the registry elsewhere",
		counted, megabytes(total), megabytes(maxSizeInAll), megabytes(largest))
	return true
}

func (l *listing) report(file, format string, args ...any) {
	l.problems = append(l.problems, model.Problem{Position: model.Position{File: filepath.ToSlash(file), Line: 1, Column: 1}, Message: fmt.Sprintf(format, args...)})
}

// reportBelow reports what is wrong with something below a given path.
func (l *listing) reportBelow(g *givenPath, name, format string, args ...any) {
	g.seen++
	l.report(name, format, args...)
}

// resolve finds out where a given path leads.
func (l *listing) resolve(path string) {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		err = checkRegular(info)
	}
	var real string
	if err == nil {
		real, err = Resolve(path)
	}
	if err != nil {
		l.report(path, "cannot be read: %s", Reason(err))
		return
	}
	l.given = append(l.given, &givenPath{name: path, real: real, folder: info.IsDir()})
}

// visit adds what a given path names.
func (l *listing) visit(g *givenPath) {
	if !g.folder {
		l.file(g.name, g.real, g)
		return
	}
	l.folder(strings.TrimSuffix(filepath.ToSlash(g.name), "/"), g.real, 0, g)
}

// firstVisit reports whether a path is met for the first time.
func (l *listing) firstVisit(real string) bool {
	first := !l.visited[real]
	l.visited[real] = true
	return first
}

func (l *listing) file(name, real string, g *givenPath) {
	g.seen++
	if at, inside := l.locate(real); inside && l.firstVisit(real) {
		l.files = append(l.files, File{filepath.ToSlash(name), at})
	}
}

// folder adds what lies in a folder, so deep below a given path.
func (l *listing) folder(name, real string, depth int, g *givenPath) {
	at, inside := l.locate(real)
	if !inside || !l.firstVisit(real) {
		return
	}
	if depth > maxFolders {
		l.reportBelow(g, name, "folders lie more than %d deep in each other", maxFolders)
		return
	}
	entries, err := readFolder(at)
	if err != nil {
		l.reportBelow(g, name, "the folder cannot be read: %s", Reason(err))
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			l.entry(name+"/"+e.Name(), filepath.Join(real, e.Name()), e, depth+1, g)
		}
	}
}

func (l *listing) entry(name, path string, e fs.DirEntry, depth int, g *givenPath) {
	switch {
	case e.Type()&fs.ModeSymlink != 0:
		l.links = append(l.links, link{name, path, depth, g})
	case e.IsDir():
		l.folder(name, path, depth, g)
	case filekind.IsYAML(name):
		l.file(name, path, g)
	}
}

// follow adds what a link leads to. Nothing is reported of what lies elsewhere, not even whether it exists.
func (l *listing) follow(k link) {
	real, err := filepath.EvalSymlinks(k.path)
	if err == nil {
		if at, inside := l.locate(real); inside {
			l.linked(k, real, at)
			return
		}
	}
	if _, err := os.Stat(k.path); errors.Is(err, syscall.ELOOP) {
		l.reportBelow(k.in, k.name, "the link leads in a circle; remove it")
		return
	}
	target, err := os.Readlink(k.path)
	if err != nil {
		l.reportBelow(k.in, k.name, "the link cannot be read: %s", Reason(err))
		return
	}
	l.reportBelow(k.in, k.name, "the link leads to %s, which is outside the registry or does not exist; put the file itself here, or name the folder in which it is "+
		"as a further path of the registry", target)
}

// linked adds the file or folder at the end of a link.
func (l *listing) linked(k link, real string, at location) {
	info, err := at.info()
	switch {
	case err != nil:
		l.reportBelow(k.in, k.name, "cannot be read: %s", Reason(err))
	case info.IsDir():
		l.folder(k.name, real, k.depth, k.in)
	case filekind.IsYAML(k.name):
		l.file(k.name, real, k.in)
	}
}

// locate returns where a path without links lies below the given paths, if it does.
func (l *listing) locate(real string) (at location, inside bool) {
	for _, g := range l.given {
		if !g.folder && g.real == real {
			return location{filepath.Dir(real), filepath.Base(real)}, true
		}
		if below, err := filepath.Rel(g.real, real); g.folder && err == nil && filepath.IsLocal(below) {
			return location{g.real, below}, true
		}
	}
	return location{}, false
}

// hasFiles reports whether any file to read lies below a given path.
func (l *listing) hasFiles(g *givenPath) bool {
	return slices.ContainsFunc(l.files, func(f File) bool {
		below, err := filepath.Rel(g.real, f.at.path())
		return err == nil && filepath.IsLocal(below)
	})
}
