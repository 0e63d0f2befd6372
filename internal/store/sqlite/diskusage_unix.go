//go:build linux || darwin

package sqlite

import "golang.org/x/sys/unix"

// diskUsage counts the bytes of the disk that a folder is on. What only the superuser may still fill does not count as free.
func diskUsage(folder string) (used, free uint64, err error) {
	var disk unix.Statfs_t
	if err := unix.Statfs(folder, &disk); err != nil {
		return 0, 0, err
	}
	size := uint64(disk.Bsize)
	return (disk.Blocks - disk.Bfree) * size, disk.Bavail * size, nil
}
