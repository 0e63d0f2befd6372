//go:build !linux

package sdnotify

import (
	"errors"
	"time"
)

// monotonic has no meaning where there is no systemd.
func monotonic() (time.Duration, error) {
	return 0, errors.New("read monotonic clock: only known on Linux")
}
