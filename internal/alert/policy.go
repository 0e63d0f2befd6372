package alert

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// operatorsPolicy is the escalation policy of problems of the daemon itself, and of findings without a policy: the steps of the built-in
// critical tier, with the operators as recipients of each.
var operatorsPolicy = &model.Policy{
	ID: "operators",
	Steps: []model.Step{
		{},
		{After: civil.Period{Clock: 4 * time.Hour}},
		{After: civil.Period{BusinessDays: 1}},
	},
	Repeat:     civil.Period{BusinessDays: 1},
	AckExpires: civil.Period{BusinessDays: 3},
	QuietHours: model.Ignored,
}

// unacknowledgedPolicy is the escalation policy of what reports alerts that nobody acknowledges: once a week. It is mailed sooner when an
// alert joins those.
var unacknowledgedPolicy = &model.Policy{
	ID: "unacknowledged", Steps: []model.Step{{}},
	Repeat: civil.Period{Days: 7}, RepeatMax: civil.Period{Days: 7}, AckExpires: civil.Period{Days: 7}, QuietHours: model.Observe,
}

// policyOf returns the policy by which a finding escalates.
func policyOf(f *model.Finding) *model.Policy {
	if f.Rule == rulebook.EscalationUnacknowledged {
		return unacknowledgedPolicy
	}
	if f.Route == model.RouteOperators || f.Policy == nil || len(f.Policy.Steps) == 0 {
		return operatorsPolicy
	}
	return f.Policy
}
