package bulkedit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"supplierwatch/internal/filekind"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/registry/builtin"
	"supplierwatch/internal/supplierlist"
)

// Target is a registry into which changes are to be written. It may not exist yet.
type Target struct {
	Registry *model.Registry

	path    string // of the file, or of the folder if new suppliers are divided
	loaded  *registry.Loaded
	divided bool // new suppliers get files in the folder
}

// Open loads the registry in a file or folder, or returns all its problems. Without a path, with one that does not exist and with a folder without
// YAML the registry is empty.
func Open(path string) (*Target, []model.Problem) {
	t := &Target{path: path, loaded: new(registry.Loaded), Registry: &model.Registry{Tiers: builtin.Tiers()}}
	if path == "" {
		t.path = newSuppliers + ".yaml"
		return t, nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.divided = !filekind.IsYAML(path)
		return t, nil
	}
	t.divided = err == nil && info.IsDir()
	if t.divided && !hasYAML(path) {
		return t, nil
	}
	loaded, problems := registry.LoadFiles([]string{path})
	if loaded == nil {
		return nil, problems
	}
	t.loaded, t.Registry = loaded, loaded.Registry
	return t, nil
}

// OpenAll loads the registry in files and folders, to see what changes would make of it. Nothing can be written.
func OpenAll(paths []string) (*Target, []model.Problem) {
	if len(paths) == 0 {
		t, problems := Open("")
		t.path, t.divided = "", true
		return t, problems
	}
	loaded, problems := registry.LoadFiles(paths)
	if loaded == nil || len(problems) > 0 {
		return nil, problems
	}
	return &Target{Registry: loaded.Registry, divided: true, loaded: loaded}, nil
}

// hasYAML reports whether anything that may be a part of a registry is below a folder.
func hasYAML(folder string) bool {
	found := false
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filekind.IsYAML(path) {
			found = true // what cannot be read is reported when it is loaded
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// Known returns what lists can refer to.
func (t *Target) Known() supplierlist.Known {
	known := supplierlist.Known{Country: t.defaultCountry(), Teams: []string{}, Countries: t.countries()}
	for id := range t.Registry.Tiers {
		known.Tiers = append(known.Tiers, id)
	}
	for id := range t.Registry.Teams {
		known.Teams = append(known.Teams, id)
	}
	slices.Sort(known.Tiers)
	slices.Sort(known.Teams)
	return known
}

// countries returns the countries of the suppliers by the marks of what identifies them.
func (t *Target) countries() map[string]string {
	found := map[string]string{}
	for _, s := range t.Registry.Suppliers {
		marks := map[supplierlist.Key]string{supplierlist.KeyID: s.ID, supplierlist.KeyERP: s.Identifiers[string(supplierlist.KeyERP)], supplierlist.KeyName: s.Name}
		for key, text := range marks {
			if text != "" {
				found[supplierlist.Mark(key, text)] = s.Country
			}
		}
		for _, former := range s.Was {
			found[supplierlist.Mark(supplierlist.KeyID, former)] = s.Country
		}
	}
	return found
}

// defaultCountry returns the country that suppliers get which name none.
func (t *Target) defaultCountry() string {
	const id = "supplier-without-a-country"
	loaded, _ := t.loaded.With(id+".yaml", []byte("version: 1\nsuppliers: [{id: "+id+", name: "+id+"}]\n"))
	if loaded == nil {
		return ""
	}
	if s := loaded.Registry.Supplier(id); s != nil {
		return s.Country
	}
	return ""
}
