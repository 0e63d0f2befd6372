package files

import "path/filepath"

// Resolve finds where a given path leads. It may be a link to anywhere, since operations make such links: git-sync, Kubernetes, Nix. Links
// inside the folder that it leads to are another matter, see List.
func Resolve(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path) // asks the system, which knows all kinds of paths, and whether they exist
	if err != nil {
		return "", err
	}
	return filepath.Abs(real)
}

// below reports whether a path is a folder or lies in it.
func below(path, folder string) bool {
	rest, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rest)
}
