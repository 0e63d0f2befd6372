package factindex

import (
	"supplierwatch/internal/model"
)

// Streak is what the probes of one subject say: the last good outcome and the consecutive failures since. A subject that was never probed has no
// streak.
type Streak struct {
	Last     model.Fact  // the latest outcome that says something: ok or failed
	LastGood *model.Fact // nil: there was none
	First    model.Fact  // the first of the consecutive failures; of no meaning if Failures is zero
	Failures int
}

// Streak returns what probes say of a subject; ok is false if no probe ever succeeded or failed.
func (x *Index) Streak(supplier string, subject model.Subject) (s Streak, ok bool) {
	if x == nil {
		return Streak{}, false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	p := x.streaks[subjectKey{supplier, subject}]
	if p == nil {
		return Streak{}, false
	}
	return *p, true
}
