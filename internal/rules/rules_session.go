package rules

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: sessionChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"session-due":     sessionDue,
			"session-overdue": sessionOverdue,
		},
	})
}

func sessionDue(e *obligations.Supplier) []model.Finding {
	return sessionFindings(e, obligations.StateDue, "The next session with %s is due by %s.", "Schedule a session")
}

func sessionOverdue(e *obligations.Supplier) []model.Finding {
	return sessionFindings(e, obligations.StateOverdue, "The session with %s was due on %s.", "Schedule a session")
}

func sessionFindings(e *obligations.Supplier, state, message, do string) []model.Finding {
	row, wanted := obligations.SessionRow(e)
	if !wanted || row.State != state {
		return nil
	}
	f := about(e, model.SubjectSession, row.Position, e.Entry.Supplies)
	f.Due = row.Due
	if state == obligations.StateDue {
		f.ExpiresOn = row.Due
	}
	f.Message = fmt.Sprintf(message, e.Entry.Name, row.Due)
	return ask(e, f, do, "Agree on a date and an agenda with the supplier.", "Record the day on which it was held.")
}

// sessionChanges notes when the next session is due.
func sessionChanges(t *nextChange) {
	for _, h := range obligations.RecordedSessions(t.eval) {
		t.onceTheyCome(h.On)
	}
	if row, wanted := obligations.SessionRow(t.eval); wanted {
		t.repeats(row.Due, t.eval.Limit("session-due"))
	}
}
