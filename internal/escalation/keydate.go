package escalation

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// KeyDateMailAt returns when an alert that nobody has acknowledged is mailed because of a key date: when working hours begin on it, or on the
// last working day before it. A key date that has come stays until it is mailed, since findings have future ones only. None is mailed on a
// day on which the step was. Zero: none is.
func KeyDateMailAt(a model.Alert, f *model.Finding, c *civil.Calendar, now time.Time) time.Time {
	if a.State != model.StateFiring || !a.Mailed() || a.Step < 0 || f.NotifyOnce {
		return time.Time{}
	}
	last := a.StepAt
	if a.KeyDateMailed.After(last) {
		last = a.KeyDateMailed
	}
	mailed := c.Today(last)
	if at := a.KeyDateAt; !at.IsZero() && !now.Before(at) && c.Today(at).After(mailed) {
		return at
	}
	for _, d := range f.KeyDates {
		if at := lastStartOfWork(c, d); c.Today(at).After(mailed) {
			return at
		}
	}
	return time.Time{}
}
