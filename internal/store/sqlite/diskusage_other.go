//go:build !linux && !darwin && !windows

package sqlite

import "errors"

// diskUsage is not supported on this system.
func diskUsage(string) (used, free uint64, err error) { return 0, 0, errors.ErrUnsupported }
