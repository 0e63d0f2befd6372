package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"supplierwatch/internal/filekind"
)

// maxSize is the size up to which a file is read, and maxSizeInAll that of all files of a registry together, which is enough for 200,000 suppliers.
const (
	maxSize      = 64 << 20
	maxSizeInAll = 4 * maxSize
)

// location is where a file or folder lies: below a folder of the registry, by a path that had no links when it was looked at. Should a link
// be put there later, then it leads nowhere outside that folder: whatever is opened is opened through os.Root.
//
// Hard links cannot be told from files. Git makes none, and who can make one to a file is on this machine and owns the file.
type location struct{ folder, below string }

func (at location) path() string { return filepath.Join(at.folder, at.below) }

// info describes what lies there, which may be a link.
func (at location) info() (fs.FileInfo, error) {
	root, err := os.OpenRoot(at.folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.Lstat(at.below)
}

// readFolder lists a folder by name.
func readFolder(at location) ([]fs.DirEntry, error) {
	root, err := os.OpenRoot(at.folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	// Should the folder have become a pipe since, then this does not wait.
	f, err := root.OpenFile(at.below, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// Read returns the content of the file, which must be a regular one of at most maxSize.
func (f File) Read() ([]byte, error) { return f.ReadUpTo(maxSize) }

// ReadUpTo returns the content of the file, which must be a regular one of at most limit bytes.
func (f File) ReadUpTo(limit int64) ([]byte, error) {
	root, err := os.OpenRoot(f.at.folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	opened, err := open(root, f.at.below)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	data, err := readAll(opened, limit+1)
	switch {
	case err != nil:
		return data, err
	case int64(len(data)) > limit:
		size := int64(len(data))
		if info, err := opened.Stat(); err == nil {
			size = max(size, info.Size())
		}
		return nil, tooLarge(size, limit)
	case filekind.IsLFSPointer(data):
		return nil, errors.New(filekind.LFSPointer)
	}
	return data, nil
}

// readAll reads a file up to a limit into memory of its size.
func readAll(opened *os.File, limit int64) ([]byte, error) {
	var content bytes.Buffer
	if info, err := opened.Stat(); err == nil {
		content.Grow(int(min(info.Size(), limit)) + bytes.MinRead)
	}
	_, err := content.ReadFrom(io.LimitReader(opened, limit))
	return content.Bytes(), err
}

// ReadInput returns all of an input, such as standard input, which may have at most maxSize like a file.
func ReadInput(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxSize+1))
	if err == nil && len(data) > maxSize {
		return nil, fmt.Errorf("it is larger than %s", megabytes(maxSize))
	}
	return data, err
}

// openTries is how often a file is looked at that is replaced between looking at it and opening it, as editors and deployments do.
const openTries = 10

// open opens a regular file. Pipes and devices are not opened: reading one could wait for ever, and opening one can have effects.
func open(root *os.Root, below string) (*os.File, error) {
	for range openTries {
		looked, err := root.Lstat(below)
		if err == nil {
			err = checkRegular(looked)
		}
		if err != nil {
			return nil, err
		}
		f, err := root.OpenFile(below, os.O_RDONLY|syscall.O_NONBLOCK, 0)
		if err != nil {
			return nil, err
		}
		if opened, err := f.Stat(); err == nil && os.SameFile(looked, opened) && checkRegular(opened) == nil {
			return f, nil
		}
		f.Close()
	}
	return nil, errReplaced
}

func tooLarge(size, limit int64) error {
	return fmt.Errorf("it is larger than %s: it has %s; move what does not belong to the registry elsewhere", megabytes(limit), megabytes(size))
}

// megabytes writes a size, rounded up: 1.5 MB.
func megabytes(size int64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", math.Ceil(float64(size)/(1<<20)*10)/10), ".0") + " MB"
}

var errReplaced = errors.New("it was replaced again and again while it was read")

// checkRegular refuses what is not a regular file, or too large.
func checkRegular(info fs.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return fmt.Errorf("it is %s; only regular files are read", filekind.Of(info.Mode()))
	case info.Size() > maxSize:
		return tooLarge(info.Size(), maxSize)
	}
	return nil
}

// Reason returns why a file cannot be read, without the path, which the message begins with.
func Reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
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
