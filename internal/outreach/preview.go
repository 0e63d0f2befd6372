package outreach

import (
	"math"
	"slices"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// Preview returns the requests that would be sent if a person released them.
func Preview(planner verification.Planner, v compose.View) []model.Request {
	findings := make([]model.Finding, 0, len(v.Findings))
	for _, f := range v.Findings {
		if f.Group == model.GroupVerification {
			findings = append(findings, f)
		}
	}
	slices.SortFunc(findings, func(a, b model.Finding) int { return a.Compare(&b) })
	planner.PerDay = math.MaxInt // the weekly summary lists all, however many days that takes
	plan := planner.Plan(v.Registry, findings, v.Facts, v.Now, true)
	return slices.DeleteFunc(plan.Requests, func(q model.Request) bool { return q.Released || q.Reminder > 0 })
}
