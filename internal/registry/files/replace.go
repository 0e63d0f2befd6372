package files

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrChanged is returned where a file was changed by somebody else at the same time.
var ErrChanged = errors.New("somebody else has changed it in the meantime; nothing was written")

// Replace writes new content in one step: a reader sees the whole old or the whole new content, after a crash or on a full disk too.
// Permissions are kept. Content that differs from the expected old one stays and is ErrChanged. If a folder on the way has become a link
// since the registry was read, nothing outside the registry is written.
func (f File) Replace(before, after []byte) error {
	return ReplaceAll([]Replacement{{File: f, Before: before, After: after}})
}

// writeTemporary writes the new content beside the old one, safely onto the disk, under a name that no registry reads. Whoever gets a name back
// must remove it, error or not.
func writeTemporary(root *os.Root, target string, content []byte) (name string, err error) {
	info, err := root.Lstat(target)
	if err != nil {
		return "", err
	}
	name = filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+"."+rand.Text()+".new")
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	defer file.Close()
	if _, err = file.Write(content); err != nil {
		return name, err
	}
	copyOwner(file, info)
	if err = file.Chmod(info.Mode().Perm()); err != nil {
		return name, err
	}
	if err = file.Sync(); err != nil {
		return name, err
	}
	return name, file.Close()
}

// syncFolder makes a renaming safe from a loss of power, on systems that can.
func syncFolder(root *os.Root, folder string) error {
	d, err := root.Open(folder)
	if err != nil {
		// A folder that may be written but not read: the renaming stands all the same.
		return nil
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) {
		return fmt.Errorf("write %s: it is written, but may not survive a loss of power: %s", folder, Reason(err))
	}
	return nil
}
