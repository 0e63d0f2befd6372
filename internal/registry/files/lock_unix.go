//go:build !windows

package files

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// lock waits until no other editor holds the file; closing the file releases it. An editor replaces the file, so that the next one to
// hold the old file finds that its content is no longer the current one.
func lock(file *os.File) error {
	for {
		err := unix.Flock(int(file.Fd()), unix.LOCK_EX)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// copyOwner returns a new file the owner and group of the old one, as far as this user may.
func copyOwner(file *os.File, old fs.FileInfo) {
	if stat, ok := old.Sys().(*syscall.Stat_t); ok {
		_ = file.Chown(int(stat.Uid), int(stat.Gid)) // only the superuser may give files away
	}
}
