package edit

import (
	"errors"
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/yamlsplice"
)

// Change is one thing that people know and want to have written into the registry. What does not belong to its kind is left empty.
type Change struct {
	Kind     model.FactKind
	Supplier string        // the present id
	Subject  model.Subject // as Target.Subject returns it

	On        model.Moment // the day it happened; the hour is written for requests and orders alone
	Window    civil.Date   // the opening of the occurrence it is about
	Until     civil.Date   // the end of the term it settles or leads to
	For       civil.Date   // the end that a notice names
	By        string
	Reference string
	Mailbox   string
	Because   string
	How       model.How
	Email     string
	Phone     string
	Name      string
}

// Editor writes changes into the files of a registry, as long as these are as they were when it was opened.
type Editor struct {
	Registry *model.Registry // as it was loaded

	loaded *registry.Loaded
}

// Edited is what was written.
type Edited struct {
	Position model.Position  // the file and the first line that is new
	Registry *model.Registry // the registry with the change
}

// ErrNoPlace is returned where the registry has no key for a kind of change.
var ErrNoPlace = errors.New("the registry has no place for it")

// ByHand is a change that was not written, because the text at its place cannot be edited safely.
type ByHand struct {
	Position model.Position // of the item
	Under    string         // the item as people call it
	Lines    string         // what to add there
	Why      error
}

// Error returns what to add, and where.
func (e *ByHand) Error() string {
	return fmt.Sprintf("%s cannot be edited safely: %v; nothing was changed. Add by hand to %s, at %s:\n%s",
		e.Position.File, e.Why, e.Under, e.Position, e.Lines)
}

// Unwrap returns the reason.
func (e *ByHand) Unwrap() error { return e.Why }

// Open loads the registry in files and folders for editing, or returns all its problems.
func Open(paths []string) (*Editor, []model.Problem) {
	loaded, problems := registry.LoadFiles(paths)
	if loaded == nil {
		return nil, problems
	}
	return &Editor{Registry: loaded.Registry, loaded: loaded}, nil
}

// Splice writes a change into the file in which its item stands. All other bytes stay as they are: comments, order, blank lines, quotation
// marks, line ends. The result is loaded and compared before it replaces the file in one step; it must differ by the change alone.
func (e *Editor) Splice(c Change) (Edited, error) {
	s, err := e.supplier(c)
	if err != nil {
		return Edited{}, err
	}
	file, before, err := e.loaded.File(s.Pos.File)
	if err != nil {
		return Edited{}, err
	}
	after, changed, err := e.draft(c, s, before)
	if err != nil {
		return Edited{}, err
	}
	at := model.Position{File: s.Pos.File, Line: firstNew(before, after), Column: 1}
	return Edited{Position: at, Registry: changed}, file.Replace(before, after)
}

func (e *Editor) supplier(c Change) (*model.Supplier, error) {
	s := e.Registry.Supplier(c.Supplier)
	if s == nil {
		return nil, fmt.Errorf("edit registry: there is no supplier %q", c.Supplier)
	}
	return s, nil
}

// draft returns the new content of a file, and the registry with it.
func (e *Editor) draft(c Change, s *model.Supplier, before []byte) (after []byte, changed *model.Registry, err error) {
	edit, known := edits[c.Kind]
	if !known {
		return nil, nil, ErrNoPlace
	}
	x, err := findItem(c, s, before)
	if err != nil {
		return nil, nil, err
	}
	wanted := edit(c)
	wanted.Remove = c.outdated(s)
	after, err = yamlsplice.Splice(before, x.path, wanted)
	if err != nil {
		return nil, nil, x.byHand(wanted, err)
	}
	loaded, problems := e.loaded.With(s.Pos.File, after)
	if loaded == nil {
		return nil, nil, fmt.Errorf("edit %s: nothing was changed, since the registry would be wrong: %s", s.Pos.File, problems[0].Message)
	}
	return after, loaded.Registry, nil
}

// firstNew returns the first line that differs.
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
