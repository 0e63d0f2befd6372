package files

import (
	"errors"
	"path"
	"path/filepath"
)

var (
	errNotRelative = errors.New("write its path relative to this file, with / between folders")
	errOutside     = errors.New("it is outside the registry or does not exist; put the file itself beside this one")
)

// Beside returns the file that a file of the registry names by a relative path. It may be a link, and must lie below the folders of the files
// that were listed: who may edit a registry may not thereby read other files. The error does not reveal what lies elsewhere.
func (f File) Beside(listed []File, name string) (File, error) {
	if name == "" || path.IsAbs(name) || filepath.IsAbs(filepath.FromSlash(name)) {
		return File{}, errNotRelative
	}
	real, err := filepath.EvalSymlinks(filepath.Join(filepath.Dir(f.at.path()), filepath.FromSlash(name)))
	if err != nil {
		return File{}, errOutside
	}
	for _, folder := range folders(append([]File{f}, listed...)) {
		if below, err := filepath.Rel(folder, real); err == nil && filepath.IsLocal(below) {
			return File{Name: path.Join(path.Dir(f.Name), name), at: location{folder, below}}, nil
		}
	}
	return File{}, errOutside
}

// folders returns the folders of the registry in which files lie, each once.
func folders(all []File) []string {
	var found []string
	seen := map[string]bool{}
	for _, f := range all {
		if !seen[f.at.folder] {
			seen[f.at.folder] = true
			found = append(found, f.at.folder)
		}
	}
	return found
}
