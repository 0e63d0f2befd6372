package daemon

import (
	"sync"
	"time"

	"supplierwatch/internal/web/content"
	"supplierwatch/internal/wiring"
)

// readiness is what keeps the service from being ready.
type readiness struct {
	mu         sync.Mutex
	delivered  bool  // the first delivery was attempted
	writeError error // why the last evaluation or delivery could not be written; nil: it could
	unwritable error // why the store cannot be written even where there is nothing to write
}

// setWriteError remembers why something could not be written; nil takes it back.
func (r *readiness) setWriteError(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.writeError = err
}

// setDelivered remembers that a delivery was attempted, and why it could not be written.
func (r *readiness) setDelivered(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.delivered = true
	if err != nil {
		r.writeError = err
	}
}

// setUnwritable remembers why the store cannot be written, and returns what was the reason before.
func (r *readiness) setUnwritable(err error) (before error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, r.unwritable = r.unwritable, err
	return before
}

// Verdict is yes after the first complete evaluation and its first delivery attempt, and no while the store cannot be written.
func (r *readiness) Verdict(evaluated time.Time, reload content.Reload) content.Verdict {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.writeError != nil:
		return content.Verdict{Why: "not ready", Problems: []string{r.writeError.Error()}}
	case r.unwritable != nil:
		return content.Verdict{Why: "not ready", Problems: []string{r.unwritable.Error()}}
	case evaluated.IsZero():
		return content.Verdict{Why: "not ready: the first evaluation is not complete"}
	case !r.delivered:
		return content.Verdict{Why: "not ready: the first mails were not tried yet"}
	case !reload.OK:
		return content.Verdict{OK: true, Why: "ready, on the registry read before", Problems: wiring.ProblemLines(reload.Problems)}
	}
	if len(reload.Problems) > 0 {
		return content.Verdict{
			OK: true, Why: "ready; values in the registry are refused from version 0.3 on, and are read as before until then",
			Problems: wiring.ProblemLines(reload.Problems),
		}
	}
	return content.Verdict{OK: true, Why: "ready"}
}
