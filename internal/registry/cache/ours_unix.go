//go:build !windows

package cache

import (
	"io/fs"
	"os"
	"syscall"
)

// isOurs reports whether a file or a folder belongs to this user, and nobody else may read or write it.
func isOurs(info fs.FileInfo) bool {
	return belongsToUs(info) && info.Mode().Perm()&0o077 == 0
}

// belongsToUs reports whether a file or a folder belongs to this user.
func belongsToUs(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}
