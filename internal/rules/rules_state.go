package rules

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		globalChange: globalNever,
		global: map[string]func(*obligations.Context) []model.Finding{
			"state-nearly-full": stateNearlyFull,
		},
	})
}

// fullFrom is the built-in threshold of a place that is nearly full.
const fullFrom = 0.9

// shareLimit returns the threshold of a rule that compares with a part of a whole.
func shareLimit(ec *obligations.Context, rule string) float64 {
	if t, ok := ec.Registry.Limits.Thresholds[rule]; ok && t.Share > 0 {
		return t.Share
	}
	return fullFrom
}

func stateNearlyFull(ec *obligations.Context) []model.Finding {
	s, _ := ec.Facts.Streak("", model.SubjectState)
	used, limit := s.Last.Usage()
	if limit <= 0 || used < limit*shareLimit(ec, "state-nearly-full") {
		return nil
	}
	f := model.Finding{Subject: model.SubjectWatchdog, Position: ec.Registry.First, Severity: model.Critical, OverrideQuietHours: true, Policy: ec.Registry.Policies["critical"]}
	f.Message = fmt.Sprintf("The disk with the state of supplierwatch is %.0f %% full.", 100*used/limit)
	f = advise(f, "Free disk space", "the disk of supplierwatch is nearly full",
		"Delete files that are not needed on this disk, or enlarge it.", "If the state itself is large, shorten `retention` in the configuration.")
	f.Advice.How = []string{s.Last.Evidence}
	return one(f)
}
