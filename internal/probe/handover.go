package probe

import (
	"context"
	"slices"
	"sync"
	"time"

	"supplierwatch/internal/model"
)

const (
	// firstHandover is how long the first results of a batch wait for others, so that
	// several are recorded at once.
	firstHandover = 250 * time.Millisecond
	// handoverShare bounds how long later results wait: for this fraction of the time
	// that the batch has run. So a batch records a few dozen times, however long it is.
	handoverShare = 10
)

// handover passes on the facts of one batch as they are found. Only failures
// wait: whether this machine has network access is checked after them.
type handover struct {
	runner  *Runner
	clock   func() time.Time
	began   time.Time
	record  func([]model.Fact)
	vantage model.FactKind // what the last check of the batch found

	recording sync.Mutex // one call of record at a time

	mu      sync.Mutex
	found   []model.Fact
	failed  []model.Fact // that wait for a check of the vantage point
	trouble bool         // something was found since the last check that might be our own fault
}

// add takes facts that were found.
func (h *handover) add(facts []model.Fact) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range facts {
		switch {
		case f.Kind == model.FactProbeFailed && h.runner.Vantage != nil:
			h.failed = append(h.failed, f)
		default:
			h.found = append(h.found, f)
		}
		h.trouble = h.trouble || isTrouble(f)
	}
}

// run passes facts on until the batch is over, and then what is left.
func (h *handover) run(ctx context.Context, over <-chan struct{}) {
	var checks sync.WaitGroup
	checks.Go(func() { h.checkRegularly(ctx, over) })
	for running := true; running; {
		select {
		case <-over:
			running = false
		case <-time.After(h.pause()):
			h.passOn(h.takeFound(ctx))
		}
	}
	h.passOn(h.takeFound(ctx))
	checks.Wait()
	h.checkFailures(ctx)
}

// pause is how long what is found now waits.
func (h *handover) pause() time.Duration {
	return max(firstHandover, time.Since(h.began)/handoverShare)
}

// checkRegularly checks failures while the batch is running.
func (h *handover) checkRegularly(ctx context.Context, over <-chan struct{}) {
	for {
		select {
		case <-over:
			return
		case <-time.After(h.pause()):
			if h.inTrouble() {
				h.checkFailures(ctx)
			}
		}
	}
}

func (h *handover) inTrouble() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.trouble
}

// checkFailures checks, where it is needed, whether this machine has network access,
// and passes on the failures that were found before: as unknown if it has none. Of
// several checks of a batch that find the same, the first is recorded.
func (h *handover) checkFailures(ctx context.Context) {
	h.mu.Lock()
	failed, trouble := h.failed, h.trouble
	h.failed, h.trouble = nil, false
	h.mu.Unlock()
	if ctx.Err() != nil {
		return
	}
	vantage, checked := h.runner.checkVantage(ctx, trouble, h.clock)
	if ctx.Err() != nil {
		return
	}
	if checked && vantage.Kind == model.FactProbeFailed {
		withhold(failed)
	}
	if checked && vantage.Kind != h.vantage {
		h.vantage = vantage.Kind
		failed = append(failed, vantage)
	}
	h.passOn(failed)
}

// takeFound returns what was found and waits for no check. Once ctx has ended, only
// good facts count: the others may be a consequence of that.
func (h *handover) takeFound(ctx context.Context) []model.Fact {
	h.mu.Lock()
	defer h.mu.Unlock()
	found := h.found
	h.found = nil
	if ctx.Err() != nil {
		found = slices.DeleteFunc(found, func(f model.Fact) bool { return f.Kind != model.FactProbeOK })
	}
	return found
}

// passOn records facts.
func (h *handover) passOn(facts []model.Fact) {
	if len(facts) == 0 {
		return
	}
	h.recording.Lock()
	defer h.recording.Unlock()
	now := h.clock()
	for i := range facts {
		facts[i].RecordedAt = now
	}
	h.record(facts)
}

// isTrouble reports whether the cause of a fact might be our own network: a failure,
// or a resolver without an answer.
func isTrouble(f model.Fact) bool {
	if f.Kind == model.FactProbeFailed {
		return true
	}
	reasons := []Reason{ReasonTimeout, ReasonServfail, ReasonResolver, ReasonBadAnswer}
	return slices.Contains(reasons, Reason(f.Reason()))
}

// withhold turns failures into unknowns: they were seen from a machine that was
// cut off.
func withhold(facts []model.Fact) {
	for i := range facts {
		facts[i] = facts[i].WithReason(string(ReasonVantage))
		facts[i].Kind = model.FactProbeUnknown
		facts[i].Evidence += "\nheld: no network access from this host"
	}
}
