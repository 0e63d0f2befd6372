package alert

import (
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Step leads the alerts of a scope through one evaluation: it opens, escalates, holds and ends alerts by the findings at the instant now. The findings
// are sorted by Finding.Compare. Facts may be nil; then nothing is resolved, since there is no evidence. The given state is not modified, unless the scope
// says so.
//
// The result holds the notices that wait to be sent; package notify sends them.
func (s Settings) Step(state model.State, r *model.Registry, scope Scope, facts *factindex.Index, now time.Time) *Evaluation {
	e := s.newEvaluation(state, r, facts, now)
	e.scope, e.copied = scope, scope.InPlace
	e.rollBackClock()
	for _, f := range scope.Findings {
		e.addFinding(f)
	}
	e.renamed = formerIDs(r)
	if e.SeesAll() {
		noticeUpgrade{e}.run()
		policiesUpgrade{e}.run()
		e.guardRemovals()
	}
	e.latest = map[string]string{}
	e.index(e.InScope())
	e.advance()
	e.open()
	sharedReminders{e}.run()
	return e
}
