package registry

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replace puts new content in place of a file's at once: whoever reads it sees the old or the new one, whole, and so does whoever looks
// after a crash or a full disk. A link is followed, permissions are kept. Content that is not the expected one any more stays.
func replace(file string, before, after []byte) error {
	target, err := filepath.EvalSymlinks(file)
	if err != nil {
		return fmt.Errorf("write %s: %s", file, reason(err))
	}
	release, err := alone(target)
	if err != nil {
		return fmt.Errorf("write %s: lock it: %s", file, reason(err))
	}
	defer release()
	temporary, err := prepare(target, after)
	if temporary != "" {
		defer os.Remove(temporary)
	}
	if err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, reason(err))
	}
	if now, err := read(target); err != nil || !bytes.Equal(now, before) {
		return fmt.Errorf("write %s: %w", file, ErrChanged)
	}
	if err := os.Rename(temporary, target); err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, reason(err))
	}
	return settle(filepath.Dir(target))
}

// prepare writes the new content beside the old one, safely onto the disk, under a name that no registry reads. Whoever gets a name back
// must remove it, error or not.
func prepare(target string, content []byte) (name string, err error) {
	info, err := os.Stat(target)
	if err != nil {
		return "", err
	}
	file, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*.new")
	if err != nil {
		return "", err
	}
	defer file.Close()
	if _, err = file.Write(content); err != nil {
		return file.Name(), err
	}
	own(file, info)
	if err = file.Chmod(info.Mode().Perm()); err != nil {
		return file.Name(), err
	}
	if err = file.Sync(); err != nil {
		return file.Name(), err
	}
	return file.Name(), file.Close()
}

// settle makes a renaming safe from a loss of power, on systems that can.
func settle(folder string) error {
	d, err := os.Open(folder)
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
