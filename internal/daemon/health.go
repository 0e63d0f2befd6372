package daemon

import (
	"time"

	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/web/content"
)

// missed is how many evaluations in a row may be missed before the daemon
// reports that it is not healthy.
const missed = 3

// health watches whether evaluations are completed in time.
type health struct {
	last     *readmodel.LastEvaluation
	evaluate settings.Cron // when an evaluation begins
	began    time.Time     // when the daemon was started
}

// Verdict fails if no evaluation was completed for three intervals.
func (h *health) Verdict(now time.Time) content.Verdict {
	last := h.began
	if evaluation := h.last.Load(); evaluation != nil {
		last = evaluation.At
	}
	next := last
	for range missed {
		next = h.evaluate.Next(next)
	}
	// A schedule consists of instants. The evaluation that starts at one of
	// them needs some time to complete.
	if limit := next.Add(time.Minute); now.After(limit) {
		return content.Verdict{Why: "not healthy: no evaluation was completed since " + last.UTC().Format(time.RFC3339)}
	}
	return content.Verdict{OK: true, Why: "healthy"}
}
