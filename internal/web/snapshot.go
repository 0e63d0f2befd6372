package web

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// Snapshot is everything that is shown, taken after a complete pass.
type Snapshot struct {
	// Edition is the same for two snapshots whose documents say the same; nil: nobody knows.
	Edition   any
	Findings  apidoc.CheckDocument
	Deadlines apidoc.DeadlinesDocument
	Alerts    apidoc.StatusDocument
	Registry  *model.Registry
	Cycle     time.Time // when the last complete pass began; zero: none yet
	Ready     Verdict
	Healthy   Verdict
	Reload    Reload
	Outbox    *Outbox // nil: not known
	Withheld  int     // replies of this day (UTC) that were not answered, since there were too many
	Vantage   *bool   // nil: not known
	// Calendar renders the deadlines, also those settled, as an iCalendar object;
	// nil before the first complete pass.
	Calendar func() ([]byte, error)
	// Ahead returns what happens next to an alert, by its id; nil before the
	// initial evaluation is complete.
	Ahead func(alert string) Ahead
}

// Reload is how the last attempt to read the registry went.
type Reload struct {
	OK       bool
	At       time.Time // of the last success
	Problems []model.Problem
}

// Outbox is what waits to be mailed.
type Outbox struct {
	Pending int
	Oldest  time.Time // zero: nothing waits
}
