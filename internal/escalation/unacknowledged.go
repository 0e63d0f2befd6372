package escalation

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// repeatsInVain is how often the last step of an alert is repeated before that itself is reported.
const repeatsInVain = 2

// How long an alert is on its last step before that is reported, whatever its policy repeats.
var (
	longInVain      = civil.Period{BusinessDays: 3}
	longInVainWakes = civil.Period{Clock: 24 * time.Hour} // of rules that may wake people
)

// UnacknowledgedAt returns when an alert on its last step counts as one that nobody acknowledges: after some reminders, or after some time.
// Zero: never. What reports such alerts is never among them.
func UnacknowledgedAt(a model.Alert, f *model.Finding, last int, c *civil.Calendar) time.Time {
	switch {
	case a.State != model.StateFiring, !a.Mailed(), f.NotifyOnce, a.Rule == rulebook.EscalationUnacknowledged, a.Step < 0, a.Step < last:
		return time.Time{}
	case a.Repeats >= repeatsInVain:
		return a.StepAt
	case f.OverrideQuietHours:
		return civil.AddTo(stepSince(a), longInVainWakes, c).UTC()
	}
	return civil.AddTo(stepSince(a), longInVain, c).UTC()
}

// Joined reports whether a finding lists an alert that it did not list before. Versions before did not remember what it listed.
func Joined(a model.Alert, f *model.Finding) bool {
	if len(a.Members) == 0 || slices.Equal(a.Members, f.Members) {
		return false
	}
	known := make(map[string]bool, len(a.Members))
	for _, id := range a.Members {
		known[id] = true
	}
	return slices.ContainsFunc(f.Members, func(id string) bool { return !known[id] })
}

// LongestJoinDelay is how long at most a finding that lists alerts waits because it was mailed on the same day: until the longest day is over.
const LongestJoinDelay = 26 * time.Hour

// JoinedNotBefore returns when an alert that lists others is mailed again at the earliest because one has joined them: at most once a day.
func JoinedNotBefore(a model.Alert, c *civil.Calendar, now time.Time) time.Time {
	if mailed := c.Today(a.StepAt); len(a.Members) > 0 && !a.StepAt.IsZero() && mailed == c.Today(now) {
		return mailed.End(c.Zone()).UTC()
	}
	return time.Time{}
}
