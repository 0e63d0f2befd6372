package sqlite

import (
	"fmt"
	"path/filepath"
)

// DiskUsage returns how full the disk of the database with that URL is, in bytes: what is used, by anybody, and how much
// there is for this user in all. Where the system does not support it, the error is errors.ErrUnsupported.
func DiskUsage(url string) (used, limit uint64, err error) {
	path, err := Path(url)
	if err != nil {
		return 0, 0, err
	}
	used, free, err := diskUsage(filepath.Dir(path))
	if err != nil {
		return 0, 0, fmt.Errorf("see how much room there is for state %s: %w", path, err)
	}
	return used, used + free, nil
}
