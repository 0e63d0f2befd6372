package files

import (
	"bytes"
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
	file, at := f.Name, f.at
	root, err := os.OpenRoot(at.folder)
	if err != nil {
		return fmt.Errorf("write %s: %s", file, Reason(err))
	}
	defer root.Close()
	old, err := open(root, at.below)
	if err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, Reason(err))
	}
	defer old.Close()
	if err := lock(old); err != nil {
		return fmt.Errorf("write %s: lock it: %s", file, Reason(err))
	}
	temporary, err := writeTemporary(root, at.below, after)
	if temporary != "" {
		defer func() { _ = root.Remove(temporary) }() // after the renaming there is nothing to remove
	}
	if err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, Reason(err))
	}
	if now, err := f.Read(); err != nil || !bytes.Equal(now, before) {
		return fmt.Errorf("write %s: %w", file, ErrChanged)
	}
	if err := root.Rename(temporary, at.below); err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, Reason(err))
	}
	return syncFolder(root, filepath.Dir(at.below))
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
