//go:build !linux && !darwin && !windows

package store

import "errors"

// diskOf cannot tell on this system.
func diskOf(string) (used, free uint64, err error) { return 0, 0, errors.ErrUnsupported }
