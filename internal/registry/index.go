package registry

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// item is one entry of a table with its file.
type item[T any] struct {
	file  string
	entry strictyaml.Entry[T]
}

func (x item[T]) pos() model.Position { return x.entry.In(x.file) }

// index holds everything of one kind, over all documents, in the order of the files.
type index[T any] struct {
	kind  string // as people call one: team, mailbox
	items []item[T]
	first map[string]model.Position
}

func newIndex[T any](kind string) *index[T] {
	return &index[T]{kind: kind, first: map[string]model.Position{}}
}

// add takes over the entries of a document's table. The same name twice is a problem that names both places.
func (x *index[T]) add(p *problems, file string, table strictyaml.Table[T]) {
	for _, e := range table.Entries {
		pos := e.In(file)
		if first, twice := x.first[e.Name]; twice {
			p.add(pos, "duplicate %s `%s` (first defined at %s)", x.kind, e.Name, first)
			continue
		}
		x.first[e.Name] = pos
		x.items = append(x.items, item[T]{file: file, entry: e})
	}
}

// problems collects what is wrong.
type problems struct{ list []model.Problem }

func (p *problems) add(pos model.Position, format string, args ...any) {
	p.list = append(p.list, model.Problem{Position: pos, Message: fmt.Sprintf(format, args...)})
}

// scope is a file being checked: problems go to its list, and references are looked up in what all files define.
type scope struct {
	problems *problems
	file     string
	partial  bool // some file could not be read, so a name that is not found may be in that one
}

// report reports a problem with a value of the file.
func (s scope) report(place strictyaml.Place, format string, args ...any) {
	s.problems.add(place.In(s.file), format, args...)
}

// reportNewlyRefused reports a value that the version before read, and that is read all the same until version 0.3.
func (s scope) reportNewlyRefused(place strictyaml.Place, format string, args ...any) {
	s.problems.list = append(s.problems.list, model.Problem{Position: place.In(s.file), Message: fmt.Sprintf(format, args...), NewlyRefused: true})
}

// longestList is up to how many known names a message is made: beyond, looking for the nearest would take too long.
const longestList = 20_000

// find looks up what a key refers to. A name that does not exist is a problem; a key that is left out is not.
func find[T any](s scope, key, kind string, ref text, known map[string]T) T {
	found, ok := known[ref.V]
	if ref.Set && !ok && !s.partial {
		s.report(ref.Place, "`%s`: there is no %s `%s`%s", key, kind, ref.V, suggestion(ref.V, known))
	}
	return found
}

// findAll looks up a list of references and leaves out those that do not exist.
func findAll[T any](s scope, key, kind string, refs []text, known map[string]T) []T {
	var all []T
	for _, ref := range refs {
		found := find(s, key, kind, ref, known)
		if _, ok := known[ref.V]; ok && ref.Set {
			all = append(all, found)
		}
	}
	return all
}

// suggestion returns which name may have been meant.
func suggestion[T any](name string, known map[string]T) string {
	if len(known) == 0 {
		return "; none is defined"
	}
	if len(known) > longestList {
		return ""
	}
	names := slices.Sorted(maps.Keys(known))
	if near, ok := strictyaml.Suggest(name, names); ok {
		return fmt.Sprintf("; did you mean `%s`?", near)
	}
	if len(names) > 8 {
		return ""
	}
	return "; defined are " + strings.Join(names, ", ")
}
