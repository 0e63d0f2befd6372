package store

import (
	"fmt"
	"path/filepath"
)

// Room returns how full the disk is that the database with that URL stands on, in bytes: what is used, whoever uses it, and how much
// there is for this user in all. Where the system does not tell, the error is errors.ErrUnsupported.
func Room(url string) (used, limit uint64, err error) {
	path, err := Path(url)
	if err != nil {
		return 0, 0, err
	}
	used, free, err := diskOf(filepath.Dir(path))
	if err != nil {
		return 0, 0, fmt.Errorf("see how much room there is for state %s: %w", path, err)
	}
	return used, used + free, nil
}
