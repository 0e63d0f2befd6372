package alert

import (
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Step leads every alert through one evaluation: it opens, escalates, holds and ends alerts by the findings at the instant now. The
// findings are sorted by Finding.Compare. Facts may be nil; then nothing is resolved, since there is no evidence. The given state is not
// modified.
//
// The result holds the notices that wait to be sent; package notify sends them.
func (s Settings) Step(state model.State, r *model.Registry, findings []model.Finding, facts *factindex.Index, now time.Time) *Evaluation {
	e := s.newEvaluation(state, r, facts, now)
	e.rollBackClock()
	for i := range findings {
		e.addFinding(&findings[i])
	}
	e.renamed = formerIDs(r)
	noticeUpgrade{e}.run()
	policiesUpgrade{e}.run()
	e.latest = e.index()
	e.guardRemovals()
	e.advance()
	e.open()
	sharedReminders{e}.run()
	return e
}
