package bulkedit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/supplierdiff"
	"supplierwatch/internal/yamlsplice"
)

// Plan is what will be written, checked as a registry.
type Plan struct {
	Registry *model.Registry // with the changes

	target *Target
	texts  []draft
}

// draft is a file with its old and new content.
type draft struct {
	name          string
	file          files.File
	before, after []byte // before is nil for a new file
	changes       []supplierdiff.Change
}

// Plan returns what a difference changes in the files, or why it cannot be written.
func (t *Target) Plan(d supplierdiff.Difference) (*Plan, []model.Problem) {
	p := &Plan{Registry: t.Registry, target: t}
	byFile := map[string][]supplierdiff.Change{}
	var added []supplierdiff.Change
	for _, c := range d.Changes {
		if c.Old == nil {
			added = append(added, c)
			continue
		}
		byFile[c.Old.Pos.File] = append(byFile[c.Old.Pos.File], c)
	}
	var problems []model.Problem
	for _, name := range sortedNames(byFile) {
		problems = append(problems, p.edit(name, byFile[name])...)
	}
	if len(problems) == 0 && len(added) > 0 {
		for _, part := range t.divide(added) {
			problems = append(problems, p.add(part)...)
		}
	}
	if len(problems) > 0 || len(p.texts) == 0 {
		return p, problems
	}
	return p, p.check()
}

func sortedNames(byFile map[string][]supplierdiff.Change) []string {
	var names []string
	for name := range byFile {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// edit writes the changes of suppliers that a file has.
func (p *Plan) edit(name string, changes []supplierdiff.Change) []model.Problem {
	file, before, err := p.target.loaded.File(name)
	if err != nil {
		return []model.Problem{{Position: model.Position{File: name, Line: 1, Column: 1}, Message: err.Error()}}
	}
	rounds := roundsOf(changes)
	after := before
	for _, round := range rounds {
		next, err := yamlsplice.SpliceAll(after, round)
		if err != nil {
			return []model.Problem{unsafe(changes, err)}
		}
		after = next
	}
	p.texts = append(p.texts, draft{name: name, file: file, before: before, after: after, changes: changes})
	return nil
}

// roundsOf divides the edits of a file into rounds with one edit a supplier each, since the places of the next edit follow from the one before.
func roundsOf(changes []supplierdiff.Change) [][]yamlsplice.Placed {
	var rounds [][]yamlsplice.Placed
	for _, c := range changes {
		for i, e := range editsOf(c) {
			if i == len(rounds) {
				rounds = append(rounds, nil)
			}
			rounds[i] = append(rounds[i], e)
		}
	}
	return rounds
}

// unsafe returns the problem of a supplier that cannot be edited safely, at its row.
func unsafe(changes []supplierdiff.Change, err error) model.Problem {
	at := changes[0]
	var failed *yamlsplice.EditError
	if errors.As(err, &failed) {
		i := slices.IndexFunc(changes, func(c supplierdiff.Change) bool { return c.Old.ID == failed.Placed.Path[0].ID })
		at = changes[max(i, 0)]
	}
	return model.Problem{
		Position: at.Entry,
		Message:  fmt.Sprintf("supplier %s cannot be edited safely in %s: %s; change it there by hand", at.Supplier, at.Old.Pos, err),
	}
}

// add writes new suppliers into the file for them.
func (p *Plan) add(part portion) []model.Problem {
	name := part.file
	d, err := p.draftOf(name)
	if err != nil {
		return []model.Problem{{Position: model.Position{File: name, Line: 1, Column: 1}, Message: err.Error()}}
	}
	items := make([][]yamlsplice.Pair, len(part.added))
	for i, c := range part.added {
		items[i] = itemOf(c)
	}
	version := []yamlsplice.Pair{{Key: "version", Value: "1", Bare: true}}
	after, err := yamlsplice.Append(d.after, "suppliers", items, version)
	if err != nil {
		return []model.Problem{{Position: model.Position{File: name, Line: 1, Column: 1}, Message: fmt.Sprintf("new suppliers cannot be added safely: %s", err)}}
	}
	d.after, d.changes = after, append(d.changes, part.added...)
	return nil
}

// draftOf returns the draft of a file, which may be edited already, exist or be new.
func (p *Plan) draftOf(name string) (*draft, error) {
	for i := range p.texts {
		if p.texts[i].name == name {
			return &p.texts[i], nil
		}
	}
	d := draft{name: name}
	if file, before, err := p.target.loaded.File(name); err == nil {
		d.file, d.before, d.after = file, before, before
	} else if errors.Is(err, files.ErrChanged) {
		return nil, err
	}
	p.texts = append(p.texts, d)
	return &p.texts[len(p.texts)-1], nil
}

// check loads the registry with all changes.
func (p *Plan) check() []model.Problem {
	contents := make([]registry.Content, len(p.texts))
	for i, d := range p.texts {
		contents[i] = registry.Content{Name: d.name, Data: d.after}
	}
	loaded, problems := p.target.loaded.WithAll(contents)
	if loaded == nil {
		return problems
	}
	p.Registry = loaded.Registry
	return nil
}

// Files returns the names of the files that are written.
func (p *Plan) Files() []string {
	names := make([]string, len(p.texts))
	for i, d := range p.texts {
		names[i] = d.name
	}
	return names
}

// Text returns the new content of the only file, for a registry that is not written.
func (p *Plan) Text() []byte {
	if len(p.texts) == 0 {
		return nil
	}
	return p.texts[0].after
}

// Write replaces all files together.
func (p *Plan) Write() error {
	var all []files.Replacement
	for _, d := range p.texts {
		if d.before == nil {
			made, err := makeFolder(filepath.Dir(filepath.FromSlash(d.name)))
			if err != nil {
				return err
			}
			defer made.removeIfEmpty()
			if d.file, err = files.NewFile(filepath.FromSlash(d.name)); err != nil {
				return err
			}
		}
		all = append(all, files.Replacement{File: d.file, Before: d.before, After: d.after})
	}
	return files.ReplaceAll(all)
}

// madeFolder is a folder that did not exist before; empty: it did.
type madeFolder string

func makeFolder(path string) (madeFolder, error) {
	if _, err := os.Stat(path); err == nil {
		return "", nil
	}
	err := os.Mkdir(path, 0o755)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("make folder %s: %s does not exist: make it first", path, filepath.Dir(path))
	}
	if err != nil {
		return "", fmt.Errorf("make folder %s: %s", path, files.Reason(err))
	}
	return madeFolder(path), nil
}

// removeIfEmpty removes the folder if the file was not written.
func (m madeFolder) removeIfEmpty() {
	if m != "" {
		_ = os.Remove(string(m)) // fails where something is in it
	}
}
