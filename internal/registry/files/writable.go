package files

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"supplierwatch/internal/model"
)

// writableByOthers is the bit of a file's mode that lets every user of the machine change it.
const writableByOthers = 0o002

// visitFolders looks at the folders in which a file lies, up to that of the registry: who may change one can replace those in it. The
// uppermost folder of a volume of Kubernetes is open to everybody by its mode, and nobody can write there.
func visitFolders(f File, look func(name, real string)) {
	last := filepath.Dir(f.at.path())
	for folder := last; ; folder = filepath.Dir(folder) {
		_, err := os.Lstat(filepath.Join(folder, "..data"))
		switch {
		case err == nil:
		case folder == last:
			look(filepath.Dir(f.Name), folder)
		default:
			look(folder, folder)
		}
		if !below(folder, f.at.folder) || folder == f.at.folder {
			return
		}
	}
}

// WritableByOthers warns of files and folders of a registry that every user of this machine may change: with them who is mailed and what counts as
// confirmed. One warning names the first and counts the others.
func WritableByOthers(paths []string) []model.Problem {
	if runtime.GOOS == "windows" {
		return nil // modes mean nothing there
	}
	files, _ := List(paths)
	var first, what string
	others, seen := 0, map[string]bool{}
	look := func(name, real string) {
		info, err := os.Lstat(real)
		if seen[real] || err != nil || info.Mode().Perm()&writableByOthers == 0 {
			return
		}
		seen[real] = true
		if first != "" {
			others++
			return
		}
		first, what = name, fmt.Sprintf("mode %04o", info.Mode().Perm())
	}
	for _, f := range files {
		visitFolders(f, look)
		look(f.Name, f.at.path())
	}
	if first == "" {
		return nil
	}
	more := ""
	switch {
	case others == 1:
		more = ", and 1 other file or folder of the registry"
	case others > 1:
		more = fmt.Sprintf(", and %d other files or folders of the registry", others)
	}
	return []model.Problem{{
		Position: model.Position{File: filepath.ToSlash(first)},
		Message:  fmt.Sprintf("every user of this machine may change it (%s)%s; run `chmod -R o-w` on the registry", what, more),
	}}
}
