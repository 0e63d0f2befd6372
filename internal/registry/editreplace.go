package registry

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replace puts new content in place of a file's at once: whoever reads it sees the old or the new one, whole, and so does whoever looks
// after a crash or a full disk. Permissions are kept. Content that is not the expected one any more stays. Should a folder on the way have
// become a link since the registry was read, then nothing outside the registry is written.
func replace(file string, at location, before, after []byte) error {
	root, err := os.OpenRoot(at.folder)
	if err != nil {
		return fmt.Errorf("write %s: %s", file, reason(err))
	}
	defer root.Close()
	old, err := open(root, at.below)
	if err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, reason(err))
	}
	defer old.Close()
	if err := alone(old); err != nil {
		return fmt.Errorf("write %s: lock it: %s", file, reason(err))
	}
	temporary, err := prepare(root, at.below, after)
	if temporary != "" {
		defer func() { _ = root.Remove(temporary) }() // after the renaming there is nothing to remove
	}
	if err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, reason(err))
	}
	if now, err := read(at); err != nil || !bytes.Equal(now, before) {
		return fmt.Errorf("write %s: %w", file, ErrChanged)
	}
	if err := root.Rename(temporary, at.below); err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, reason(err))
	}
	return settle(root, filepath.Dir(at.below))
}

// prepare writes the new content beside the old one, safely onto the disk, under a name that no registry reads. Whoever gets a name back
// must remove it, error or not.
func prepare(root *os.Root, target string, content []byte) (name string, err error) {
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
	own(file, info)
	if err = file.Chmod(info.Mode().Perm()); err != nil {
		return name, err
	}
	if err = file.Sync(); err != nil {
		return name, err
	}
	return name, file.Close()
}

// settle makes a renaming safe from a loss of power, on systems that can.
func settle(root *os.Root, folder string) error {
	d, err := root.Open(folder)
	if err != nil {
		// A folder that may be written but not read: the renaming stands all the same.
		return nil
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) {
		return fmt.Errorf("write %s: it is written, but may not survive a loss of power: %s", folder, reason(err))
	}
	return nil
}
