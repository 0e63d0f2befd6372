package registry

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
)

// Change is one thing that people know and want to have written into the registry. What does not belong to its kind is left empty.
type Change struct {
	Kind     model.FactKind
	Supplier string // the present id
	Subject  string // as Target.Subject gives it

	On        model.Moment // the day it happened; the hour is written for requests and orders alone
	Window    civil.Date   // the opening of the occurrence it is about
	Until     civil.Date   // the end of the term it settles or leads to
	By        string
	Reference string
	Mailbox   string
	Because   string
	How       model.How
	Email     string
	Phone     string
	Name      string

	order int // which of the orders is confirmed
}

// Editor writes changes into the files of a registry. It holds what stood in them when it was opened.
type Editor struct {
	// Registry is what the files came to.
	Registry *model.Registry

	sources []*source
}

// Edited says what was written.
type Edited struct {
	model.Position                 // the file and the first line that is new
	Registry       *model.Registry // what the files come to now
}

// ErrNoPlace says that the model has no key for a kind of change.
var ErrNoPlace = errors.New("the registry has no place for it")

// ByHand is a change that was not written, because what stands at its place is not safe to add to.
type ByHand struct {
	model.Position        // of the item
	Under          string // the item as people call it
	Lines          string // what to add there
	Why            error
}

// Error says what to add, and where.
func (e *ByHand) Error() string {
	return fmt.Sprintf("%s cannot be edited safely: %v; nothing was changed. Add by hand to %s, at %s:\n%s", e.File, e.Why, e.Under, e.Position, e.Lines)
}

// Unwrap gives the reason.
func (e *ByHand) Unwrap() error { return e.Why }

// Open loads the registry that stands in files and folders for editing, or returns all its problems.
func Open(paths []string) (*Editor, []model.Problem) {
	var l Loader
	loaded, problems := l.Load(paths)
	if loaded == nil {
		return nil, problems
	}
	return &Editor{Registry: loaded, sources: l.files}, nil
}

// Splice writes a change into the file in which its item stands. All other bytes stay as they are: comments, order, blank lines, quotation
// marks, line ends. The result is loaded and compared before it replaces the file at once; it must differ by the change alone.
func (e *Editor) Splice(c Change) (Edited, error) {
	s := e.Registry.Supplier(c.Supplier)
	if s == nil {
		return Edited{}, fmt.Errorf("edit registry: there is no supplier %q", c.Supplier)
	}
	index := slices.IndexFunc(e.sources, func(x *source) bool { return x.file == s.Pos.File })
	before, err := e.reread(index)
	if err != nil {
		return Edited{}, err
	}
	after, registry, err := e.draft(c, s, index, before)
	if err != nil {
		return Edited{}, err
	}
	at := model.Position{File: s.Pos.File, Line: firstNew(before, after), Column: 1}
	return Edited{Position: at, Registry: registry}, e.sources[index].origin.Replace(before, after)
}

// draft gives the new content of a file, and what the registry then comes to.
func (e *Editor) draft(c Change, s *model.Supplier, index int, before []byte) (after []byte, registry *model.Registry, err error) {
	kind, known := kindsOfChange[c.Kind]
	if !known {
		return nil, nil, ErrNoPlace
	}
	x, err := seek(parse(s.Pos.File, before), c, s, kind)
	if err != nil {
		return nil, nil, err
	}
	if after, err = x.spliced(before); err != nil {
		return nil, nil, x.byHand(err)
	}
	registry, err = e.proven(index, after, x)
	return after, registry, err
}

// reread reads the file of a source again, which must not have changed.
func (e *Editor) reread(index int) ([]byte, error) {
	if index < 0 {
		return nil, errors.New("edit registry: the supplier stands in no file")
	}
	file := e.sources[index].file
	data, err := e.sources[index].origin.Read()
	if err != nil {
		return nil, fmt.Errorf("edit %s: %s", file, files.Reason(err))
	}
	if sha256.Sum256(data) != e.sources[index].sum {
		return nil, fmt.Errorf("edit %s: %w", file, files.ErrChanged)
	}
	return data, nil
}

// proven loads the registry with the new content of one file, and compares that file with what was wanted.
func (e *Editor) proven(index int, after []byte, x *edition) (*model.Registry, error) {
	fresh := parse(x.file, after)
	sources := slices.Clone(e.sources)
	sources[index] = fresh
	registry, problems := assemble(sources, nil)
	if len(problems) > 0 {
		return nil, fmt.Errorf("edit %s: nothing was changed, since the registry would be wrong: %s", x.file, problems[0].Message)
	}
	x.kind.expect(x.raw, x.index, x.change)
	if !alike(reflect.ValueOf(x.docs), reflect.ValueOf(fresh.docs)) {
		return nil, x.byHand(unclear{why: "the result would say something else than what was to be recorded"})
	}
	return registry, nil
}

// firstNew gives the first line that differs.
func firstNew(before, after []byte) int {
	line := 1
	for i := range min(len(before), len(after)) {
		if before[i] != after[i] {
			break
		}
		if before[i] == '\n' {
			line++
		}
	}
	return line
}
