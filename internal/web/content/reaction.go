package content

import (
	"time"

	"supplierwatch/internal/model"
)

// Reaction is what somebody did about an alert.
type Reaction struct {
	Kind model.FactKind // ack, snooze, not-mine or note
	By   string
	At   time.Time
	Note string // empty: none
}
