package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

// sessionRules watch the regular talks with suppliers.
func sessionRules() []Rule {
	return []Rule{
		{
			Name: "session-due", Needs: NeedsTime, Route: model.RouteWork, Severity: infos, supplier: sessionDue,
			Doc: "The next regular session with the supplier is due within two weeks. In these talks design, engineering and operations hear " +
				"first of what will change. Agree on a date, collect topics, and record the session when it was held.",
		},
		{
			Name: "session-overdue", Needs: NeedsTime, Route: model.RouteWork, Severity: warnings, supplier: sessionOverdue,
			Doc: "The last session with the supplier is longer ago than its tier allows. Changes of products, plants and people are then heard of " +
				"when they hurt. Hold a session, and record its day and its topics.",
		},
	}
}

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
