package settings

import (
	"time"

	"supplierwatch/internal/civil"
)

// Keep is how long something is kept. The zero Keep means for ever.
type Keep struct{ Period civil.Period }

// Forever reports whether nothing is ever let go.
func (k Keep) Forever() bool { return k.Period.IsZero() }

// Before returns the instant before which things may go; zero if they are kept for ever. Days end at midnight UTC.
func (k Keep) Before(now time.Time) time.Time {
	if k.Forever() {
		return time.Time{}
	}
	return civil.DateOf(now.UTC()).Minus(k.Period, nil).Start(time.UTC).Add(-k.Period.Clock)
}
