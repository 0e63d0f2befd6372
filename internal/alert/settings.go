package alert

import (
	"time"

	"supplierwatch/internal/model"
)

// RefireWindow is how long after its end an alert that fires again is still the same alert, in the same thread.
const RefireWindow = 24 * time.Hour

// refireGap is the least time between the first steps of an alert that ends and fires again and again.
const refireGap = time.Hour

// resolvedHolds is how long an alert that comes and goes must be over before people are notified that it is.
const resolvedHolds = 15 * time.Minute

// RemovalDelay is how long a reload that removes many suppliers is not believed.
const RemovalDelay = 10 * time.Minute

// Settings are the settings of the state machine.
type Settings struct {
	// GroupWait is how long a first notice waits for others to the same recipient.
	GroupWait time.Duration
	// ResolveNotice notifies everybody who was notified when evidence ends an alert.
	ResolveNotice bool
	// Operators are those who run the daemon. They also get alerts that have no usable owner.
	Operators []model.Recipient
	// Immediate does not wait for the group: the first evaluation after a start has seen everything.
	Immediate bool
	// Force believes a reload that removes many suppliers at once.
	Force bool
}
