//go:build !windows

package registry

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// alone waits until no other editor holds the file; closing it lets the next one go on. An editor replaces the file, so that the next one to
// hold the old one finds that it is not the file any more.
func alone(file *os.File) error {
	for {
		err := unix.Flock(int(file.Fd()), unix.LOCK_EX)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// own gives a new file the owner and group of the old one, as far as this user may.
func own(file *os.File, old fs.FileInfo) {
	if stat, ok := old.Sys().(*syscall.Stat_t); ok {
		_ = file.Chown(int(stat.Uid), int(stat.Gid)) // only the superuser may give files away
	}
}
