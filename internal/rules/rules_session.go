package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: sessionChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"session-due":     sessionDue,
		"session-overdue": sessionOverdue,
	},
})

func sessionDue(e *supplierEval) []model.Finding {
	return sessionFindings(e, stateDue, "The next session with %s is due by %s.", "Agree on a session")
}

func sessionOverdue(e *supplierEval) []model.Finding {
	return sessionFindings(e, stateOverdue, "A session with %s should have been held by %s.", "Hold a session")
}

func sessionFindings(e *supplierEval, state, message, do string) []model.Finding {
	row := sessionRow(e)
	if row == nil || row.State != state {
		return nil
	}
	f := e.about(subjectSession, row.Position, e.s.Supplies)
	f.Due = row.Due
	if state == stateDue {
		f.ExpiresOn = row.Due
	}
	f.Message = fmt.Sprintf(message, e.s.Name, row.Due)
	return e.ask(f, do, "Agree on a date and on topics.", "Record the day on which it was held.")
}

// sessionChanges notes when the next session is due.
func sessionChanges(t *nextChange) {
	for _, h := range recordedSessions(t.eval) {
		t.onceTheyCome(h.On)
	}
	if row := sessionRow(t.eval); row != nil {
		t.repeats(row.Due, t.eval.limit("session-due"))
	}
}
