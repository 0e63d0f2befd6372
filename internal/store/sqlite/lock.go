package sqlite

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"supplierwatch/internal/filekind"
)

// errHeld means that another process holds the lock.
var errHeld = errors.New("held by another process")

// Guard is the right to be the one daemon of a database.
type Guard struct{ file *os.File }

// Lock makes this process the one daemon of the database with that URL. It takes a lock on FILE.lock beside the database, which the
// system returns back however the process ends, and writes the process id into it. While another process holds it, the error names
// that process. Commands that work beside the daemon take no lock.
func Lock(url string) (*Guard, error) {
	path, err := Path(url)
	if err != nil {
		return nil, err
	}
	if err := makeFolder(path); err != nil {
		return nil, err
	}
	name := path + ".lock"
	file, err := openLockFile(name)
	if err != nil {
		return nil, err
	}
	switch err := lockFile(file); {
	case errors.Is(err, errHeld):
		defer file.Close()
		return nil, fmt.Errorf("lock %s: another daemon%s works on %s; stop it first, or give this one a state of its own",
			name, holder(file), path)
	case err != nil:
		file.Close()
		return nil, fmt.Errorf("lock %s: %w", name, err)
	}
	if err := sign(file); err != nil {
		file.Close()
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	return &Guard{file: file}, nil
}

// Release returns the right back. The file stays: removing it would let two processes hold locks on two files of the same name.
func (g *Guard) Release() error {
	if err := g.file.Truncate(0); err != nil {
		g.file.Close()
		return fmt.Errorf("empty %s: %w", g.file.Name(), err)
	}
	return g.file.Close()
}

// openLockFile refuses what is not an ordinary file before it is opened: opening a FIFO would wait for a reader.
func openLockFile(name string) (*os.File, error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("lock %s: it is %s, expected an ordinary file; move it away", name, filekind.Of(info.Mode()))
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w; the daemon must be able to write in %s", name, withoutPath(err), filepath.Dir(name))
	}
	return file, nil
}

// sign writes the process id for the message that a second daemon gives.
func sign(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// holder returns the process that signed the lock file, if it did.
func holder(file *os.File) string {
	text, err := io.ReadAll(io.NewSectionReader(file, 0, 32))
	if err != nil {
		return ""
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", pid)
}
