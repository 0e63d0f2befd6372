package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"supplierwatch/internal/filekind"
)

// makeFolder makes the folder of the database file, for this user alone.
func makeFolder(path string) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make folder %s for the state: %w; make it yourself or name another file under state", folder, withoutPath(err))
	}
	return nil
}

// checkPath refuses a path that holds something else than an ordinary file. It only looks: opening and closing the file here would
// drop the locks that this process holds on it through another handle.
func checkPath(path string) (exists bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("open state %s: %w", path, withoutPath(err))
	case info.IsDir():
		return true, fmt.Errorf("open state %s: it is a folder; name a file in it, such as sqlite:%s", path,
			filepath.Join(path, "supplierwatch.db"))
	case !info.Mode().IsRegular():
		return true, fmt.Errorf("open state %s: it is %s, expected an ordinary file; name another one", path, filekind.Of(info.Mode()))
	}
	return true, nil
}

// createFile makes an empty database file that only this user can read, since it will hold names and addresses. Where something
// stands there already, it is left alone.
func createFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("make state %s: %w; the daemon must be able to write in %s", path, withoutPath(err), filepath.Dir(path))
	}
	return file.Close()
}

// withoutPath takes the operation and the path off an error of package os, where the message already names both.
func withoutPath(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err
	}
	return err
}
