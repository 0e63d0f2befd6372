package registry

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"supplierwatch/internal/watch"
)

// maxSize is the size up to which a file is read.
const maxSize = 64 << 20

// maxFolders is how deep folders may lie in each other.
const maxFolders = 100

// listing collects the files to read.
type listing struct {
	files    []string
	problems []watch.Problem
	seen     map[string]bool
	met      int // files come across so far, each time counted
}

// list finds the files that the given paths name: each file itself, and below each folder every *.yaml and *.yml that is not hidden.
// Paths come out as they were given, joined with /, each file once, in order.
func list(paths []string) ([]string, []watch.Problem) {
	l := listing{seen: map[string]bool{}}
	if len(paths) == 0 {
		l.report("registry", "no file or folder is given")
	}
	for _, path := range paths {
		l.path(path)
	}
	slices.Sort(l.files)
	return l.files, l.problems
}

func (l *listing) report(file, format string, args ...any) {
	l.problems = append(l.problems, watch.Problem{Position: watch.Position{File: filepath.ToSlash(file), Line: 1, Column: 1}, Message: fmt.Sprintf(format, args...)})
}

// path adds a path that was given.
func (l *listing) path(path string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		l.report(path, "cannot be read: %s", reason(err))
	case !info.IsDir():
		l.file(path)
	default:
		before := l.met + len(l.problems)
		l.folder(strings.TrimSuffix(filepath.ToSlash(path), "/"), []os.FileInfo{info})
		if l.met+len(l.problems) == before {
			l.report(path, "the folder holds no registry: expected files that end in .yaml or .yml")
		}
	}
}

func (l *listing) file(path string) {
	l.met++
	if name := filepath.Clean(path); !l.seen[name] {
		l.seen[name] = true
		l.files = append(l.files, filepath.ToSlash(path))
	}
}

// folder adds what lies in a folder; above are the folders it lies in, itself last.
func (l *listing) folder(path string, above []os.FileInfo) {
	entries, err := os.ReadDir(cmp.Or(path, "/"))
	if err != nil {
		l.report(path, "the folder cannot be read: %s", reason(err))
		return
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			l.entry(path+"/"+e.Name(), e, above)
		}
	}
}

func (l *listing) entry(path string, e fs.DirEntry, above []os.FileInfo) {
	wanted := isYAML(e.Name())
	if !wanted && !e.IsDir() && e.Type()&fs.ModeSymlink == 0 {
		return
	}
	info, err := os.Stat(path)
	switch {
	case err != nil && wanted:
		l.report(path, "cannot be read: %s", reason(err))
	case err != nil:
	case !info.IsDir() && wanted:
		l.file(path)
	case !info.IsDir():
	case slices.ContainsFunc(above, func(f os.FileInfo) bool { return os.SameFile(f, info) }):
		l.report(path, "the link leads back to a folder it lies in")
	case len(above) > maxFolders:
		l.report(path, "folders lie more than %d deep in each other", maxFolders)
	default:
		l.folder(path, append(slices.Clip(above), info))
	}
}

func isYAML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// read returns the content of a regular file of bearable size. Pipes and devices are never opened: reading one could wait for ever.
func read(path string) ([]byte, error) {
	if err := bearable(os.Stat(path)); err != nil {
		return nil, err
	}
	// Should the file have become a pipe since, then this neither waits nor gets past the second look.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := bearable(f.Stat()); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err == nil && len(data) > maxSize {
		err = errTooLarge
	}
	return data, err
}

var (
	errNotRegular = errors.New("it is no regular file")
	errTooLarge   = fmt.Errorf("it is larger than %d MB; split it into several files", maxSize>>20)
)

func bearable(info os.FileInfo, err error) error {
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errNotRegular
	case info.Size() > maxSize:
		return errTooLarge
	}
	return nil
}

// reason says why a file cannot be read, without the path, which stands before the message anyway.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.Is(err, syscall.ELOOP):
		return "the link leads in a circle"
	}
	return err.Error()
}
